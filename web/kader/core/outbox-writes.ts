import type { IDBPTransaction } from "idb";
import type { Entry } from "../generated/wire.ts";
import { makeBundle, openBundle } from "./bundles.ts";
import { type Bundle, type Db, DURABLE, type Schema, type SealedCopy, saved } from "./store.ts";

/** The outbox's transactions: each is whole or not at all, and on the disk when it resolves. */

export interface StoredOutbox {
  bundles: Bundle[];
  sent: Bundle[];
  counter: number;
  tried: number;
  /** Ids of entries that have a sealed copy, and of those among them that have their receipt. */
  copied: string[];
  receipted: string[];
}

export async function readOutbox(db: Db): Promise<StoredOutbox> {
  const tx = db.transaction(["outbox", "sent", "sealed", "meta"]);
  const [bundles, sent, counter, tried, copied, receipted] = await Promise.all([
    tx.objectStore("outbox").getAll(),
    tx.objectStore("sent").getAll(),
    tx.objectStore("meta").get("counter"),
    tx.objectStore("meta").get("tried"),
    tx.objectStore("sealed").getAllKeys(),
    tx.objectStore("sealed").index("until").getAllKeys(),
  ]);
  const number = (value: unknown) => (value as number | undefined) ?? 0;
  return { bundles, sent, counter: number(counter), tried: number(tried), copied, receipted };
}

type Writable = "outbox" | "sent" | "sealed" | "meta";
type Writing = IDBPTransaction<Schema, Writable[], "readwrite">;

/** All of `work` or nothing of it: what fails on the way takes back what was put before. */
async function inOne(db: Db, stores: Writable[], work: (tx: Writing) => Promise<void>): Promise<void> {
  const tx = db.transaction(stores, "readwrite", DURABLE);
  const done = tx.done.catch((error) => {
    throw tx.error ?? error;
  });
  try {
    await work(tx);
  } catch (error) {
    // The transaction may have ended by the same failure already.
    done.catch(() => undefined);
    if (tx.error === null) abort(tx);
    throw error;
  }
  await done;
}

/** The transaction as a whole tells of a request that failed. */
function asked(request: Promise<unknown>): void {
  request.catch(() => undefined);
}

function abort(tx: Writing): void {
  try {
    tx.abort();
  } catch {
    // Ended.
  }
}

/** Entries, their sealed copies and the counter they have used, together. */
export function writeNew(db: Db, bundle: Bundle, copies: SealedCopy[], counter: number): Promise<void> {
  return inOne(db, ["outbox", "sealed", "meta"], async (tx) => {
    asked(tx.objectStore("outbox").add(bundle));
    for (const copy of copies) asked(tx.objectStore("sealed").put(copy));
    asked(tx.objectStore("meta").put(counter, "counter"));
  });
}

export interface Settled {
  open: Bundle[];
  done: Bundle[];
  /** What of `done` has its receipt, in bundles of its own. */
  kept: Bundle[];
  receipted: string[];
  undone: string[];
  untilMs: number;
}

/** Changed bundles; with them, the term of copies whose entries now have a receipt, and an end of what was taken back. */
export async function writeSettled(db: Db, change: Settled): Promise<void> {
  const write = async (tx: Writing) => {
    const sealed = tx.objectStore("sealed");
    for (const bundle of change.open) tx.objectStore("outbox").put(bundle);
    for (const bundle of change.kept) tx.objectStore("sent").put(bundle);
    for (const bundle of change.done) tx.objectStore("outbox").delete(bundle.first);
    for (const id of change.undone) sealed.delete(id);
    for (const copy of await Promise.all(change.receipted.map((id) => sealed.get(id)))) {
      if (copy) sealed.put({ ...copy, untilMs: change.untilMs });
    }
  };
  await saved(() => inOne(db, ["outbox", "sent", "sealed"], write));
}

export async function writeCopies(db: Db, copies: readonly SealedCopy[]): Promise<void> {
  await inOne(db, ["sealed"], async (tx) => {
    for (const copy of copies) tx.objectStore("sealed").put(copy);
  });
}

/** Many bundles become few. */
export async function writeMerged(db: Db, old: readonly Bundle[], merged: readonly Bundle[]): Promise<void> {
  await inOne(db, ["outbox"], async (tx) => {
    for (const bundle of old) tx.objectStore("outbox").delete(bundle.first);
    for (const bundle of merged) tx.objectStore("outbox").put(bundle);
  });
}

/** Bundles that had their receipts wait again. */
export async function writeBack(
  db: Db,
  open: readonly Bundle[],
  noLongerSent: readonly Bundle[],
): Promise<void> {
  const ids = open.flatMap(({ items }) => items.flatMap((item) => (item.state === "pending" ? item.id : [])));
  await inOne(db, ["outbox", "sent", "sealed"], async (tx) => {
    const sealed = tx.objectStore("sealed");
    for (const bundle of open) tx.objectStore("outbox").put({ ...bundle, untilMs: null });
    for (const bundle of noLongerSent) tx.objectStore("sent").delete(bundle.first);
    for (const copy of await Promise.all(ids.map((id) => sealed.get(id)))) {
      if (copy) sealed.put({ ...copy, untilMs: null });
    }
  });
}

/** Readable copies that are needed no more; the sealed ones stay. */
export async function dropReadable(db: Db, bundles: readonly Bundle[]): Promise<void> {
  const tx = db.transaction("sent", "readwrite");
  for (const bundle of bundles) tx.store.delete(bundle.first);
  await tx.done;
}

/** Sealed copies whose term is over. */
export function expired(db: Db, nowMs: number): Promise<string[]> {
  return db.getAllKeysFromIndex("sealed", "until", IDBKeyRange.upperBound(nowMs, true));
}

export async function dropCopies(db: Db, ids: readonly string[]): Promise<void> {
  const tx = db.transaction("sealed", "readwrite");
  for (const id of ids) tx.store.delete(id);
  await tx.done;
}

/** Every copy of these entries goes, readable and sealed: they were erased by law. */
export async function writeErased(db: Db, key: CryptoKey, ids: ReadonlySet<string>): Promise<void> {
  const [outbox, sent] = await Promise.all([db.getAll("outbox"), db.getAll("sent")]);
  const [nextOutbox, nextSent] = await Promise.all([without(key, outbox, ids), without(key, sent, ids)]);
  await inOne(db, ["outbox", "sent", "sealed"], async (tx) => {
    for (const [store, changed] of [["outbox", nextOutbox] as const, ["sent", nextSent] as const]) {
      for (const first of changed.old) tx.objectStore(store).delete(first);
      for (const bundle of changed.next) tx.objectStore(store).put(bundle);
    }
    for (const id of ids) tx.objectStore("sealed").delete(id);
  });
}

async function without(key: CryptoKey, bundles: Bundle[], ids: ReadonlySet<string>) {
  const touched = bundles.filter(({ items }) => items.some((item) => ids.has(item.id)));
  const next: Bundle[] = [];
  for (const bundle of touched) {
    const left = (await openBundle(key, bundle)).filter(({ item }) => !ids.has(item.id));
    const entries: Entry[] = left.map(({ entry }) => entry);
    if (entries.length === 0) continue;
    const items = left.map(({ item }) => item);
    next.push({ ...(await makeBundle(key, entries, items)), untilMs: bundle.untilMs });
  }
  return { old: touched.map(({ first }) => first), next };
}
