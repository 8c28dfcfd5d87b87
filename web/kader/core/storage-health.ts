import type { Safety } from "./api.ts";
import type { Env } from "./env.ts";
import type { Db } from "./store.ts";

/** Below this many free bytes a write may fail at any time. */
export const FULL_BYTES = 20_000_000;
/** Below this many the phone warns and sends early: browsers began to empty stores at about 3 % of a 4 GB phone free. */
export const LOW_BYTES = 120_000_000;
const ASK_AGAIN_MS = 86_400_000;

/** In `meta`: when this phone last noticed that its store, or a part of it, had gone. The puskesmas is told. */
export const STORE_LOST = "storeLostMs";

export const noteLoss = (db: Db, nowMs: number): Promise<unknown> => db.put("meta", nowMs, STORE_LOST);

export type Storage = Safety["storage"];

/** ok · low: warn and send early · full: a write may fail. Unknown counts as ok. */
export function levelOf({ usage, quota }: Storage): "ok" | "low" | "full" {
  if (usage === null || quota === null) return "ok";
  const free = quota - usage;
  if (free < FULL_BYTES) return "full";
  return free < LOW_BYTES ? "low" : "ok";
}

/** Free space and the browser's promise to keep the store, measured after every write and asked for again. */
export class StorageHealth {
  now: Storage = { persisted: null, usage: null, quota: null };
  private env: Env;
  private db: Db;
  private changed: () => void;

  constructor(env: Env, db: Db, changed: () => void) {
    this.env = env;
    this.db = db;
    this.changed = changed;
  }

  async measure(): Promise<void> {
    this.now = await this.env.storage().catch(() => this.now);
    this.changed();
  }

  /**
   * Ask the browser never to empty the store by itself. It judges by how much the app is used, so the answer changes:
   * asked once a day, when someone has just worked with the phone.
   */
  async askToPersist(): Promise<void> {
    if (this.now.persisted !== false) return;
    const asked = ((await this.db.get("meta", "persistAskedMs")) as number | undefined) ?? 0;
    if (Math.abs(this.env.now() - asked) < ASK_AGAIN_MS) return;
    await this.db.put("meta", this.env.now(), "persistAskedMs");
    await this.env.persist().catch(() => undefined);
    await this.measure();
  }
}
