import { type Bytes, hex } from "../bytes.ts";

/** What stands in the open before the sealed part of a hand-over. Nothing here is about a person. */
export interface Header {
  post: string;
  /** The phone that shows it. */
  device: string;
  /** When it was made, by that phone's clock as the server corrected it; milliseconds since 1970. */
  madeMs: number;
  lifetimeMin: number;
  /** Local day of the post, `YYYY-MM-DD`. */
  date: string;
  /** Generation of the post's secret. */
  generation: number;
}

export const VERSION = 1;
export const HEADER_BYTES = 47;
const AT = { post: 1, device: 17, made: 33, lifetime: 39, date: 41, generation: 45 } as const;
const LOW = 2 ** 32;

const uuidBytes = (uuid: string): number[] =>
  (uuid.replace(/-/g, "").match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));

function uuidText(bytes: Bytes): string {
  const h = hex(bytes);
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
}

/** Big-endian: version u8, post, device, made u48, lifetime u16, day as YYYYMMDD u32, generation u16. */
export function packHeader(header: Header): Bytes {
  const bytes = new Uint8Array(HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  bytes[0] = VERSION;
  bytes.set(uuidBytes(header.post), AT.post);
  bytes.set(uuidBytes(header.device), AT.device);
  view.setUint16(AT.made, Math.floor(header.madeMs / LOW));
  view.setUint32(AT.made + 2, header.madeMs % LOW);
  view.setUint16(AT.lifetime, header.lifetimeMin);
  view.setUint32(AT.date, Number(header.date.replace(/-/g, "")));
  view.setUint16(AT.generation, header.generation);
  return bytes;
}

export function readHeader(bytes: Bytes): Header {
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  const day = String(view.getUint32(AT.date)).padStart(8, "0");
  return {
    post: uuidText(bytes.slice(AT.post, AT.device)),
    device: uuidText(bytes.slice(AT.device, AT.made)),
    madeMs: view.getUint16(AT.made) * LOW + view.getUint32(AT.made + 2),
    lifetimeMin: view.getUint16(AT.lifetime),
    date: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`,
    generation: view.getUint16(AT.generation),
  };
}
