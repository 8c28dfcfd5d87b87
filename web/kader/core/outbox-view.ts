import type { Entry } from "../generated/wire.ts";
import { type Held, isUnsent, isWaiting } from "./bundles.ts";
import { answeredBy } from "./drafts.ts";
import type { Bundle, OutboxItem } from "./store.ts";

const ASK_AGAIN_MS = 3_600_000;
const DEPOSIT_AGAIN_MS = 86_400_000;

/** What the outbox holds in memory, and what can be asked of it without touching the store. */
export class OutboxView {
  protected held = new Map<string, Held>();
  /** Readable bundles of which everything has its receipt. */
  protected sent: Bundle[] = [];
  protected sentIds = new Set<string>();
  /** Entries that have a sealed copy. */
  protected copied = new Set<string>();
  /** Sent, but maybe not in the rows yet. */
  protected unseen = new Map<string, { entry: Entry; seq: number }>();

  protected inOrder(): Held[] {
    return [...this.held.values()].sort((a, b) => a.item.counter - b.item.counter);
  }

  protected replace(item: OutboxItem, bundle: Bundle): void {
    const held = this.held.get(item.id);
    if (held) this.held.set(item.id, { ...held, item, bundle });
  }

  protected withDependants(ids: string[]): string[] {
    const found = [...ids];
    for (const id of found) {
      for (const { entry } of this.held.values()) {
        if (entry.after.includes(id) && !found.includes(entry.id)) found.push(entry.id);
      }
    }
    return found;
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

  /** How many of what waits have no sealed copy yet. */
  unsealed(): number {
    return this.items().filter((item) => isWaiting(item) && !this.copied.has(item.id)).length;
  }

  /** Set aside by the server, and not answered by an entry of this phone since. */
  quarantined(): { entry: Entry; item: OutboxItem }[] {
    const answered = answeredBy([...this.unseen.values()].map(({ entry }) => entry).concat(this.waiting()));
    return this.setAside().filter(({ item }) => !answered.has(item.id));
  }

  /** What a person here is asked to repair; what the puskesmas reviews by itself is not among it. */
  setAside(): { entry: Entry; item: OutboxItem }[] {
    return this.inOrder().filter(({ item }) => item.state === "quarantined" && !item.deposit);
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

  /** What is to be handed in sealed when the server takes no push of this phone any more. */
  toDeposit(nowMs: number): OutboxItem[] {
    const asked = (item: OutboxItem) =>
      item.deposit === "done" ||
      (item.deposit === "refused" && Math.abs(nowMs - (item.answeredMs ?? 0)) < DEPOSIT_AGAIN_MS);
    return this.items().filter((item) => isUnsent(item) && !asked(item));
  }

  dropSeen(seqs: Record<string, number>): void {
    for (const [id, { entry, seq }] of this.unseen)
      if (seq <= (seqs[entry.post] ?? 0)) this.unseen.delete(id);
  }
}
