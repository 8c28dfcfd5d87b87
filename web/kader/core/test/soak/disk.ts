import { KeyObject } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { deserialize, serialize } from "node:v8";

/**
 * A disk under fake-indexeddb, so that a phone can be killed. What a transaction changed is appended to one file before
 * the transaction says that it is complete; a file that was cut in its middle loses its last, incomplete transaction.
 */

type Operation =
  | { verb: "put"; store: string; key: unknown; value: unknown }
  | { verb: "delete"; store: string; key: unknown }
  | { verb: "clear"; store: string };

interface RawStore {
  name: string;
  storeRecord(record: { key: unknown; value: unknown }, noOverwrite: boolean, rollback?: unknown[]): unknown;
  deleteRecord(key: unknown, rollback?: unknown[]): unknown;
  clear(rollback?: unknown[]): unknown;
  records: { values(range?: unknown): Iterable<{ key: unknown; value: unknown }> };
}
interface RawDatabase {
  rawObjectStores: Map<string, RawStore>;
}
interface Transaction {
  _rollbackLog: unknown[];
  durability: string;
  dispatchEvent(event: { type: string }): boolean;
}

const inside = join(dirname(createRequire(import.meta.url).resolve("fake-indexeddb")), "..", "esm");
const COMPACT_BYTES = 2_000_000;

export class Disk {
  private path: string;
  private file: number;
  private pending = new WeakMap<unknown[], Operation[]>();
  private replaying = false;

  private constructor(path: string) {
    this.path = path;
    this.file = openSync(path, "a");
  }

  /** Put the disk at `path` under every IndexedDB transaction of this process. */
  static async under(path: string): Promise<Disk> {
    const disk = new Disk(path);
    const { default: Store } = (await import(join(inside, "lib/ObjectStore.js"))) as {
      default: { prototype: RawStore };
    };
    const { default: Tx } = (await import(join(inside, "FDBTransaction.js"))) as {
      default: { prototype: Transaction };
    };
    disk.listen(Store.prototype);
    disk.commit(Tx.prototype);
    return disk;
  }

  private listen(store: RawStore): void {
    const { storeRecord, deleteRecord, clear } = store;
    const note = (rollback: unknown[] | undefined, operation: Operation) => this.note(rollback, operation);
    store.storeRecord = function (this: RawStore, record, noOverwrite, rollback) {
      const key = storeRecord.call(this, record, noOverwrite, rollback);
      note(rollback, { verb: "put", store: this.name, key, value: record.value });
      return key;
    };
    store.deleteRecord = function (this: RawStore, key, rollback) {
      note(rollback, { verb: "delete", store: this.name, key });
      return deleteRecord.call(this, key, rollback);
    };
    store.clear = function (this: RawStore, rollback) {
      note(rollback, { verb: "clear", store: this.name });
      return clear.call(this, rollback);
    };
  }

  private commit(transaction: Transaction): void {
    const { dispatchEvent } = transaction;
    const write = (of: Transaction) => this.write(of);
    transaction.dispatchEvent = function (this: Transaction, event) {
      if (event.type === "complete") write(this);
      return dispatchEvent.call(this, event);
    };
  }

  private note(rollback: unknown[] | undefined, operation: Operation): void {
    if (!rollback || this.replaying) return;
    const list = this.pending.get(rollback) ?? [];
    list.push(operation);
    this.pending.set(rollback, list);
  }

  private write(transaction: Transaction): void {
    const operations = this.pending.get(transaction._rollbackLog);
    if (!operations) return;
    writeSync(this.file, framed(operations));
    if (transaction.durability === "strict") fsyncSync(this.file);
  }

  /** Fill a database, just opened, with what the disk holds. */
  async restore(db: unknown): Promise<void> {
    const raw = (db as { _rawDatabase: RawDatabase })._rawDatabase;
    this.replaying = true;
    let size = 0;
    for (const { operations, end } of frames(
      existsSync(this.path) ? readFileSync(this.path) : Buffer.alloc(0),
    )) {
      for (const operation of operations) await redo(raw, operation);
      size = end;
    }
    this.replaying = false;
    // Also cuts off a last frame that was not written whole.
    if (size > COMPACT_BYTES || size < readFileSync(this.path).length) this.compact(raw);
  }

  private compact(raw: RawDatabase): void {
    const next = `${this.path}.next`;
    const file = openSync(next, "w");
    for (const store of raw.rawObjectStores.values()) {
      const puts = [...store.records.values()].map(
        ({ key, value }): Operation => ({ verb: "put", store: store.name, key, value }),
      );
      writeSync(file, framed(puts));
    }
    fsyncSync(file);
    closeSync(file);
    renameSync(next, this.path);
    closeSync(this.file);
    this.file = openSync(this.path, "a");
  }
}

async function redo(raw: RawDatabase, operation: Operation): Promise<void> {
  const store = raw.rawObjectStores.get(operation.store);
  if (!store) throw new Error(`the disk knows a store ${operation.store} that the application does not`);
  if (operation.verb === "clear") store.clear();
  else if (operation.verb === "delete") store.deleteRecord(await revived(operation.key));
  else store.storeRecord({ key: operation.key, value: await revived(operation.value) }, false);
}

function framed(operations: Operation[]): Buffer {
  const body = serialize(frozen(operations));
  const head = Buffer.alloc(4);
  head.writeUInt32LE(body.length);
  return Buffer.concat([head, body]);
}

function* frames(bytes: Buffer): Generator<{ operations: Operation[]; end: number }> {
  let at = 0;
  while (at + 4 <= bytes.length) {
    const end = at + 4 + bytes.readUInt32LE(at);
    if (end > bytes.length) return;
    yield { operations: deserialize(bytes.subarray(at + 4, end)) as Operation[], end };
    at = end;
  }
}

/** A key range, as fake-indexeddb deletes by; a class of its own that must come back as one. */
interface Range {
  lower: unknown;
  upper: unknown;
  lowerOpen: boolean;
  upperOpen: boolean;
}

/** Keys of WebCrypto and ranges lie on the disk as plain values. A browser keeps such keys in its own key store. */
function frozen(value: unknown): unknown {
  if (value instanceof CryptoKey) {
    const { algorithm, extractable, usages } = value;
    const jwk = KeyObject.from(value as never).export({ format: "jwk" });
    return { $key: jwk, algorithm, extractable, usages };
  }
  if (value instanceof IDBKeyRange) {
    const { lower, upper, lowerOpen, upperOpen } = value;
    return { $range: { lower, upper, lowerOpen, upperOpen } };
  }
  if (Array.isArray(value)) return value.map(frozen);
  if (value === null || typeof value !== "object" || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, frozen(held)]));
}

async function revived(value: unknown): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map(revived));
  if (value === null || typeof value !== "object" || ArrayBuffer.isView(value)) return bytes(value);
  if ("$key" in value) return key(value as unknown as StoredKey);
  if ("$range" in value) {
    const { lower, upper, lowerOpen, upperOpen } = value.$range as Range;
    return IDBKeyRange.bound(lower, upper, lowerOpen, upperOpen);
  }
  const pairs = Object.entries(value).map(async ([name, held]) => [name, await revived(held)] as const);
  return Object.fromEntries(await Promise.all(pairs));
}

interface StoredKey {
  $key: JsonWebKey;
  algorithm: AesKeyAlgorithm | EcKeyAlgorithm;
  extractable: boolean;
  usages: KeyUsage[];
}

function key({ $key, algorithm, extractable, usages }: StoredKey): Promise<CryptoKey> {
  return crypto.subtle.importKey("jwk", $key, algorithm, extractable, usages);
}

/** v8 gives a view into the whole file; a store keeps its own copy. */
function bytes(value: unknown): unknown {
  return value instanceof Uint8Array ? new Uint8Array(value) : value;
}
