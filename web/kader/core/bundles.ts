import type { Entry } from "../generated/wire.ts";
import { openJson, sealJson } from "./crypto.ts";
import type { Bundle, OutboxItem } from "./store.ts";

/** An entry in memory, with where it stands and the box it lies in. */
export interface Held {
  item: OutboxItem;
  bundle: Bundle;
  entry: Entry;
}

const label = (first: number): string => `outbox|${first}`;

/** Without an answer that says what became of it. */
export const isUnsent = (item: OutboxItem): boolean => item.state === "pending" || item.state === "waiting";

/** Without a place in the journal: it stays here, readable and sealed. */
export const isWaiting = (item: OutboxItem): boolean => isUnsent(item) || item.state === "quarantined";

export function newItem(entry: Entry, nowMs: number): OutboxItem {
  const { id, hash, device_counter: counter } = entry;
  return { id, hash, counter, atMs: nowMs, state: "pending", seq: null, answeredMs: null, reason: null };
}

/** One box for entries of one post. Their lowest counter names it. */
export async function makeBundle(key: CryptoKey, entries: Entry[], items: OutboxItem[]): Promise<Bundle> {
  const first = Math.min(...items.map((item) => item.counter));
  const post = entries[0]?.post ?? "";
  return { first, post, items, box: await sealJson(key, label(first), entries), untilMs: null };
}

export async function openBundle(key: CryptoKey, bundle: Bundle): Promise<Held[]> {
  const entries = await openJson<Entry[]>(key, label(bundle.first), bundle.box);
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return bundle.items.flatMap((item) => {
    const entry = byId.get(item.id);
    return entry ? [{ item, bundle, entry }] : [];
  });
}

/** Entries of many boxes in one box for each post. */
export function rebundle(key: CryptoKey, held: readonly Held[]): Promise<Bundle[]> {
  const byPost = new Map<string, Held[]>();
  for (const each of held) {
    const list = byPost.get(each.entry.post);
    if (list) list.push(each);
    else byPost.set(each.entry.post, [each]);
  }
  const groups = [...byPost.values()];
  return Promise.all(
    groups.map((list) =>
      makeBundle(
        key,
        list.map(({ entry }) => entry),
        list.map(({ item }) => item),
      ),
    ),
  );
}
