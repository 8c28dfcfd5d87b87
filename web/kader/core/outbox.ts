import type { Entry, Head, Receipt } from "../generated/wire.ts";
import { type Held, isWaiting, makeBundle, newItem } from "./bundles.ts";
import { openJson, sealJson } from "./crypto.ts";
import { OutboxKeeping } from "./outbox-keeping.ts";
import { writeNew } from "./outbox-writes.ts";
import { type OutboxItem, saved } from "./store.ts";

/** Reasons by which the server keeps an entry for the puskesmas alone. */
const REVIEWED = ["account_disabled", "deposited_after_revocation"];

/**
 * Entries of every account of this phone, oldest first, under the device key: they outlive a lock, a forgotten PIN and
 * another user. An entry leaves only for a receipt that shows its id and its hash; its sealed copy stays 35 days more.
 */
export class Outbox extends OutboxKeeping {
  /**
   * Keep entries that `make` writes from the next device counter on, with their sealed copies. One transaction; when it
   * has not completed, nothing is kept and NotSaved is thrown.
   */
  add(nowMs: number, make: (counter: number) => Promise<Entry[]>): Promise<Entry[]> {
    return this.lock(() => saved(() => this.addNow(nowMs, make)));
  }

  private async addNow(nowMs: number, make: (counter: number) => Promise<Entry[]>): Promise<Entry[]> {
    const first = (((await this.db.get("meta", "counter")) as number | undefined) ?? 0) + 1;
    const entries = await make(first);
    if (entries.length === 0) return entries;
    const items = entries.map((entry) => newItem(entry, nowMs));
    const [bundle, copies] = await Promise.all([
      makeBundle(this.key, entries, items),
      this.copier.seal(entries),
    ]);
    const counter = first + entries.length - 1;
    await writeNew(this.db, bundle, copies, counter);
    this.counter = counter;
    for (const [index, entry] of entries.entries())
      this.held.set(entry.id, { item: items[index] as OutboxItem, bundle, entry });
    this.copies(copies);
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
    await this.copier.dropping(all);
    const changed = new Set(held.map((each) => (each as Held).bundle));
    await this.rewrite(changed, (item) => (all.includes(item.id) ? { ...item, state: "undone" } : item));
    return true;
  }

  /** From here on these entries may be on the server, or in a file on its way there: they can no longer be taken back. */
  markTried(counters: readonly number[]): Promise<void> {
    return this.lock(() => this.markNow(counters));
  }

  private async markNow(counters: readonly number[]): Promise<void> {
    const highest = Math.max(this.tried, ...counters);
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
    const aside: OutboxItem = { ...item, state: "quarantined", answeredMs: nowMs, reason: box };
    // Nobody here can repair that an account was closed or a phone revoked: the puskesmas has it, and reviews it.
    return REVIEWED.includes(reason?.code ?? "") ? { ...aside, deposit: "done" } : aside;
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

  /** What became of a deposit of these: kept by the server, or refused. Neither is a receipt: everything stays here. */
  deposited(ids: readonly string[], outcome: "done" | "refused", nowMs: number): Promise<void> {
    return this.lock(async () => {
      const changes = new Map<string, OutboxItem>();
      for (const id of ids) {
        const item = this.held.get(id)?.item;
        if (item && isWaiting(item)) changes.set(id, { ...item, deposit: outcome, answeredMs: nowMs });
      }
      await this.take(changes, nowMs);
    });
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
