import type { Heartbeat } from "../generated/wire.ts";
import type { Safety, SafetyState } from "./api.ts";
import { CLOCK_TOLERANCE_S } from "./clock.ts";
import type { Env } from "./env.ts";
import type { OutboxItem } from "./store.ts";
import type { SyncState } from "./sync.ts";

/** Days that data may be read without having met the server. */
export const READING_DAYS = 45;
/** Below this many free bytes the phone says that its storage is full. */
const LITTLE_SPACE_BYTES = 20_000_000;
const DAY_MS = 86_400_000;

export interface SafetyFacts {
  items: readonly OutboxItem[];
  /** Set aside by the server, not answered. */
  repairs: number;
  sync: SyncState;
  syncing: boolean;
  storage: Safety["storage"];
  /** The last write failed. */
  notSaved: boolean;
  updateReady: boolean;
}

export function safetyOf(env: Env, facts: SafetyFacts): Safety {
  const { items, repairs, sync } = facts;
  const pending = items.filter((item) => item.state === "pending" || item.state === "waiting");
  const oldest = Math.min(...pending.map((item) => item.atMs));
  return {
    state: worst(facts, pending.length, repairs),
    pending: pending.length,
    oldestAgeS: pending.length ? Math.max(0, Math.round((env.now() - oldest) / 1000)) : 0,
    repairs,
    clockOffsetS: Math.round(sync.offsetS),
    lastPush: time(sync.lastPushMs),
    lastPull: time(sync.lastPullMs),
    lastError: sync.error,
    online: env.online(),
    syncing: facts.syncing,
    storage: facts.storage,
    readingDaysLeft: readingDaysLeft(env.now(), sync),
    updateReady: facts.updateReady,
  };
}

function worst(facts: SafetyFacts, pending: number, repairs: number): SafetyState {
  const { usage, quota } = facts.storage;
  const full = usage !== null && quota !== null && quota - usage < LITTLE_SPACE_BYTES;
  if (facts.sync.revoked) return "revoked";
  if (full || facts.notSaved || facts.sync.behind) return "storage";
  if (Math.abs(facts.sync.offsetS) > CLOCK_TOLERANCE_S) return "clock";
  if (repairs > 0) return "repair";
  return pending > 0 ? "pending" : "safe";
}

/** Whole days until reading ends; null before the first pull. A clock set back does not give more than 45. */
export function readingDaysLeft(nowMs: number, sync: SyncState): number | null {
  if (sync.lastPullMs === null) return null;
  const days = (Math.max(nowMs, sync.seenMs) - sync.lastPullMs) / DAY_MS;
  return Math.min(READING_DAYS, Math.ceil(READING_DAYS - days));
}

export async function heartbeatOf(
  env: Env,
  items: readonly OutboxItem[],
  storage: Safety["storage"],
): Promise<Heartbeat> {
  const pending = items.filter((item) => item.state === "pending" || item.state === "waiting");
  const oldest = Math.min(...pending.map((item) => item.atMs));
  return {
    pending: pending.length,
    oldest_pending_age_s: pending.length ? Math.max(0, Math.round((env.now() - oldest) / 1000)) : 0,
    quarantined: items.filter((item) => item.state === "quarantined").length,
    storage_persisted: storage.persisted,
    storage_usage: storage.usage,
    storage_quota: storage.quota,
    app_version: env.appVersion,
  };
}

const time = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
