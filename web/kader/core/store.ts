import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Sealed, Words } from "../generated/wire.ts";
import { NotSaved } from "./api.ts";
import type { Bytes } from "./bytes.ts";
import type { Box } from "./crypto.ts";
import { WORDS } from "./words.ts";

/** An account as it lies on the phone. `wrapped`: the vault's data key under PIN and device key; null before a PIN. */
export interface StoredAccount {
  id: string;
  name: string;
  role: string;
  vault: string | null;
  salt: Uint8Array<ArrayBuffer>;
  rounds: number;
  wrapped: Box | null;
  failures: number;
  notBeforeMs: number;
  /** The officer has confirmed an enrolment: a PIN may be chosen without the old one. */
  mayChoosePin: boolean;
}

/** pending: not sent · waiting: the server waits for another entry · quarantined: to be repaired ·
 *  sent: has its receipt · undone: taken back before it was ever sent. */
export type ItemState = "pending" | "waiting" | "quarantined" | "sent" | "undone";

export interface OutboxItem {
  id: string;
  hash: string;
  counter: number;
  atMs: number;
  state: ItemState;
  seq: number | null;
  /** When the last receipt came, for `waiting` and `quarantined`. */
  answeredMs: number | null;
  reason: Box | null;
  /** `done`: the server has kept it for review, and no receipt can say so. `refused`: it could not open the copy. */
  deposit?: "done" | "refused" | undefined;
}

/**
 * An entry sealed to the server (docs/protocol.md, "Sealed copies"). This phone cannot read it; with `device` anyone
 * can hand it in.
 */
export interface SealedCopy {
  id: string;
  hash: string;
  key: string;
  epoch: string;
  enc: Bytes;
  ct: Bytes;
  device: string;
  counter: number;
  /** When it may be forgotten; null until its receipt. */
  untilMs: number | null;
}

/** An outbox that this phone hands in for another, or for itself before its store was lost. `file`: its digest. */
export interface Carried {
  file: string;
  device: string;
  madeAt: string;
  addedMs: number;
  items: Sealed[];
  /** Items of which the server has answered; those after them are still to be sent. */
  asked: number;
  kept: number;
  refused: number;
  /** When the last of it was answered; null while something is still to be sent. */
  doneMs: number | null;
  /** Found beside the store of this phone, not brought by a colleague. */
  own: boolean;
}

/** Entries of one `record()` in one box under the device key. `first` is the lowest device counter in it. */
export interface Bundle {
  first: number;
  post: string;
  items: OutboxItem[];
  box: Box;
  /** When a bundle whose entries all have receipts may be forgotten. */
  untilMs: number | null;
}

export interface StoredPage {
  n?: number;
  vault: string;
  post: string;
  box: Box;
}

export interface StoredPack {
  vault: string;
  post: string;
  name: string;
  box: Box;
}

export interface Cursor {
  vault: string;
  token: string | null;
  also: string[];
  epoch: string | null;
  seqs: Record<string, number>;
  /** Posts whose rows are of before a restore of the server; see `cursor.ts`. Missing in older stores. */
  former?: string[];
  lastPullMs: number | null;
  scopeVersion: string;
  scope: Box | null;
}

export interface Schema extends DBSchema {
  meta: { key: string; value: unknown };
  accounts: { key: string; value: StoredAccount };
  outbox: { key: number; value: Bundle };
  sent: { key: number; value: Bundle };
  sealed: { key: string; value: SealedCopy; indexes: { until: number } };
  carried: { key: string; value: Carried };
  packs: { key: [string, string, string]; value: StoredPack };
  pages: { key: number; value: StoredPage; indexes: { of: [string, string] } };
  cursors: { key: string; value: Cursor };
  forms: { key: string; value: Box };
}

export type Db = IDBPDatabase<Schema>;
export const DB_NAME = "simpul";

/**
 * Steps from version n to n + 1. Never edit one that has been released: add the next. A step only adds: what an older
 * app has stored, unsent entries above all, stays as it lies.
 */
export const UPGRADES: ((db: Db) => void)[] = [
  (db) => {
    db.createObjectStore("meta");
    db.createObjectStore("accounts", { keyPath: "id" });
    db.createObjectStore("outbox", { keyPath: "first" });
    db.createObjectStore("sent", { keyPath: "first" });
    db.createObjectStore("packs", { keyPath: ["vault", "post", "name"] });
    db.createObjectStore("pages", { keyPath: "n", autoIncrement: true }).createIndex("of", ["vault", "post"]);
    db.createObjectStore("cursors", { keyPath: "vault" });
    db.createObjectStore("forms");
  },
  (db) => {
    // `until` holds only copies that have a receipt: null is no key.
    db.createObjectStore("sealed", { keyPath: "id" }).createIndex("until", "untilMs");
    db.createObjectStore("carried", { keyPath: "file" });
  },
];

/** Opens the store. Another tab that holds an older version is asked to let go, and does (`blocking`). */
export async function openStore(name = DB_NAME, upgrades = UPGRADES): Promise<Db> {
  const db: Db = await openDB<Schema>(name, upgrades.length, {
    upgrade(opened, from) {
      for (const step of upgrades.slice(from)) step(opened);
    },
    blocking: () => db.close(),
  });
  return db;
}

/** Runs a write and resolves when its transaction has completed. Throws NotSaved when it has not. */
export async function saved<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw error instanceof NotSaved ? error : new NotSaved(failure(error), error);
  }
}

function failure(error: unknown): NotSaved["code"] {
  const name = (error as { name?: string } | null)?.name ?? "";
  if (name === "QuotaExceededError") return "quota";
  return name === "InvalidStateError" || name === "VersionError" ? "closed" : "aborted";
}

/** Durable: the transaction counts as complete when it is on the disk, not in a buffer. */
export const DURABLE = { durability: "strict" } as const;

/** A failed write, or anything unforeseen, in the shape of a refusal. */
export function storeProblem(error: unknown): { code: string; message: Words } {
  const code = error instanceof NotSaved ? error.code : failure(error);
  return { code: `store_${code}`, message: WORDS.notStored };
}
