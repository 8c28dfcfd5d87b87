import type { Deposit, Sealed } from "../generated/wire.ts";
import { Refused } from "./api.ts";
import { utf8 } from "./bytes.ts";
import { FORMAT, handIn } from "./deposit.ts";
import type { Device } from "./device.ts";
import type { Env } from "./env.ts";
import { sha256 } from "./hash.ts";
import type { Mirrored } from "./mirror.ts";
import { SENT_KEPT_DAYS } from "./outbox-keeping.ts";
import { noteLoss } from "./storage-health.ts";
import { type Carried, type Db, saved } from "./store.ts";
import { CARRIED_WORDS as WORDS } from "./words-carried.ts";

const DAY_MS = 86_400_000;
/** A year of work of a busy post, with room; more is no outbox. */
export const FILE_BYTES = 20_000_000;
/** What must stay free after a colleague's file was taken in: the own work comes first. */
const SPARE_BYTES = 30_000_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const HASH = /^[0-9a-f]{64}$/;
const KEY = /^[0-9a-f]{16}$/;
const BASE64URL = /^[A-Za-z0-9_-]+$/;

/** The outbox in a file. Throws Refused, which says what is wrong with it. */
export function readFile(text: string): Deposit {
  if (text.length > FILE_BYTES) throw new Refused("file_big", WORDS.big);
  const found = parsed(text);
  if (found?.format !== FORMAT) throw new Refused("file_other", WORDS.other);
  const { device, items, made_at } = found;
  const isWhole = typeof device === "string" && UUID.test(device) && Array.isArray(items);
  if (!isWhole || !items.every(isSealed)) throw new Refused("file_damaged", WORDS.damaged);
  if (items.length === 0) throw new Refused("file_empty", WORDS.empty);
  return { format: FORMAT, device, made_at: String(made_at), items: items.map(clean) };
}

function parsed(text: string): Partial<Deposit> | null {
  try {
    const value: unknown = JSON.parse(text);
    return value && typeof value === "object" ? value : null;
  } catch {
    // A file of ours that lost its end says so; anything else is another kind of file.
    if (text.trimStart().startsWith("{") && text.includes(FORMAT))
      throw new Refused("file_damaged", WORDS.damaged);
    return null;
  }
}

function isSealed(item: Partial<Sealed> | null): item is Sealed {
  if (!item || typeof item !== "object") return false;
  const { id, hash, key, epoch, enc, ct } = item;
  const fits = (value: unknown, form: RegExp) => typeof value === "string" && form.test(value);
  return (
    fits(id, UUID) &&
    fits(hash, HASH) &&
    fits(key, KEY) &&
    typeof epoch === "string" &&
    fits(enc, BASE64URL) &&
    fits(ct, BASE64URL)
  );
}

/** Only what a sealed entry has: what else stands in a file stays there. */
const clean = ({ id, hash, key, epoch, enc, ct }: Sealed): Sealed => ({ id, hash, key, epoch, enc, ct });

/** Keep a colleague's file until it is handed in. The same file twice is one. Throws Refused, or NotSaved. */
export async function takeFile(env: Env, db: Db, text: string): Promise<Carried> {
  const deposit = readFile(text);
  const file = await sha256(utf8(text));
  const known = await db.get("carried", file);
  if (known) return known;
  const { usage, quota } = await env.storage();
  if (usage !== null && quota !== null && quota - usage < SPARE_BYTES + 2 * text.length)
    throw new Refused("file_room", WORDS.room);
  return keep(db, carriedOf(file, deposit, env.now(), false));
}

function carriedOf(file: string, { device, made_at, items }: Deposit, nowMs: number, own: boolean): Carried {
  const answered = { asked: 0, kept: 0, refused: 0, doneMs: null };
  return { file, device, madeAt: made_at, addedMs: nowMs, items, ...answered, own };
}

async function keep(db: Db, carried: Carried): Promise<Carried> {
  await saved(async () => {
    const tx = db.transaction("carried", "readwrite", { durability: "strict" });
    tx.store.put(carried);
    await tx.done;
  });
  return carried;
}

/** What this phone's store lost and its mirror kept, one record for each phone that wrote it. */
export async function takeRecovered(env: Env, db: Db, lost: readonly Mirrored[]): Promise<void> {
  await noteLoss(db, env.now());
  const byDevice = new Map<string, Sealed[]>();
  for (const item of lost) byDevice.set(item.device, [...(byDevice.get(item.device) ?? []), clean(item)]);
  for (const [device, items] of byDevice) {
    const deposit: Deposit = { format: FORMAT, device, made_at: new Date(env.now()).toISOString(), items };
    await keep(db, carriedOf(`recovered-${device}-${env.now()}`, deposit, env.now(), true));
  }
}

/** Hand everything in that is carried. Throws NetError; what was answered by then is remembered. */
export async function deliverAll(env: Env, db: Db, device: Device): Promise<void> {
  for (const carried of await db.getAll("carried")) {
    if (carried.doneMs === null) await deliver(env, db, device, carried);
    else if (carried.doneMs + SENT_KEPT_DAYS * DAY_MS < env.now()) await db.delete("carried", carried.file);
  }
}

async function deliver(env: Env, db: Db, device: Device, from: Carried): Promise<void> {
  let now = from;
  await handIn(env, device, from.device, from.items.slice(from.asked), async ({ kept, refused }) => {
    const asked = now.asked + kept.length + refused.length;
    const counts = { asked, kept: now.kept + kept.length, refused: now.refused + refused.length };
    now = { ...now, ...counts, doneMs: asked >= now.items.length ? env.now() : null };
    await keep(db, now);
  });
}

/** After a restore: files with something that the server lacks are handed in again, what was erased is taken out. */
export async function carryAgain(
  db: Db,
  missing: ReadonlySet<string>,
  redacted: ReadonlySet<string>,
): Promise<void> {
  for (const carried of await db.getAll("carried")) {
    const items = carried.items.filter(({ id }) => !redacted.has(id));
    const lacks = items.some(({ id }) => missing.has(id));
    if (items.length === 0) await db.delete("carried", carried.file);
    else if (lacks || items.length < carried.items.length) {
      const again = {
        ...carried,
        items,
        asked: 0,
        kept: 0,
        refused: 0,
        doneMs: lacks ? null : carried.doneMs,
      };
      await keep(db, again);
    }
  }
}
