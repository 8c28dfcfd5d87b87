import type { Bytes } from "./bytes.ts";

/**
 * SHA-1 of a short message (RFC 3174), without waiting: UUIDv5 ids are needed while a screen is being drawn, and
 * WebCrypto only answers later. Not used for anything that must resist an attacker.
 */
export function sha1(message: Bytes): Bytes {
  const state = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);
  const padded = pad(message);
  for (let at = 0; at < padded.byteLength; at += 64) block(state, padded, at);
  const out = new DataView(new ArrayBuffer(20));
  state.forEach((word, index) => {
    out.setInt32(index * 4, word);
  });
  return new Uint8Array(out.buffer);
}

function pad(message: Bytes): DataView {
  const size = ((message.length + 8) >> 6) * 64 + 64;
  const padded = new Uint8Array(size);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(size - 4, message.length * 8);
  return view;
}

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

function block(state: Int32Array, padded: DataView, at: number): void {
  const w = new Int32Array(80);
  for (let i = 0; i < 16; i++) w[i] = padded.getInt32(at + i * 4);
  for (let i = 16; i < 80; i++)
    w[i] = rotate(at32(w, i - 3) ^ at32(w, i - 8) ^ at32(w, i - 14) ^ at32(w, i - 16), 1);
  let [a, b, c, d, e] = state as unknown as [number, number, number, number, number];
  for (let i = 0; i < 80; i++) {
    const next = (rotate(a, 5) + mix(i, b, c, d) + e + at32(w, i)) | 0;
    [e, d, c, b, a] = [d, c, rotate(b, 30), a, next];
  }
  [a, b, c, d, e].forEach((word, index) => {
    state[index] = (at32(state, index) + word) | 0;
  });
}

const at32 = (words: Int32Array, index: number): number => words[index] as number;

function mix(i: number, b: number, c: number, d: number): number {
  if (i < 20) return ((b & c) | (~b & d)) + 0x5a827999;
  if (i < 40) return (b ^ c ^ d) + 0x6ed9eba1;
  if (i < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
  return (b ^ c ^ d) + 0xca62c1d6;
}
