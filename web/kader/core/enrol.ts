import type { Enrol, EnrolAnswer, EnrolResult, EnrolStatus } from "../generated/wire.ts";
import { type EnrolmentState, Refused } from "./api.ts";
import { type Bytes, base64url, concat, fromBase64url, utf8 } from "./bytes.ts";
import { type Device, saveDevice } from "./device.ts";
import type { Env } from "./env.ts";
import { call, NetError } from "./net.ts";
import type { Db } from "./store.ts";
import { WORDS } from "./words.ts";

/** An enrolment that waits for the officer; kept over restarts. */
export interface StoredEnrolment extends EnrolmentState {
  enrolment: string;
  secret: string;
  serverPoint: string;
}

/** The raw public point of a P-256 key: 0x04 ‖ x ‖ y, 65 bytes. */
export function rawPoint(jwk: { x?: unknown; y?: unknown }): Bytes {
  return concat(new Uint8Array([4]), fromBase64url(String(jwk.x)), fromBase64url(String(jwk.y)));
}

const digest = async (bytes: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

/** Codes are read aloud and typed: case, spaces and dashes do not matter. */
export const normalCode = (code: string): string => code.toUpperCase().replace(/[^A-Z0-9]/g, "");

/** The three words that the officer's screen and the phone both show. */
export async function matchingWords(
  server: Bytes,
  device: Bytes,
  code: string,
  list: readonly string[],
): Promise<string[]> {
  const bytes = await digest(concat(server, device, utf8(normalCode(code))));
  return [0, 1, 2].map((index) => list[bytes[index] as number] ?? "");
}

interface UserAgentData {
  platform?: string;
  getHighEntropyValues?(hints: string[]): Promise<{ model?: string }>;
}

/** How the puskesmas may tell phones apart: the model, else the kind of system; empty when the browser says neither. */
async function phoneName(): Promise<string> {
  const data = (globalThis.navigator as { userAgentData?: UserAgentData } | undefined)?.userAgentData;
  const said = await data?.getHighEntropyValues?.(["model"]).catch(() => null);
  const system = /iPhone|iPad|Android|Windows|Macintosh|Linux/.exec(globalThis.navigator?.userAgent ?? "");
  return said?.model || data?.platform || system?.[0] || "";
}

/** Ask to be enrolled. Throws Refused for another server's key, a wrong or used code, or no network. */
export async function startEnrolment(
  env: Env,
  device: Device,
  code: string,
  fingerprint: string | null,
): Promise<StoredEnrolment> {
  const request: Enrol = {
    code: normalCode(code),
    public_key: device.publicJwk as Record<string, unknown>,
    name: await phoneName(),
    app_version: env.appVersion,
  };
  const answer = await call<EnrolAnswer>(env, "devices/enrol", device.token, request).catch(refuse);
  const server = rawPoint(answer.server_key);
  const point = base64url(server);
  const pinned = device.serverPoint !== null && device.serverPoint !== point;
  const other = fingerprint !== null && base64url(await digest(server)) !== fingerprint;
  if (pinned || other) throw new Refused("server_key", WORDS.serverKey);
  const words = await matchingWords(server, rawPoint(device.publicJwk), code, await env.words());
  const { enrolment, secret, expires_at: expiresAt } = answer;
  return { enrolment, secret, serverPoint: point, words, expiresAt, state: "pending", account: null };
}

function refuse(error: unknown): never {
  if (error instanceof NetError) throw new Refused(error.code, error.words, error.retryAfterS ?? 0);
  throw error;
}

/** Ask how it stands. The device's token is stored before anyone is told that it is confirmed. */
export async function askEnrolment(
  env: Env,
  db: Db,
  device: Device,
  pending: StoredEnrolment,
): Promise<{ enrolment: StoredEnrolment; device: Device }> {
  const request: EnrolStatus = { enrolment: pending.enrolment, secret: pending.secret };
  const result = await call<EnrolResult>(env, "devices/enrol/status", null, request);
  if (result.state !== "confirmed") return { enrolment: { ...pending, state: result.state }, device };
  const next: Device = {
    ...device,
    id: result.device ?? device.id,
    token: result.token ?? device.token,
    epoch: result.epoch ?? device.epoch,
    serverPoint: pending.serverPoint,
  };
  await saveDevice(db, next);
  return { enrolment: { ...pending, state: "confirmed", account: result.account ?? null }, device: next };
}
