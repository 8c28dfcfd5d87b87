import type { Entry, Heartbeat, Push, PushAnswer } from "../generated/wire.ts";
import { signText } from "./crypto.ts";
import type { Device } from "./device.ts";
import type { Env } from "./env.ts";
import { call, NetError } from "./net.ts";
import type { Outbox } from "./outbox.ts";
import { WORDS } from "./words.ts";

export const PUSH_LIMIT = 500;

export interface PushResult {
  sent: number;
  nextAttemptS: number | null;
}

/** A push as the protocol wants it: the device signs device, epoch, time and the entries' hashes. */
export async function signPush(
  device: Device,
  entries: Entry[],
  deviceTime: string,
  heartbeat: Heartbeat,
): Promise<Push> {
  const epoch = device.epoch ?? "";
  const id = device.id ?? "";
  const message = `simpul-push-1\n${id}\n${epoch}\n${deviceTime}\n${entries.map((entry) => entry.hash).join("\n")}`;
  const signature = await signText(device.sign.privateKey, message);
  return { device: id, epoch, device_time: deviceTime, signature, heartbeat, entries };
}

/**
 * Send what waits, oldest first, until nothing more is taken. A server that takes fewer entries than were sent is asked
 * again; one that refuses the size gets half. Throws NetError; what has a receipt by then stays settled.
 */
export async function pushAll(
  env: Env,
  device: Device,
  outbox: Outbox,
  heartbeat: () => Promise<Heartbeat>,
  observe: (sentMs: number, serverTime: string) => void,
): Promise<PushResult> {
  const result: PushResult = { sent: 0, nextAttemptS: null };
  let limit = PUSH_LIMIT;
  for (;;) {
    const entries = outbox.batch(limit, env.now());
    if (entries.length === 0) return result;
    await outbox.markTried(entries.map((entry) => entry.device_counter));
    const sentMs = env.now();
    const body = await signPush(device, entries, new Date(sentMs).toISOString(), await heartbeat());
    try {
      const answer = checked(await call<PushAnswer>(env, "journal/push", device.token, body));
      observe(sentMs, answer.server_time);
      await outbox.settle(answer.receipts, env.now());
      result.nextAttemptS = answer.next_attempt_in_s;
    } catch (error) {
      if (!(error instanceof NetError && error.status === 413 && limit > 1)) throw error;
      limit = Math.ceil(Math.min(limit, entries.length) / 2);
      continue;
    }
    const answered = entries.filter((entry) => outbox.status(entry.id) !== "pending").length;
    if (answered === 0) throw new NetError("no_receipts", WORDS.server, 200);
    result.sent += answered;
  }
}

function checked(answer: PushAnswer): PushAnswer {
  if (!Array.isArray(answer?.receipts)) throw new NetError("not_receipts", WORDS.server, 200);
  return answer;
}
