import type { Safety, SafetyState } from "./api.ts";
import { isUnsent } from "./bundles.ts";
import { CLOCK_TOLERANCE_S } from "./clock.ts";
import type { Env } from "./env.ts";
import type { MirrorState } from "./mirror.ts";
import type { Outbox } from "./outbox.ts";
import type { LiveRelay } from "./relay.ts";
import { levelOf } from "./storage-health.ts";
import type { SyncState } from "./sync-state.ts";

/** Days that data may be read without having met the server. */
export const READING_DAYS = 45;
const DAY_MS = 86_400_000;

/** For so long the phone tells that the server was restored. */
const TOLD_MS = 3 * DAY_MS;

export interface SafetyFacts {
  outbox: Outbox;
  relay: LiveRelay;
  second: MirrorState | null;
  sync: SyncState;
  syncing: boolean;
  storage: Safety["storage"];
  /** The last write failed. */
  notSaved: boolean;
  updateReady: boolean;
}

export function safetyOf(env: Env, facts: SafetyFacts): Safety {
  const { outbox, relay, sync } = facts;
  const pending = outbox.items().filter((item) => isUnsent(item) && item.deposit !== "done");
  const oldest = Math.min(...pending.map((item) => item.atMs));
  const repairs = outbox.quarantined().length;
  const recovered = relay.recovered();
  return {
    state: worst(facts, pending.length + recovered, repairs),
    pending: pending.length + recovered,
    oldestAgeS: pending.length ? Math.max(0, Math.round((env.now() - oldest) / 1000)) : 0,
    repairs,
    deposited: relay.deposited(),
    carried: relay.carried(),
    recovered,
    sentAgain: sentAgain(env.now(), sync),
    clockOffsetS: Math.round(sync.offsetS),
    lastPush: time(sync.lastPushMs),
    lastPull: time(sync.lastPullMs),
    lastError: sync.error,
    online: env.online(),
    syncing: facts.syncing,
    storage: facts.storage,
    space: levelOf(facts.storage),
    second: facts.second,
    readingDaysLeft: readingDaysLeft(env.now(), sync),
    updateReady: facts.updateReady,
  };
}

/** Entries that a restored server got again; null when there was no restore of late. */
function sentAgain(nowMs: number, { restored }: SyncState): number | null {
  return restored && Math.abs(nowMs - restored.atMs) < TOLD_MS ? restored.again : null;
}

function worst(facts: SafetyFacts, pending: number, repairs: number): SafetyState {
  if (facts.sync.revoked) return "revoked";
  if (levelOf(facts.storage) === "full" || facts.notSaved || facts.sync.behind) return "storage";
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

const time = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
