import type { Heartbeat, PullAnswer, Scope, Words } from "../generated/wire.ts";
import type { Device } from "./device.ts";
import type { Env } from "./env.ts";
import type { PostModel } from "./model.ts";
import type { Outbox } from "./outbox.ts";
import type { Vault } from "./packs.ts";
import type { LiveRelay } from "./relay.ts";
import type { Cursor, Db } from "./store.ts";

/** Codes by which the server says that this phone may no longer read. */
export const REVOKED = ["device_revoked", "device_unknown"];

/** What is remembered of syncing, over restarts. */
export interface SyncState {
  lastPushMs: number | null;
  lastPullMs: number | null;
  /** The latest time this phone has had since the last pull, whatever its clock was set to meanwhile. */
  seenMs: number;
  offsetS: number;
  nextAtMs: number;
  /** Nothing was left to send when the server last said when to come back: its word was about reading only. */
  idle: boolean;
  failures: number;
  error: { code: string; message: Words } | null;
  revoked: boolean;
  /** The server knows later entries of this phone than the phone does: part of its store is gone. */
  behind: boolean;
  /** The server was restored, and has not yet been told what this phone holds. */
  restoring: boolean;
  /** The last restore: when it was met, and how many entries the server had lost and got again from here. */
  restored: { atMs: number; again: number } | null;
  /** When the scope was last read; it brings the server's present sealing key. */
  scopeMs: number;
}

export const NEW_SYNC: SyncState = {
  lastPushMs: null,
  lastPullMs: null,
  seenMs: 0,
  offsetS: 0,
  nextAtMs: 0,
  idle: false,
  failures: 0,
  error: null,
  revoked: false,
  behind: false,
  restoring: false,
  restored: null,
  scopeMs: 0,
};

/** What the sync needs of the phone around it. */
export interface SyncHost {
  env: Env;
  db: Db;
  outbox: Outbox;
  relay: LiveRelay;
  device(): Device | null;
  saveDevice(device: Device): Promise<void>;
  vault(): Vault | null;
  /** Which posts this phone was told to carry (`carriedOf`). */
  chosen(): string | null;
  model(post: string): PostModel | null;
  shown(post: string, model: PostModel, seq: number): void;
  paged(answer: PullAnswer, cursor: Cursor): void;
  /** The server counts anew: what is read is no longer compared with what it acknowledges. */
  countedAnew(): Promise<void>;
  scoped(scope: Scope): Promise<void>;
  heartbeat(): Promise<Heartbeat>;
  /** Free space is short: what was recorded had better leave at once. */
  isShortOfSpace(): boolean;
  /** Receipts or heads have changed what waits. */
  settled(): Promise<void>;
  /** A round has ended well: what may be asked for beside it. */
  rounded(): Promise<void>;
  changed(): void;
}
