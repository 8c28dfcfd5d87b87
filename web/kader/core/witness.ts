import type { Device } from "./device.ts";
import type { Env } from "./env.ts";
import type { Outbox } from "./outbox.ts";
import { noteLoss } from "./storage-health.ts";
import type { Db } from "./store.ts";
import type { Sync } from "./sync.ts";

/** What is noted outside IndexedDB: that this phone is enrolled, and how far its counter has come. */
export interface Witness {
  device: string;
  counter: number;
}

export function readWitness(env: Env): Witness | null {
  try {
    const witness = JSON.parse(env.witness.read() ?? "null") as Witness | null;
    return witness && typeof witness.device === "string" ? witness : null;
  } catch {
    return null;
  }
}

/** Best effort: a browser may refuse; what is typed does not depend on it. */
export function writeWitness(env: Env, device: string | null, counter: number): void {
  if (!device) return;
  try {
    env.witness.write(JSON.stringify({ device, counter } satisfies Witness));
  } catch {
    // Storage is full or switched off.
  }
}

interface Store {
  env: Env;
  db: Db;
  outbox: Outbox;
  sync: Sync;
}

/** Whether the store was lost since `before` was read from it; one that was put back to an earlier state is noted. */
export async function compareWitness(
  { env, db, outbox, sync }: Store,
  before: Device | null,
): Promise<boolean> {
  const witness = readWitness(env);
  const isLost = witness !== null && !before?.id;
  if (isLost && !before) await noteLoss(db, env.now());
  if (!witness || isLost || witness.counter <= outbox.counter) return isLost;
  // The store was put back: those counters were used already.
  await outbox.skipTo(witness.counter);
  await sync.save({ behind: true });
  await noteLoss(db, env.now());
  return false;
}
