import { readDevice } from "./device.ts";
import type { Env } from "./env.ts";
import { heartbeatOf } from "./heartbeat.ts";
import { Outbox } from "./outbox.ts";
import { pushAll } from "./push.ts";
import { DB_NAME, openStore } from "./store.ts";

/**
 * Send what waits while the app is closed and locked: entries lie under the device key, so no PIN is needed. Rows are
 * not touched. Throws when something could not be sent, so that the browser tries again later.
 */
export async function pushInBackground(env: Env, store = DB_NAME): Promise<void> {
  const db = await openStore(store);
  try {
    await env.lock("simpul-sync", async () => {
      const device = await readDevice(db);
      if (!device?.token || !device.epoch) return;
      const outbox = new Outbox(db, device.box, (fn) => env.lock("simpul-outbox", fn));
      await outbox.load();
      const storage = await env.storage();
      await pushAll(
        env,
        device,
        outbox,
        () => heartbeatOf(env, db, outbox.items(), { storage, second: null }),
        () => undefined,
      );
      env.tell("outbox");
    });
  } finally {
    db.close();
  }
}
