import { type Bytes, concat, hex, utf8 } from "./bytes.ts";
import { sha1 } from "./sha1.ts";

/** Namespace of derived ids (docs/protocol.md, "Ids and times"). */
const NAMESPACE = "6f1c1b0e-6d0f-5c35-9a51-51f0a0a3d0aa";

function format(bytes: Bytes, version: number): string {
  bytes[6] = ((bytes[6] as number) & 0x0f) | (version << 4);
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const h = hex(bytes);
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20, 32)}`;
}

/** UUIDv7 (RFC 9562): 48 bits of `nowMs`, the rest random. */
export function uuid7(nowMs: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let i = 0, rest = nowMs; i < 6; i++, rest = Math.floor(rest / 256)) bytes[5 - i] = rest % 256;
  return format(bytes, 7);
}

/** UUIDv5 (RFC 9562) of a name in Simpul's namespace. */
export function uuid5(name: string): string {
  const space = Uint8Array.from(NAMESPACE.replace(/-/g, "").match(/../g) ?? [], (pair) =>
    Number.parseInt(pair, 16),
  );
  return format(sha1(concat(space, utf8(name))).slice(0, 16), 5);
}

export const sessionId = (post: string, date: string): string => uuid5(`session|${post}|${date}`);
export const visitId = (post: string, person: string, date: string): string =>
  uuid5(`visit|${post}|${person}|${date}`);
export const birthId = (pregnancy: string, order: number): string => uuid5(`birth|${pregnancy}|${order}`);
export const homeVisitId = (post: string, family: string, date: string): string =>
  uuid5(`homevisit|${post}|${family}|${date}`);
export const homeCheckId = (post: string, person: string, checklist: string, date: string): string =>
  uuid5(`homecheck|${post}|${person}|${checklist}|${date}`);
export const checklistId = (post: string, checklist: string): string =>
  uuid5(`checklist|${post}|${checklist}`);
export const scaleId = (post: string, name: string): string =>
  uuid5(`scale|${post}|${name.trim().toLowerCase().replace(/\s+/g, " ")}`);
