/** Bytes and texts: hex, base64url, UTF-8 and gzip, on what every supported browser has. */

/** Bytes over a plain ArrayBuffer: what WebCrypto and IndexedDB both take. */
export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const utf8 = (text: string): Bytes => encoder.encode(text);
export const text = (bytes: BufferSource): string => decoder.decode(bytes);
export const hex = (bytes: Bytes): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export function base64url(bytes: Bytes): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

export function fromBase64url(value: string): Bytes {
  const binary = atob(value.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

export function concat(...parts: Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

async function pipe(bytes: Bytes, through: GenericTransformStream): Promise<Bytes> {
  const stream = new Response(bytes).body?.pipeThrough(through as ReadableWritablePair<Bytes, Bytes>);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export const gzip = (bytes: Bytes): Promise<Bytes> => pipe(bytes, new CompressionStream("gzip"));
export const gunzip = (bytes: Bytes): Promise<Bytes> => pipe(bytes, new DecompressionStream("gzip"));
