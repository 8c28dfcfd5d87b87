import type { Heartbeat } from "../generated/wire.ts";
import { attest } from "./attested.ts";
import { isUnsent } from "./bundles.ts";
import type { Env } from "./env.ts";
import type { MirrorState } from "./mirror.ts";
import { STORE_LOST, type Storage } from "./storage-health.ts";
import type { Db, OutboxItem } from "./store.ts";

/** What the phone says about itself at each call. */
export async function heartbeatOf(
  env: Env,
  db: Db,
  items: readonly OutboxItem[],
  { storage, second }: { storage: Storage; second: MirrorState | null },
): Promise<Heartbeat> {
  const lostMs = (await db.get("meta", STORE_LOST)) as number | undefined;
  const pending = items.filter(isUnsent);
  const oldest = Math.min(...pending.map((item) => item.atMs));
  return {
    pending: pending.length,
    attested: await attest(items),
    oldest_pending_age_s: pending.length ? Math.max(0, Math.round((env.now() - oldest) / 1000)) : 0,
    quarantined: items.filter((item) => item.state === "quarantined").length,
    storage_persisted: storage.persisted,
    storage_usage: storage.usage,
    storage_quota: storage.quota,
    app_version: env.appVersion,
    second_copy: second,
    store_lost_age_s: lostMs === undefined ? null : Math.max(0, Math.round((env.now() - lostMs) / 1000)),
  };
}
