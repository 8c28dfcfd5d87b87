import { deleteDB } from "idb";
import { localDay } from "../core/clock.ts";
import { ensureDevice, saveDevice } from "../core/device.ts";
import { type CorePhone, startPhone } from "../core/phone.ts";
import { type Db, openStore, type StoredAccount } from "../core/store.ts";
import { type PracticeFacts, practiceEnv } from "./env.ts";
import { PRACTICE_EPOCH, StandIn } from "./stand-in.ts";
import { PRACTICE_ACCOUNT, PRACTICE_DEVICE, PRACTICE_POST } from "./world.ts";

/** The store of the practice, beside `DB_NAME` of the real phone. Deleted before and after each practice. */
export const PRACTICE_DB = "simpul-latihan";
const PIN = "000000";

export interface PracticePhone {
  phone: CorePhone;
  /** Ends it and deletes everything that was written. */
  close(): Promise<void>;
}

/** A phone of the same core that is open on the invented post. `settings`: look and language, taken over. */
export async function openPracticePhone(
  facts: PracticeFacts,
  settings: Readonly<Record<string, string>> = {},
): Promise<PracticePhone> {
  await deleteDB(PRACTICE_DB);
  const db = await openStore(PRACTICE_DB);
  await enrolHere(db);
  const standIn = new StandIn(localDay(facts.now(), PRACTICE_POST.province), facts.now);
  const phone = await startPhone(practiceEnv(standIn, facts), db);
  for (const [name, value] of Object.entries(settings)) await phone.setSetting(name, value);
  await phone.setPin(PRACTICE_ACCOUNT.id, PIN);
  await phone.syncNow();
  return { phone, close: () => close(phone, db) };
}

/** What an enrolment leaves in a store, without anyone being asked. */
async function enrolHere(db: Db): Promise<void> {
  const device = {
    ...(await ensureDevice(db)),
    id: PRACTICE_DEVICE,
    token: PRACTICE_EPOCH,
    epoch: PRACTICE_EPOCH,
  };
  await saveDevice(db, device);
  const account: StoredAccount = {
    ...PRACTICE_ACCOUNT,
    vault: null,
    salt: new Uint8Array(16),
    rounds: 0,
    wrapped: null,
    failures: 0,
    notBeforeMs: 0,
    mayChoosePin: true,
  };
  await db.put("accounts", account);
}

async function close(phone: CorePhone, db: Db): Promise<void> {
  phone.stop();
  db.close();
  await deleteDB(PRACTICE_DB);
}
