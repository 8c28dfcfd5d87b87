import type { Scope } from "../generated/wire.ts";
import type { Copies } from "./copies.ts";
import { type Device, saveDevice } from "./device.ts";
import type { Env } from "./env.ts";
import type { Outbox } from "./outbox.ts";
import type { LiveRelay } from "./relay.ts";
import type { Session } from "./session.ts";
import { levelOf, type Storage } from "./storage-health.ts";
import type { Db } from "./store.ts";
import { Sync } from "./sync.ts";

export interface PhoneParts {
  env: Env;
  db: Db;
  outbox: Outbox;
  relay: LiveRelay;
  copies: Copies;
  device(): Device | null;
  setDevice(device: Device): void;
  session(): Session | null;
  chosen(): string | null;
  storage(): Storage;
  /** Receipts or heads have changed what waits. */
  settled(): Promise<void>;
  changed(): void;
}

/** The sync of a phone: what it reads goes to the open session, what it settles is told to screens and other tabs. */
export function makeSync(phone: PhoneParts): Sync {
  const { env, db, outbox, relay, changed } = phone;
  return new Sync({
    ...{ env, db, outbox, relay, changed },
    device: phone.device,
    chosen: phone.chosen,
    saveDevice: async (device) => {
      await saveDevice(db, device);
      phone.setDevice(device);
    },
    vault: () => phone.session()?.vault ?? null,
    model: (post) => phone.session()?.modelOf(post) ?? null,
    shown: (post, model, seq) => {
      phone.session()?.shown(post, model, seq);
      changed();
    },
    paged: (answer, cursor) => {
      phone.session()?.paged(answer, cursor);
      env.tell("packs");
      changed();
    },
    countedAnew: async () => phone.session()?.countedAnew(),
    scoped: (scope) => scoped(phone, scope),
    heartbeat: async () => {
      const beside = { storage: phone.storage(), second: phone.copies.second };
      return (await import("./heartbeat.ts")).heartbeatOf(env, db, outbox.items(), beside);
    },
    rounded: () => askAround(phone).catch(() => undefined),
    isShortOfSpace: () => levelOf(phone.storage()) !== "ok",
    settled: async () => {
      await phone.settled();
      phone.session()?.refresh();
      env.tell("outbox");
      changed();
    },
  });
}

/** With the scope comes the server's sealing key: what was written before it was known is sealed now. */
async function scoped(phone: PhoneParts, scope: Scope): Promise<void> {
  phone.session()?.scoped(scope);
  phone.changed();
  if (!scope.escrow) return;
  await phone.copies.learn(scope.escrow);
  await phone.outbox.sealMissing(phone.env.now());
}

/** What it finds out is good to have: the round has succeeded without it. */
async function askAround({ env, db, device, session }: PhoneParts): Promise<void> {
  const token = device()?.token;
  const post = session()?.post;
  if (!token || !post) return;
  const [{ refreshSlots }, { refreshPlaces }] = await Promise.all([
    import("./slots.ts"),
    import("./places.ts"),
  ]);
  await refreshSlots(env, db, token, post.id);
  await refreshPlaces(env, db, token, post.id);
}
