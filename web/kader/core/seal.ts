import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core";
import type { Entry, EscrowKey } from "../generated/wire.ts";
import { type Bytes, fromBase64url, gzip, hex, utf8 } from "./bytes.ts";
import { signText } from "./crypto.ts";
import type { SealedCopy } from "./store.ts";

/** HPKE (RFC 9180), base mode: what old WebCrypto can do too. */
export const SUITE = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});
const KEY_ID_CHARS = 16;

/** Whose entries are sealed, and to which key. */
export interface SealingFor {
  device: string;
  epoch: string;
  sign: CryptoKey;
  key: EscrowKey;
}

/** Id of a server's sealing key: the start of the SHA-256 of its raw public point (65 bytes). */
export async function keyId(point: Bytes): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", point))).slice(0, KEY_ID_CHARS);
}

/** Each entry sealed on its own, with the device's signature inside. Throws when the key is not what its id says. */
export async function sealEntries(by: SealingFor, entries: readonly Entry[]): Promise<SealedCopy[]> {
  const point = fromBase64url(by.key.public_key);
  if ((await keyId(point)) !== by.key.id) throw new TypeError("the sealing key is not the one of its id");
  const recipient = await SUITE.kem.deserializePublicKey(point);
  return Promise.all(entries.map((entry) => sealEntry(by, recipient, entry)));
}

async function sealEntry(by: SealingFor, recipient: CryptoKey, entry: Entry): Promise<SealedCopy> {
  const { id, hash, device_counter: counter } = entry;
  const { device, epoch, key } = by;
  const signature = await signText(by.sign, `simpul-sealed-1\n${device}\n${epoch}\n${id}\n${hash}`);
  const plain = await gzip(utf8(JSON.stringify({ entry, signature })));
  const info = utf8(`simpul-sealed-1\n${device}\n${key.id}\n${epoch}\n${id}\n${hash}`);
  const { enc, ct } = await SUITE.seal({ recipientPublicKey: recipient, info }, plain);
  const bytes = { enc: new Uint8Array(enc), ct: new Uint8Array(ct) };
  return { id, hash, key: key.id, epoch, ...bytes, device, counter, untilMs: null };
}
