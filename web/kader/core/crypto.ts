import { type Bytes, base64url, concat, gunzip, gzip, text, utf8 } from "./bytes.ts";

/** AES-GCM ciphertext with its nonce. */
export interface Box {
  iv: Bytes;
  data: Bytes;
}

const AES = { name: "AES-GCM", length: 256 } as const;
const EC = { name: "ECDSA", namedCurve: "P-256" } as const;

/** Keys of the phone; none can be exported, all lie in IndexedDB as keys. */
export interface DeviceKeys {
  sign: CryptoKeyPair;
  box: CryptoKey;
  publicJwk: JsonWebKey;
}

export async function makeDeviceKeys(): Promise<DeviceKeys> {
  const sign = await crypto.subtle.generateKey(EC, false, ["sign", "verify"]);
  const box = await crypto.subtle.generateKey(AES, false, ["encrypt", "decrypt"]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", sign.publicKey);
  return { sign, box, publicJwk: { kty, crv, x, y } as JsonWebKey };
}

/** Signature in raw r‖s form, base64url. */
export async function signText(key: CryptoKey, message: string): Promise<string> {
  const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, utf8(message));
  return base64url(new Uint8Array(signature));
}

/** `label` is bound to the box: a box moved to another place does not open. */
export async function seal(key: CryptoKey, label: string, bytes: Bytes): Promise<Box> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: utf8(label) }, key, bytes);
  return { iv, data: new Uint8Array(data) };
}

/** Throws (OperationError) when key, label or box is not the right one. */
export async function open(key: CryptoKey, label: string, box: Box): Promise<Bytes> {
  const cipher = { name: "AES-GCM", iv: box.iv, additionalData: utf8(label) };
  return new Uint8Array(await crypto.subtle.decrypt(cipher, key, box.data));
}

export const sealJson = (key: CryptoKey, label: string, value: unknown): Promise<Box> =>
  seal(key, label, utf8(JSON.stringify(value)));

export async function openJson<T>(key: CryptoKey, label: string, box: Box): Promise<T> {
  return JSON.parse(text(await open(key, label, box))) as T;
}

export async function sealSmall(key: CryptoKey, label: string, value: unknown): Promise<Box> {
  return seal(key, label, await gzip(utf8(JSON.stringify(value))));
}

export async function openSmall<T>(key: CryptoKey, label: string, box: Box): Promise<T> {
  return JSON.parse(text(await gunzip(await open(key, label, box)))) as T;
}

/** Key of packs. It may leave WebCrypto only wrapped (`wrapDataKey`). */
export const makeDataKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey(AES, true, ["encrypt", "decrypt"]);

/** PBKDF2-HMAC-SHA-256 of a PIN. */
export async function pinKey(pin: string, salt: Bytes, rounds: number): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey("raw", utf8(pin), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return crypto.subtle.deriveKey(how, material, AES, false, ["encrypt", "decrypt"]);
}

/** The data key under the PIN's key, and that under the device's: neither a copied store nor a PIN alone opens it. */
export async function wrapDataKey(
  data: CryptoKey,
  pin: CryptoKey,
  device: CryptoKey,
  label: string,
): Promise<Box> {
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", data));
  const inner = await seal(pin, label, raw);
  return seal(device, label, concat(inner.iv, inner.data));
}

/** Throws when the PIN is not the right one. */
export async function unwrapDataKey(
  box: Box,
  pin: CryptoKey,
  device: CryptoKey,
  label: string,
): Promise<CryptoKey> {
  const inner = await open(device, label, box);
  const raw = await open(pin, label, { iv: inner.slice(0, 12), data: inner.slice(12) });
  return crypto.subtle.importKey("raw", raw, AES, true, ["encrypt", "decrypt"]);
}

const TARGET_MS = 400;
const SAMPLE_ROUNDS = 20_000;

/** PBKDF2 rounds that take about 0,4 s on this phone; between 100 000 and 1 000 000. */
export async function measureRounds(clock: () => number): Promise<number> {
  const salt = new Uint8Array(16);
  await pinKey("000000", salt, 1000);
  const start = clock();
  await pinKey("000000", salt, SAMPLE_ROUNDS);
  const spent = Math.max(clock() - start, 1);
  const rounds = Math.round((SAMPLE_ROUNDS * TARGET_MS) / spent);
  return Math.min(Math.max(rounds, 100_000), 1_000_000);
}
