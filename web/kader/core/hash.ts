import type { Entry } from "../generated/wire.ts";
import { hex, utf8 } from "./bytes.ts";

/**
 * RFC 8785 (JCS) text of a JSON value: keys sorted by UTF-16 code units, numbers and strings as ECMAScript writes
 * them, which is what the RFC prescribes. Members that are undefined are absent, as in JSON.
 */
export function jcs(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => jcs(item ?? null)).join(",")}]`;
  if (value === null || typeof value !== "object") return scalar(value);
  const members = Object.entries(value).filter(([, item]) => item !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, item]) => `${JSON.stringify(key)}:${jcs(item)}`).join(",")}}`;
}

function scalar(value: unknown): string {
  if (typeof value === "number" && !Number.isFinite(value)) throw new TypeError("JSON has no such number");
  const written = JSON.stringify(value);
  if (written === undefined) throw new TypeError(`JSON has no ${typeof value}`);
  return written;
}

/** Hash of an entry: SHA-256 over the JCS text of everything but `hash`; absent fields take their defaults. */
export async function entryHash(entry: Partial<Entry>): Promise<string> {
  const { hash: _, ...rest } = entry;
  const whole = { ...rest, after: rest.after ?? [], base: rest.base ?? null, sealed: rest.sealed ?? null };
  return sha256(utf8(jcs(whole)));
}

/** Lower-case hex SHA-256. */
export async function sha256(bytes: BufferSource): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}
