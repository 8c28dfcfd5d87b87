import type { Deposit, DepositAnswer, Receipt, Sealed } from "../generated/wire.ts";
import type { Device } from "./device.ts";
import type { Env } from "./env.ts";
import { call, NetError } from "./net.ts";
import { WORDS } from "./words.ts";

export const FORMAT = "simpul-outbox-1";
/** Below the protocol's 2,000 items and 4 MB: ciphertext does not shrink on its way. */
const ITEMS_AT_ONCE = 1000;
const CHARS_AT_ONCE = 3_000_000;

export interface HandedIn {
  kept: string[];
  refused: string[];
  receipts: Receipt[];
  epoch: string;
}

/** The text of a deposit, on the line and in a file. */
export function depositOf(writer: string, items: Sealed[], nowMs: number): Deposit {
  return { format: FORMAT, device: writer, made_at: new Date(nowMs).toISOString(), items };
}

/**
 * Hand sealed entries of one phone in. `writer` wrote them; `device` brings them. `seen` hears of every portion as it is
 * answered. Throws NetError; what was kept by then stays kept.
 */
export async function handIn(
  env: Env,
  device: Device,
  writer: string,
  items: readonly Sealed[],
  seen: (part: HandedIn) => Promise<void> = async () => undefined,
): Promise<void> {
  for (const portion of portions(items)) await handPortion(env, device, writer, portion, seen);
}

async function handPortion(
  env: Env,
  device: Device,
  writer: string,
  items: Sealed[],
  seen: (part: HandedIn) => Promise<void>,
): Promise<void> {
  const halves = async () => {
    const middle = Math.ceil(items.length / 2);
    for (const half of [items.slice(0, middle), items.slice(middle)])
      await handPortion(env, device, writer, half, seen);
  };
  const answer = await ask(env, device, writer, items);
  // Only the counts are told: which of several was refused is found by asking in halves. What is kept twice is kept once.
  if (items.length > 1 && (!answer || (answer.refused > 0 && answer.kept > 0))) return halves();
  const ids = items.map(({ id }) => id);
  const isKept = answer !== null && answer.kept === items.length;
  await seen({
    kept: isKept ? ids : [],
    refused: isKept ? [] : ids,
    receipts: answer?.receipts ?? [],
    epoch: answer?.epoch ?? device.epoch ?? "",
  });
}

/** Null: too much at once. */
async function ask(env: Env, device: Device, writer: string, items: Sealed[]): Promise<DepositAnswer | null> {
  try {
    const body = depositOf(writer, items, env.now());
    const answer = await call<DepositAnswer>(env, "journal/deposit", device.token, body);
    if (answer?.kept + answer?.refused !== items.length || !Array.isArray(answer.receipts ?? []))
      throw new NetError("not_a_deposit", WORDS.server, 200);
    return answer;
  } catch (error) {
    if (error instanceof NetError && error.status === 413) return null;
    throw error;
  }
}

function portions(items: readonly Sealed[]): Sealed[][] {
  const parts: Sealed[][] = [];
  let chars = 0;
  for (const item of items) {
    const last = parts[parts.length - 1];
    chars += item.ct.length;
    if (last && last.length < ITEMS_AT_ONCE && chars < CHARS_AT_ONCE) last.push(item);
    else {
      parts.push([item]);
      chars = item.ct.length;
    }
  }
  return parts;
}
