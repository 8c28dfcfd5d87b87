import type { Handover } from "../../generated/wire.ts";
import { type Bytes, concat, fromBase64url, gunzip, gzip, text, utf8 } from "../bytes.ts";
import { HEADER_BYTES, type Header, packHeader, readHeader, VERSION } from "./header.ts";

/** Why a hand-over was not taken. Each has its own kind words. */
export type Refusal =
  | "malformed"
  | "newer_app"
  | "foreign_post"
  | "unknown_phone"
  | "forged"
  | "other_day"
  | "clock_ahead"
  | "expired"
  | "no_key"
  | "content";

export class HandoverRefused extends Error {
  readonly code: Refusal;
  /** What the words need: minutes by which the clocks differ, for `clock_ahead` and `expired`. */
  readonly minutes: number;
  constructor(code: Refusal, minutes = 0) {
    super(`hand-over refused: ${code}`);
    this.code = code;
    this.minutes = minutes;
  }
}

const MINUTE_MS = 60_000;
export const LIFETIME_MIN = 15;
/** Two phones that met the server today differ by less; more than this and the words speak of the clocks. */
export const SKEW_MIN = 10;
const IV_BYTES = 12;
const SIGNATURE_BYTES = 64;
const TAG_BYTES = 16;
const CONTEXT = "simpul-handover-1\n";
const ECDSA = { name: "ECDSA", hash: "SHA-256" } as const;
const P256 = { name: "ECDSA", namedCurve: "P-256" } as const;

/** HKDF-SHA-256 of the post's secret: another key for every post and day. */
export async function dayKey(secret: Bytes, post: string, date: string): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const info = utf8(`simpul-handover-day-1|${post}|${date}`);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info };
  const aes = { name: "AES-GCM", length: 256 };
  return crypto.subtle.deriveKey(how, material, aes, false, ["encrypt", "decrypt"]);
}

/** The secret of a day's month: of this generation, or the newest. */
export function secretOf(shared: Handover, date: string, generation?: number) {
  const fits = shared.secrets.filter(
    (one) => one.month === date.slice(0, 7) && (generation === undefined || one.generation === generation),
  );
  return fits.sort((a, b) => b.generation - a.generation)[0] ?? null;
}

const cipher = (head: Bytes, iv: Bytes) => ({
  name: "AES-GCM",
  iv,
  additionalData: concat(utf8(CONTEXT), head),
});

export interface Making {
  post: string;
  device: string;
  date: string;
  nowMs: number;
  sign: CryptoKey;
  shared: Handover;
  /** Only for vectors: twelve bytes; left out, they are random. */
  iv?: Bytes;
}

/** Header, nonce, AES-GCM of the gzipped content under the day's key, signature of the phone over all of it. */
export async function makeMessage(content: unknown, by: Making): Promise<Bytes> {
  const secret = secretOf(by.shared, by.date);
  if (!secret) throw new HandoverRefused("no_key");
  const head = packHeader({
    post: by.post,
    device: by.device,
    madeMs: by.nowMs,
    lifetimeMin: LIFETIME_MIN,
    date: by.date,
    generation: secret.generation,
  });
  const iv = by.iv ?? crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const key = await dayKey(fromBase64url(secret.secret), by.post, by.date);
  const plain = await gzip(utf8(JSON.stringify(content)));
  const sealed = new Uint8Array(await crypto.subtle.encrypt(cipher(head, iv), key, plain));
  const body = concat(head, iv, sealed);
  const signature = await crypto.subtle.sign(ECDSA, by.sign, concat(utf8(CONTEXT), body));
  return concat(body, new Uint8Array(signature));
}

export interface Reading {
  post: string;
  /** Today at the post. */
  date: string;
  nowMs: number;
  shared: Handover;
}

/** What a phone of this post sealed today. Throws HandoverRefused; the content itself is still to be judged. */
export async function openMessage(
  message: Bytes,
  at: Reading,
): Promise<{ header: Header; content: unknown }> {
  const header = headerOf(message);
  if (header.post !== at.post) throw new HandoverRefused("foreign_post");
  await checkSignature(message, header, at.shared);
  checkTime(header, at);
  const secret = secretOf(at.shared, header.date, header.generation);
  if (!secret) throw new HandoverRefused("no_key");
  const head = message.slice(0, HEADER_BYTES);
  const iv = message.slice(HEADER_BYTES, HEADER_BYTES + IV_BYTES);
  const sealed = message.slice(HEADER_BYTES + IV_BYTES, -SIGNATURE_BYTES);
  try {
    const key = await dayKey(fromBase64url(secret.secret), header.post, header.date);
    const plain = await crypto.subtle.decrypt(cipher(head, iv), key, sealed);
    return { header, content: JSON.parse(text(await gunzip(new Uint8Array(plain)))) };
  } catch {
    throw new HandoverRefused("forged");
  }
}

function headerOf(message: Bytes): Header {
  if (message.length < HEADER_BYTES + IV_BYTES + TAG_BYTES + SIGNATURE_BYTES)
    throw new HandoverRefused("malformed");
  if ((message[0] as number) > VERSION) throw new HandoverRefused("newer_app");
  if (message[0] !== VERSION) throw new HandoverRefused("malformed");
  return readHeader(message);
}

async function checkSignature(message: Bytes, header: Header, shared: Handover): Promise<void> {
  const device = shared.devices.find((one) => one.id === header.device);
  if (!device) throw new HandoverRefused("unknown_phone");
  const key = await crypto.subtle.importKey("raw", fromBase64url(device.public_key), P256, false, ["verify"]);
  const signed = concat(utf8(CONTEXT), message.slice(0, -SIGNATURE_BYTES));
  const signature = message.slice(-SIGNATURE_BYTES);
  if (!(await crypto.subtle.verify(ECDSA, key, signature, signed))) throw new HandoverRefused("forged");
}

function checkTime(header: Header, at: Reading): void {
  const ahead = (header.madeMs - at.nowMs) / MINUTE_MS;
  if (ahead > SKEW_MIN) throw new HandoverRefused("clock_ahead", Math.round(ahead));
  if (header.date !== at.date) throw new HandoverRefused("other_day");
  const lifetime = Math.min(header.lifetimeMin, LIFETIME_MIN);
  if (-ahead > lifetime + SKEW_MIN) throw new HandoverRefused("expired", Math.round(-ahead));
}
