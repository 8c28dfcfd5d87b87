import type { Offer, OfferAnswer, Offered } from "../generated/wire.ts";
import { isWaiting } from "./bundles.ts";
import { carryAgain } from "./carried.ts";
import { handIn } from "./deposit.ts";
import type { Device } from "./device.ts";
import type { Env } from "./env.ts";
import { call, NetError } from "./net.ts";
import type { Outbox } from "./outbox.ts";
import { asSealed } from "./seal-format.ts";
import type { Db } from "./store.ts";
import { WORDS } from "./words.ts";

const OFFERED_AT_ONCE = 5000;

export interface RestoredHost {
  env: Env;
  db: Db;
  outbox: Outbox;
  device: Device;
}

export interface Restored {
  epoch: string;
  /** Entries that the server had acknowledged, had lost, and gets again. */
  again: number;
  redacted: number;
}

/**
 * The server was put back to an earlier state: tell it what this phone holds, send what it lacks, drop what was erased.
 * May be begun again at any point. Throws NetError.
 */
export async function bringBack(host: RestoredHost): Promise<Restored> {
  const { env, db, outbox, device } = host;
  const held = await offered(host);
  const { epoch, missing, redacted } = await offerAll(env, device, held);
  if (redacted.size > 0) await outbox.erase(redacted);
  const never = outbox.items().filter((item) => isWaiting(item) && item.state === "pending");
  const again = [...missing].filter((id) => !never.some((item) => item.id === id)).length;
  await carryAgain(db, missing, redacted);
  const unreadable = await outbox.sendAgain(missing);
  const found = (await Promise.all(unreadable.map((id) => db.get("sealed", id)))).flatMap(
    (copy) => copy ?? [],
  );
  const copies = found.filter((copy) => copy.device === device.id).sort((a, b) => a.counter - b.counter);
  const now = { ...device, epoch };
  await handIn(env, now, device.id ?? "", copies.map(asSealed), ({ receipts }) =>
    outbox.settle(receipts, env.now()),
  );
  return { epoch, again, redacted: redacted.size };
}

/** Everything of which a copy lies here: own entries, sealed or not yet, and what is carried for others. */
async function offered({ db, outbox }: RestoredHost): Promise<Offered[]> {
  const [sealed, sent, carried] = await Promise.all([
    db.getAll("sealed"),
    db.getAll("sent"),
    db.getAll("carried"),
  ]);
  const items = [
    ...outbox.items().filter((item) => item.state !== "undone"),
    ...sealed,
    ...sent.flatMap((bundle) => bundle.items),
    ...carried.flatMap((file) => file.items),
  ];
  const byId = new Map(items.map(({ id, hash }) => [id, { id, hash }]));
  return [...byId.values()];
}

async function offerAll(env: Env, device: Device, items: readonly Offered[]) {
  const missing = new Set<string>();
  const redacted = new Set<string>();
  let epoch = device.epoch ?? "";
  // A phone that holds nothing asks too: the answer names the new epoch.
  for (let at = 0; at === 0 || at < items.length; at += OFFERED_AT_ONCE) {
    const part = items.slice(at, at + OFFERED_AT_ONCE);
    const answer = await offer(env, device, part);
    for (const id of answer.missing) missing.add(id);
    for (const id of answer.redacted) redacted.add(id);
    epoch = answer.epoch;
  }
  for (const id of redacted) missing.delete(id);
  return { epoch, missing, redacted };
}

async function offer(env: Env, device: Device, items: Offered[]): Promise<OfferAnswer> {
  const deviceTime = new Date(env.now()).toISOString();
  const body: Offer = { device: device.id ?? "", epoch: device.epoch ?? "", device_time: deviceTime, items };
  const answer = await call<OfferAnswer>(env, "journal/offer", device.token, body);
  if (!Array.isArray(answer?.missing) || !Array.isArray(answer.redacted) || typeof answer.epoch !== "string")
    throw new NetError("not_an_answer", WORDS.server, 200);
  return answer;
}
