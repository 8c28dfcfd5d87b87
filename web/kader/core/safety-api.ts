import type { Words } from "../generated/wire.ts";

export type SafetyState = "safe" | "pending" | "clock" | "storage" | "repair" | "revoked";

export interface Safety {
  /** The worst that holds: revoked > storage > clock > repair > pending > safe. */
  state: SafetyState;
  /** Entries that only this phone holds, recovered ones among them. */
  pending: number;
  oldestAgeS: number;
  repairs: number;
  /** Entries that the server keeps for the puskesmas to review, without a receipt. */
  deposited: number;
  /** Entries of colleagues' files that are still to be handed in. */
  carried: number;
  /** Those of `pending` that were found beside a lost store. */
  recovered: number;
  /** The server was put back to a backup of late: so many entries had to be sent again. Null: it was not. */
  sentAgain: number | null;
  /** Device clock minus server clock, seconds. */
  clockOffsetS: number;
  lastPush: string | null;
  lastPull: string | null;
  lastError: { code: string; message: Words } | null;
  online: boolean;
  syncing: boolean;
  storage: { persisted: boolean | null; usage: number | null; quota: number | null };
  space: "ok" | "low" | "full";
  /** The second copy outside the browser's database; null: not looked at yet. */
  second: "none" | "on" | "failed" | null;
  /** Days until reading offline ends (45 after the last pull); null before the first. */
  readingDaysLeft: number | null;
  /** An app update is ready and waits for `update()`. */
  updateReady: boolean;
}

/** How a sync went, for people. `ok` false always has `error`. */
export interface SyncReport {
  ok: boolean;
  pushed: number;
  pulled: number;
  /** Handed in sealed, because the phone was revoked. */
  deposited: number;
  left: number;
  quarantined: number;
  error: { code: string; message: Words } | null;
}
