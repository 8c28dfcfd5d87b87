import type { Bytes } from "../bytes.ts";

/** Base45 (RFC 9285): the alphabet that a QR code packs tightest. */
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const BASE = 45;

export function base45(bytes: Bytes): string {
  let out = "";
  for (let i = 0; i < bytes.length; i += 2) {
    const isPair = i + 1 < bytes.length;
    let rest = isPair ? (bytes[i] as number) * 256 + (bytes[i + 1] as number) : (bytes[i] as number);
    for (let n = isPair ? 3 : 2; n > 0; n--) {
      out += ALPHABET[rest % BASE];
      rest = Math.floor(rest / BASE);
    }
  }
  return out;
}

/** Throws RangeError for anything that RFC 9285 does not allow. */
export function fromBase45(text: string): Bytes {
  const digits = [...text].map((char) => ALPHABET.indexOf(char));
  if (digits.includes(-1) || digits.length % 3 === 1) throw new RangeError("not base45");
  const out: number[] = [];
  for (let i = 0; i < digits.length; i += 3) {
    const [a, b, c] = [digits[i] as number, digits[i + 1] as number, digits[i + 2]];
    const value = a + b * BASE + (c ?? 0) * BASE * BASE;
    if (value > (c === undefined ? 0xff : 0xffff)) throw new RangeError("not base45");
    if (c !== undefined) out.push(value >> 8);
    out.push(value & 0xff);
  }
  return Uint8Array.from(out);
}
