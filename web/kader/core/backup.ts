import { isUnsent } from "./bundles.ts";
import { depositOf } from "./deposit.ts";
import type { Device } from "./device.ts";
import type { Outbox } from "./outbox.ts";
import type { Backup, BackupFile } from "./relay-api.ts";
import { asSealed } from "./seal-format.ts";
import type { Db, OutboxItem } from "./store.ts";

/** End of a device's id: tells files of two phones apart, and names nobody. */
const TOKEN_CHARS = 6;

/** Everything of this phone that the server has not answered for, as files that anyone may carry. */
export async function makeBackup(
  db: Db,
  outbox: Outbox,
  device: Device | null,
  nowMs: number,
): Promise<Backup> {
  const items = outbox.items().filter(toCarry);
  const copies = (await Promise.all(items.map(({ id }) => db.get("sealed", id)))).flatMap(
    (copy) => copy ?? [],
  );
  const files: BackupFile[] = [];
  if (copies.length > 0 && device?.id) files.push(fileOf(device.id, copies.map(asSealed), nowMs));
  for (const carried of await db.getAll("carried")) {
    const left = carried.items.slice(carried.asked);
    if (carried.doneMs === null && left.length > 0) files.push(fileOf(carried.device, left, nowMs));
  }
  return {
    files,
    entries: files.reduce((sum, file) => sum + file.entries, 0),
    unsealed: items.length - copies.length,
    counters: copies.map(({ counter }) => counter),
  };
}

/** Entries that were set aside are at the server already. */
const toCarry = (item: OutboxItem): boolean => isUnsent(item) && item.deposit !== "done";

function fileOf(device: string, items: Parameters<typeof depositOf>[1], nowMs: number): BackupFile {
  const day = new Date(nowMs).toISOString().slice(0, 10);
  return {
    name: `simpul-${device.slice(-TOKEN_CHARS)}-${day}.simpul`,
    text: JSON.stringify(depositOf(device, items, nowMs)),
    entries: items.length,
  };
}
