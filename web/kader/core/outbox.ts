import type { Entry, Head, Receipt } from "../generated/wire.ts";
import { type Held, isWaiting, makeBundle, newItem, openBundle, rebundle } from "./bundles.ts";
import { openJson, sealJson } from "./crypto.ts";
import { answeredBy } from "./drafts.ts";
import { type Bundle, type Db, DURABLE, type OutboxItem, saved } from "./store.ts";

/** Days that a sent entry is kept: a server restored from an old backup asks for what it lacks. */
export const SENT_KEPT_DAYS = 35;
const DAY_MS = 86_400_000;
const ASK_AGAIN_MS = 3_600_000;
const BUNDLES_BEFORE_MERGE = 100;

/** One writer at a time, over all tabs. */
type Lock = <T>(fn: () => Promise<T>) => Promise<T>;

/**
 * Entries of every account of this phone, oldest first, under the device key: they outlive a lock, a forgotten PIN and
 * another user. An entry leaves only for a receipt that shows its id and its hash.
 */
export class Outbox {
  /** Highest device counter given out, and highest that was ever put into a push. */
  counter = 0;
  tried = 0;
  private db: Db;
  private key: CryptoKey;
  private lock: Lock;
  private held = new Map<string, Held>();
  private sent: Bundle[] = [];
  private sentIds = new Set<string>();
  /** Sent, but maybe not in the rows yet. */
  private unseen = new Map<string, { entry: Entry; seq: number }>();

  constructor(db: Db, key: CryptoKey, lock: Lock) {
    this.db = db;
    this.key = key;
    this.lock = lock;
  }

  /** Another tab has written: read again, in turn with our own writing, or what is read first would win over it. */
  refresh(): Promise<void> {
    return this.lock(() => this.load());
  }

  /** Read everything that waits. */
  async load(): Promise<void> {
    const tx = this.db.transaction(["outbox", "sent", "meta"]);
    const [bundles, sent, counter, tried] = await Promise.all([
      tx.objectStore("outbox").getAll(),
      tx.objectStore("sent").getAll(),
      tx.objectStore("meta").get("counter"),
      tx.objectStore("meta").get("tried"),
    ]);
    this.counter = (counter as number | undefined) ?? 0;
    this.tried = (tried as number | undefined) ?? 0;
    this.sent = sent;
    this.sentIds = new Set(sent.flatMap((bundle) => bundle.items.map((item) => item.id)));
    const held = new Map<string, Held>();
    for (const list of await Promise.all(bundles.map((bundle) => openBundle(this.key, bundle)))) {
      for (const each of list) held.set(each.item.id, each);
    }
    this.held = held;
    if (bundles.length > BUNDLES_BEFORE_MERGE) await this.mergeWaiting(bundles);
  }

  /** What is not yet safe on the server, in the order it was written. */
  waiting(post?: string): Entry[] {
    return this.inOrder()
      .filter(({ item, entry }) => isWaiting(item) && (post === undefined || entry.post === post))
      .map(({ entry }) => entry);
  }

  /** What must be laid over rows that stand at `seq`: what waits, and what was sent but is not in them yet. */
  overlay(post: string, seq: number): Entry[] {
    const unseen = [...this.unseen.values()].filter((each) => each.entry.post === post && each.seq > seq);
    return [...unseen.sort((a, b) => a.seq - b.seq).map(({ entry }) => entry), ...this.waiting(post)];
  }

  mine(id: string): boolean {
    return this.held.has(id) || this.sentIds.has(id);
  }

  status(id: string): "pending" | "sent" | "waiting" | "quarantined" | null {
    const state = this.held.get(id)?.item.state;
    if (state === "undone") return null;
    return state ?? (this.sentIds.has(id) ? "sent" : null);
  }

  items(): OutboxItem[] {
    return this.inOrder().map(({ item }) => item);
  }

  /** Set aside by the server, and not answered by an entry of this phone since. */
  quarantined(): { entry: Entry; item: OutboxItem }[] {
    const answered = answeredBy([...this.unseen.values()].map(({ entry }) => entry).concat(this.waiting()));
    return this.setAside().filter(({ item }) => !answered.has(item.id));
  }

  setAside(): { entry: Entry; item: OutboxItem }[] {
    return this.inOrder().filter(({ item }) => item.state === "quarantined");
  }

  private inOrder(): Held[] {
    return [...this.held.values()].sort((a, b) => a.item.counter - b.item.counter);
  }

  /**
   * Keep entries that `make` writes from the next device counter on. One transaction; when it has not completed,
   * nothing is kept and NotSaved is thrown.
   */
  add(nowMs: number, make: (counter: number) => Promise<Entry[]>): Promise<Entry[]> {
    return this.lock(() => saved(() => this.addNow(nowMs, make)));
  }

  private async addNow(nowMs: number, make: (counter: number) => Promise<Entry[]>): Promise<Entry[]> {
    const first = (((await this.db.get("meta", "counter")) as number | undefined) ?? 0) + 1;
    const entries = await make(first);
    if (entries.length === 0) return entries;
    const items = entries.map((entry) => newItem(entry, nowMs));
    const bundle = await makeBundle(this.key, entries, items);
    const counter = first + entries.length - 1;
    const tx = this.db.transaction(["outbox", "meta"], "readwrite", DURABLE);
    await Promise.all([
      tx.objectStore("outbox").add(bundle),
      tx.objectStore("meta").put(counter, "counter"),
      tx.done,
    ]);
    this.counter = counter;
    entries.forEach((entry, index) => {
      this.held.set(entry.id, { item: bundle.items[index] as OutboxItem, bundle, entry });
    });
    return entries;
  }

  /** Take back entries and what was built on them. False, and nothing changed, when one may have been sent. */
  undo(ids: string[]): Promise<boolean> {
    return this.lock(() => this.undoNow(ids));
  }

  private async undoNow(ids: string[]): Promise<boolean> {
    const tried = ((await this.db.get("meta", "tried")) as number | undefined) ?? 0;
    const all = this.withDependants(ids);
    const held = all.map((id) => this.held.get(id));
    if (!held.every((each) => each && each.item.state === "pending" && each.item.counter > tried))
      return false;
    const changed = new Set(held.map((each) => (each as Held).bundle));
    await this.rewrite(changed, (item) => (all.includes(item.id) ? { ...item, state: "undone" } : item));
    return true;
  }

  private withDependants(ids: string[]): string[] {
    const found = [...ids];
    for (const id of found) {
      for (const { entry } of this.held.values()) {
        if (entry.after.includes(id) && !found.includes(entry.id)) found.push(entry.id);
      }
    }
    return found;
  }

  /** The oldest entries to send, at most `limit`: pending ones, and waiting ones that were long not asked about. */
  batch(limit: number, nowMs: number): Entry[] {
    const due = ({ item }: Held) =>
      item.state === "pending" ||
      (item.state === "waiting" && Math.abs(nowMs - (item.answeredMs ?? 0)) > ASK_AGAIN_MS);
    return this.inOrder()
      .filter(due)
      .slice(0, limit)
      .map(({ entry }) => entry);
  }

  /** From here on these entries may be on the server: they can no longer be taken back. */
  markTried(entries: Entry[]): Promise<void> {
    return this.lock(() => this.markNow(entries));
  }

  private async markNow(entries: Entry[]): Promise<void> {
    const highest = Math.max(this.tried, ...entries.map((entry) => entry.device_counter));
    if (highest === this.tried) return;
    await saved(() => this.db.put("meta", highest, "tried"));
    this.tried = highest;
  }

  /** Take receipts in. Those whose id and hash are not both of an entry here change nothing. */
  settle(receipts: readonly Receipt[], nowMs: number): Promise<void> {
    return this.lock(() => this.settleNow(receipts, nowMs));
  }

  private async settleNow(receipts: readonly Receipt[], nowMs: number): Promise<void> {
    const changes = new Map<string, OutboxItem>();
    for (const receipt of receipts) {
      const item = this.held.get(receipt.id)?.item;
      if (!item || item.hash !== receipt.hash || !isWaiting(item)) continue;
      const next = await this.answered(item, receipt, nowMs);
      if (next) changes.set(item.id, next);
    }
    await this.take(changes, nowMs);
  }

  private async answered(item: OutboxItem, receipt: Receipt, nowMs: number): Promise<OutboxItem | null> {
    const { outcome, seq, reason } = receipt;
    if (outcome === "applied" || outcome === "conflict") {
      return typeof seq === "number" ? { ...item, state: "sent", seq, answeredMs: nowMs } : null;
    }
    if (outcome === "waiting") return { ...item, state: "waiting", answeredMs: nowMs };
    if (outcome !== "quarantined") return null;
    const box = await sealJson(this.key, `reason|${item.id}`, reason ?? null);
    return { ...item, state: "quarantined", answeredMs: nowMs, reason: box };
  }

  /** What a pull shows: heads of entries that waited, and repairs that answer quarantined ones. */
  async seen(
    heads: readonly Head[],
    repairs: readonly { id: string; seq: number }[],
    nowMs: number,
  ): Promise<void> {
    const changes = new Map<string, OutboxItem>();
    const sent = (item: OutboxItem, seq: number) =>
      changes.set(item.id, { ...item, state: "sent", seq, answeredMs: nowMs });
    for (const head of heads) {
      const item = this.held.get(head.id)?.item;
      if (item && item.hash === head.hash && isWaiting(item)) sent(item, head.seq);
    }
    for (const repair of repairs) {
      const item = this.held.get(repair.id)?.item;
      if (item?.state === "quarantined") sent(item, repair.seq);
    }
    await this.take(changes, nowMs);
  }

  private async take(changes: Map<string, OutboxItem>, nowMs: number): Promise<void> {
    if (changes.size === 0) return;
    const touched = new Set<Bundle>();
    for (const id of changes.keys()) touched.add((this.held.get(id) as Held).bundle);
    for (const [id, item] of changes) {
      if (item.state === "sent")
        this.unseen.set(id, { entry: (this.held.get(id) as Held).entry, seq: item.seq ?? 0 });
    }
    await this.rewrite(touched, (item) => changes.get(item.id) ?? item, nowMs);
  }

  /** Store changed items; bundles of which nothing waits any more move to `sent` as one. */
  private async rewrite(
    bundles: Set<Bundle>,
    next: (item: OutboxItem) => OutboxItem,
    nowMs = 0,
  ): Promise<void> {
    const changed = [...bundles].map((bundle) => ({ ...bundle, items: bundle.items.map(next) }));
    const open = changed.filter((bundle) => bundle.items.some(isWaiting));
    const done = changed.filter((bundle) => !bundle.items.some(isWaiting));
    const kept = await this.keepSent(done, nowMs);
    await saved(async () => {
      const tx = this.db.transaction(["outbox", "sent"], "readwrite", DURABLE);
      for (const bundle of open) tx.objectStore("outbox").put(bundle);
      for (const bundle of kept) tx.objectStore("sent").put(bundle);
      for (const bundle of done) tx.objectStore("outbox").delete(bundle.first);
      await tx.done;
    });
    for (const bundle of open) for (const item of bundle.items) this.replace(item, bundle);
    for (const bundle of done) for (const item of bundle.items) this.held.delete(item.id);
    this.sent.push(...kept);
    for (const bundle of kept) for (const item of bundle.items) this.sentIds.add(item.id);
  }

  private replace(item: OutboxItem, bundle: Bundle): void {
    const held = this.held.get(item.id);
    if (held) this.held.set(item.id, { ...held, item, bundle });
  }

  /** One bundle per post of what was sent; entries that were taken back are left out. */
  private async keepSent(done: Bundle[], nowMs: number): Promise<Bundle[]> {
    const items = done.flatMap((bundle) => bundle.items).filter((item) => item.state === "sent");
    const sent = items.map((item) => ({
      ...(this.held.get(item.id) as Held),
      item: { ...item, reason: null },
    }));
    const untilMs = nowMs + SENT_KEPT_DAYS * DAY_MS;
    return (await rebundle(this.key, sent)).map((bundle) => ({ ...bundle, untilMs }));
  }

  /** After weeks without signal: many small boxes become one, so that the phone opens as quickly as before. */
  private async mergeWaiting(bundles: Bundle[]): Promise<void> {
    const merged = await rebundle(
      this.key,
      this.inOrder().filter(({ item }) => item.state !== "undone"),
    );
    const tx = this.db.transaction("outbox", "readwrite", DURABLE);
    for (const bundle of bundles) tx.store.delete(bundle.first);
    for (const bundle of merged) tx.store.put(bundle);
    await tx.done;
    for (const bundle of merged) for (const item of bundle.items) this.replace(item, bundle);
  }

  /** Open sent entries that the rows of a vault (its seq per post) do not show yet. */
  async openUnseen(seqs: Record<string, number>): Promise<void> {
    const behind = (item: OutboxItem, post: string) => (item.seq ?? 0) > (seqs[post] ?? 0);
    for (const bundle of this.sent) {
      if (!bundle.items.some((item) => behind(item, bundle.post))) continue;
      for (const { item, entry } of await openBundle(this.key, bundle))
        this.unseen.set(item.id, { entry, seq: item.seq ?? 0 });
    }
    for (const { item, entry } of this.held.values()) {
      if (item.state === "sent") this.unseen.set(item.id, { entry, seq: item.seq ?? 0 });
    }
    this.dropSeen(seqs);
  }

  dropSeen(seqs: Record<string, number>): void {
    for (const [id, { entry, seq }] of this.unseen)
      if (seq <= (seqs[entry.post] ?? 0)) this.unseen.delete(id);
  }

  /** Forget what was sent more than 35 days ago. */
  async forget(nowMs: number): Promise<void> {
    const old = this.sent.filter((bundle) => (bundle.untilMs ?? 0) < nowMs);
    if (old.length === 0) return;
    const tx = this.db.transaction("sent", "readwrite");
    for (const bundle of old) tx.store.delete(bundle.first);
    await tx.done;
    this.sent = this.sent.filter((bundle) => !old.includes(bundle));
  }

  /** The server may have lost what it had answered for: what it acknowledged or held is sent again (same id, same hash). */
  sendAgain(): Promise<void> {
    return this.lock(() => this.sendAgainNow());
  }

  private async sendAgainNow(): Promise<void> {
    const again = (item: OutboxItem): OutboxItem =>
      item.state === "undone"
        ? item
        : { ...item, state: "pending", seq: null, answeredMs: null, reason: null };
    const bundles = [...new Set([...this.held.values()].map(({ bundle }) => bundle)), ...this.sent];
    const tx = this.db.transaction(["outbox", "sent"], "readwrite", DURABLE);
    for (const bundle of bundles) {
      tx.objectStore("outbox").put({ ...bundle, untilMs: null, items: bundle.items.map(again) });
    }
    tx.objectStore("sent").clear();
    await tx.done;
    this.unseen.clear();
    await this.load();
  }

  /** Counters up to `counter` are taken: entries of this phone that its store no longer knows. */
  async skipTo(counter: number): Promise<void> {
    await this.db.put("meta", counter, "counter");
    this.counter = counter;
  }

  /** Why an entry was set aside. */
  reason<T>(item: OutboxItem): Promise<T | null> {
    return item.reason ? openJson<T>(this.key, `reason|${item.id}`, item.reason) : Promise.resolve(null);
  }
}
