import { type DeviceKeys, makeDeviceKeys } from "./crypto.ts";
import type { Db } from "./store.ts";

/** This phone as the server knows it. `id`, `token` and `epoch` are null until the first enrolment is confirmed. */
export interface Device extends DeviceKeys {
  id: string | null;
  token: string | null;
  epoch: string | null;
  /** Raw public point of the server's key, base64url, pinned at the first enrolment. */
  serverPoint: string | null;
}

export async function readDevice(db: Db): Promise<Device | null> {
  return ((await db.get("meta", "device")) as Device | undefined) ?? null;
}

/** The phone's keys; made once, in this store. */
export async function ensureDevice(db: Db): Promise<Device> {
  const found = await readDevice(db);
  if (found) return found;
  const device: Device = {
    ...(await makeDeviceKeys()),
    id: null,
    token: null,
    epoch: null,
    serverPoint: null,
  };
  await db.put("meta", device, "device");
  return device;
}

export async function saveDevice(db: Db, device: Device): Promise<void> {
  await db.put("meta", device, "device");
}
