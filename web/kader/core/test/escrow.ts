import type { Deposit, Entry, EscrowKey, Sealed } from "../../generated/wire.ts";
import { base64url, fromBase64url, gunzip, text, utf8 } from "../bytes.ts";
import { rawPoint } from "../enrol.ts";
import { keyId, SUITE } from "../seal.ts";

/** The server's side of sealed copies: its key pair, and opening what phones sealed to it. */
export class Escrow {
  readonly key: EscrowKey;
  private readonly pair: CryptoKeyPair;

  private constructor(key: EscrowKey, pair: CryptoKeyPair) {
    this.key = key;
    this.pair = pair;
  }

  static async make(): Promise<Escrow> {
    const pair = await SUITE.kem.generateKeyPair();
    const point = rawPoint(await crypto.subtle.exportKey("jwk", pair.publicKey));
    return new Escrow({ id: await keyId(point), public_key: base64url(point) }, pair);
  }

  /** The entry inside, if the phone named has signed it; null for anything else. */
  async open(item: Sealed, device: { id: string; key: JsonWebKey }): Promise<Entry | null> {
    const info = utf8(`simpul-sealed-1\n${device.id}\n${item.key}\n${item.epoch}\n${item.id}\n${item.hash}`);
    const enc = fromBase64url(item.enc);
    try {
      const opened = await SUITE.open(
        { recipientKey: this.pair.privateKey, enc, info },
        fromBase64url(item.ct),
      );
      const inside = JSON.parse(text(await gunzip(new Uint8Array(opened))));
      const signed = `simpul-sealed-1\n${device.id}\n${item.epoch}\n${item.id}\n${item.hash}`;
      const isTrue = await verified(device.key, inside.signature, signed);
      return isTrue && inside.entry.id === item.id && inside.entry.hash === item.hash ? inside.entry : null;
    } catch {
      return null;
    }
  }
}

export async function verified(jwk: JsonWebKey, signature: string, message: string): Promise<boolean> {
  const key = await crypto.subtle.importKey("jwk", jwk, { name: "ECDSA", namedCurve: "P-256" }, false, [
    "verify",
  ]);
  const how = { name: "ECDSA", hash: "SHA-256" };
  return crypto.subtle.verify(how, key, fromBase64url(signature), utf8(message));
}

export const asDeposit = (file: string): Deposit => JSON.parse(file) as Deposit;
