import { Accounts } from "./accounts.ts";
import { Aside } from "./aside.ts";
import { CARRY } from "./carrying.ts";
import { Copies } from "./copies.ts";
import type { Device } from "./device.ts";
import { Door } from "./door.ts";
import { Enrolling } from "./enrolling.ts";
import type { Env } from "./env.ts";
import { Forms } from "./forms.ts";
import { Outbox } from "./outbox.ts";
import { makeSync } from "./phone-sync.ts";
import { Recorder } from "./recorder.ts";
import { LiveRelay } from "./relay.ts";
import { Settings } from "./settings.ts";
import { StorageHealth } from "./storage-health.ts";
import type { Db } from "./store.ts";
import type { Sync } from "./sync.ts";
import { writeWitness } from "./witness.ts";

export interface PartsHost {
  env: Env;
  db: Db;
  device(): Device | null;
  setDevice(device: Device): void;
  now(): Date;
  changed(): void;
}

/** What a phone is made of, each with what it needs of the others. */
export interface Parts {
  book: Accounts;
  copies: Copies;
  outbox: Outbox;
  relay: LiveRelay;
  forms: Forms;
  aside: Aside;
  settings: Settings;
  storage: StorageHealth;
  sync: Sync;
  door: Door;
  recorder: Recorder;
  enrolling: Enrolling;
}

export function assemble(host: PartsHost): Parts {
  const { env, db, device, setDevice, changed, now } = host;
  const box = (device() as Device).box;
  const book = new Accounts(db, env, box);
  const copies = new Copies(env, db, device, changed);
  const outbox = new Outbox(db, box, (fn) => env.lock("simpul-outbox", fn), copies);
  const relay = new LiveRelay({ env, db, outbox, copies, device, changed });
  const settings = new Settings(db);
  const storage = new StorageHealth(env, db, changed);
  const aside = new Aside(outbox);
  const chosen = () => settings.get(CARRY);
  const sync = makeSync({
    ...{ env, db, outbox, relay, copies, device, setDevice, changed, chosen },
    session: () => door.session,
    storage: () => storage.now,
    settled: () => aside.read(),
  });
  const wantedPost = () => settings.get("post");
  const door = new Door({ env, db, outbox, book, changed, chosen, wantedPost, sync: () => sync });
  const recorder = new Recorder({ env, outbox, storage, sync, device, now, changed });
  const enrolling = new Enrolling(env, db, {
    ...{ device: () => device() as Device, setDevice, changed },
    confirmed: async (account) => {
      await book.confirmed(account);
      writeWitness(env, device()?.id ?? null, outbox.counter);
    },
  });
  const forms = new Forms(db, box);
  return { book, copies, outbox, relay, forms, aside, settings, storage, sync, door, recorder, enrolling };
}

/** Read what the store holds, before the first screen. */
export async function load({ book, copies, outbox, sync, settings }: Parts): Promise<void> {
  await Promise.all([book.load(), copies.load(), outbox.load(), sync.load(), settings.load()]);
}
