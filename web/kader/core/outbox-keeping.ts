import type { Entry } from "../generated/wire.ts";
import { type Held, isWaiting, openBundle, rebundle } from "./bundles.ts";
import { OutboxView } from "./outbox-view.ts";
import {
  dropCopies,
  dropReadable,
  expired,
  readOutbox,
  writeBack,
  writeCopies,
  writeErased,
  writeMerged,
  writeSettled,
} from "./outbox-writes.ts";
import type { Bundle, Db, OutboxItem, SealedCopy } from "./store.ts";

/** Days that a copy is kept after its receipt: a server restored from an old backup asks for what it lacks. */
export const SENT_KEPT_DAYS = 35;
const DAY_MS = 86_400_000;
const BUNDLES_BEFORE_MERGE = 100;
const SEALED_AT_ONCE = 100;

/** One writer at a time, over all tabs. */
type Lock = <T>(fn: () => Promise<T>) => Promise<T>;

/** Who makes sealed copies and mirrors them outside this store. None of it may fail a write. */
export interface Copier {
  /** Copies of entries; none when the server's key is not known yet. */
  seal(entries: readonly Entry[]): Promise<SealedCopy[]>;
  added(copies: readonly SealedCopy[]): void;
  receipted(ids: readonly string[]): void;
  /** Before the store lets go: what is dropped must never come back from the mirror. */
  dropping(ids: readonly string[]): Promise<void>;
}

/** Where nothing is sealed: in the background of the browser. */
export const NO_COPIER: Copier = {
  seal: async () => [],
  added: () => undefined,
  receipted: () => undefined,
  dropping: async () => undefined,
};

/** What the outbox keeps, readable and sealed, and for how long. */
export class OutboxKeeping extends OutboxView {
  /** Highest device counter given out, and highest that was ever put into a push or a file. */
  counter = 0;
  tried = 0;
  protected db: Db;
  protected key: CryptoKey;
  protected lock: Lock;
  protected copier: Copier;

  constructor(db: Db, key: CryptoKey, lock: Lock, copier: Copier = NO_COPIER) {
    super();
    this.db = db;
    this.key = key;
    this.lock = lock;
    this.copier = copier;
  }

  /** Another tab has written: read again, in turn with our own writing, or what is read first would win over it. */
  refresh(): Promise<void> {
    return this.lock(() => this.load());
  }

  /** Read everything that waits. */
  async load(): Promise<void> {
    const { bundles, sent, counter, tried, copied, receipted } = await readOutbox(this.db);
    this.counter = counter;
    this.tried = tried;
    this.sent = sent;
    this.copied = new Set(copied);
    this.sentIds = new Set([...receipted, ...sent.flatMap(({ items }) => items.map((item) => item.id))]);
    const held = new Map<string, Held>();
    for (const list of await Promise.all(bundles.map((bundle) => openBundle(this.key, bundle)))) {
      for (const each of list) held.set(each.item.id, each);
    }
    this.held = held;
    if (bundles.length > BUNDLES_BEFORE_MERGE) await this.mergeWaiting(bundles);
  }

  /** After weeks without signal: many small boxes become one, so that the phone opens as quickly as before. */
  private async mergeWaiting(bundles: Bundle[]): Promise<void> {
    const kept = this.inOrder().filter(({ item }) => item.state !== "undone");
    const merged = await rebundle(this.key, kept);
    await writeMerged(this.db, bundles, merged);
    for (const bundle of merged) for (const item of bundle.items) this.replace(item, bundle);
  }

  protected copies(copies: readonly SealedCopy[]): void {
    for (const { id } of copies) this.copied.add(id);
    if (copies.length > 0) this.copier.added(copies);
  }

  /** Seal what was written before the server's key was known. Resolves with how many are still without a copy. */
  sealMissing(nowMs: number): Promise<number> {
    return this.lock(() => this.sealMissingNow(nowMs));
  }

  private async sealMissingNow(nowMs: number): Promise<number> {
    const bare = await this.bare();
    for (let at = 0; at < bare.length; at += SEALED_AT_ONCE) {
      const part = bare.slice(at, at + SEALED_AT_ONCE);
      const copies = await this.copier.seal(part.map(({ entry }) => entry));
      if (copies.length < part.length) return bare.length - at;
      const untilMs = (index: number) =>
        part[index]?.item.state === "sent" ? nowMs + SENT_KEPT_DAYS * DAY_MS : null;
      const made = copies.map((copy, index) => ({ ...copy, untilMs: untilMs(index) }));
      await writeCopies(this.db, made);
      this.copies(made);
    }
    return 0;
  }

  private async bare(): Promise<Held[]> {
    const waiting = this.inOrder().filter(({ item }) => item.state !== "undone");
    const old = this.sent.filter(({ items }) => items.some((item) => !this.copied.has(item.id)));
    const sent = (await Promise.all(old.map((bundle) => openBundle(this.key, bundle)))).flat();
    return [...waiting, ...sent].filter(({ item }) => !this.copied.has(item.id));
  }

  protected async take(changes: Map<string, OutboxItem>, nowMs: number): Promise<void> {
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
  protected async rewrite(
    bundles: Set<Bundle>,
    next: (item: OutboxItem) => OutboxItem,
    nowMs = 0,
  ): Promise<void> {
    const before = [...bundles].flatMap((bundle) => bundle.items);
    const changed = [...bundles].map((bundle) => ({ ...bundle, items: bundle.items.map(next) }));
    const turned = (state: string) =>
      changed
        .flatMap((bundle) => bundle.items)
        .filter((item, index) => item.state === state && before[index]?.state !== state)
        .map((item) => item.id);
    const open = changed.filter((bundle) => bundle.items.some(isWaiting));
    const done = changed.filter((bundle) => !bundle.items.some(isWaiting));
    const untilMs = nowMs + SENT_KEPT_DAYS * DAY_MS;
    const kept = (await this.sentOf(done)).map((bundle) => ({ ...bundle, untilMs }));
    const [receipted, undone] = [turned("sent"), turned("undone")];
    await writeSettled(this.db, { open, done, kept, receipted, undone, untilMs });
    for (const bundle of open) for (const item of bundle.items) this.replace(item, bundle);
    for (const bundle of done) for (const item of bundle.items) this.held.delete(item.id);
    for (const id of undone) this.copied.delete(id);
    for (const id of receipted) this.sentIds.add(id);
    this.sent.push(...kept);
    if (receipted.length > 0) this.copier.receipted(receipted);
  }

  /** One bundle per post of what was sent; entries that were taken back are left out. */
  private sentOf(done: Bundle[]): Promise<Bundle[]> {
    const items = done.flatMap((bundle) => bundle.items).filter((item) => item.state === "sent");
    const sent = items.map((item) => ({
      ...(this.held.get(item.id) as Held),
      item: { ...item, reason: null },
    }));
    return rebundle(this.key, sent);
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

  /** Rows of every vault show `floor` of each post: what they hold needs no readable copy beside its sealed one. */
  async release(floor: Readonly<Record<string, number>>): Promise<void> {
    const shown = ({ post, items }: Bundle) =>
      items.every((item) => this.copied.has(item.id) && (item.seq ?? 0) <= (floor[post] ?? -1));
    const old = this.sent.filter(shown);
    if (old.length === 0) return;
    await dropReadable(this.db, old);
    this.sent = this.sent.filter((bundle) => !old.includes(bundle));
  }

  /** Forget what was sent more than 35 days ago. */
  async forget(nowMs: number): Promise<void> {
    const old = this.sent.filter((bundle) => (bundle.untilMs ?? 0) < nowMs);
    if (old.length > 0) await dropReadable(this.db, old);
    this.sent = this.sent.filter((bundle) => !old.includes(bundle));
    const ids = await expired(this.db, nowMs);
    if (ids.length === 0) return;
    await this.copier.dropping(ids);
    await dropCopies(this.db, ids);
    await this.refresh();
  }

  /**
   * The restored server lacks these: what can be read here waits to be sent again (same id, same hash). Gives those of
   * which only the sealed copy is left.
   */
  sendAgain(missing: ReadonlySet<string>): Promise<string[]> {
    return this.lock(() => this.sendAgainNow(missing));
  }

  private async sendAgainNow(missing: ReadonlySet<string>): Promise<string[]> {
    const again = (item: OutboxItem): OutboxItem =>
      missing.has(item.id) && item.state !== "undone"
        ? { ...item, state: "pending", seq: null, answeredMs: null, reason: null, deposit: undefined }
        : item;
    const lacks = ({ items }: Bundle) => items.some((item) => missing.has(item.id));
    const sent = this.sent.filter(lacks);
    const bundles = [...new Set([...this.held.values()].map(({ bundle }) => bundle)), ...sent].filter(lacks);
    const open = bundles.map((bundle) => ({ ...bundle, items: bundle.items.map(again) }));
    await writeBack(this.db, open, sent);
    this.unseen.clear();
    await this.load();
    const readable = new Set(open.flatMap(({ items }) => items.map((item) => item.id)));
    return [...missing].filter((id) => !readable.has(id));
  }

  /** Erased by law: no copy stays, neither readable nor sealed. */
  erase(ids: ReadonlySet<string>): Promise<void> {
    return this.lock(async () => {
      await this.copier.dropping([...ids]);
      await writeErased(this.db, this.key, ids);
      for (const id of ids) this.unseen.delete(id);
      await this.load();
    });
  }
}
