import { describe, expect, it } from "vitest";
import vectors from "../../../vectors/sealed.json";
import type { Entry } from "../generated/wire.ts";
import { attest } from "./attested.ts";
import { fromBase64url, gunzip, text, utf8 } from "./bytes.ts";
import { keyId, SUITE, sealEntries } from "./seal.ts";
import type { OutboxItem } from "./store.ts";
import { verified } from "./test/escrow.ts";

const EC = { name: "ECDSA", namedCurve: "P-256" };
const { server, device, device_id: writer, epoch } = vectors;

const recipientKey = () => SUITE.kem.importKey("jwk", server.private_jwk, false);
const signKey = () => crypto.subtle.importKey("jwk", device.private_jwk, EC, false, ["sign"]);

async function opened(enc: BufferSource, ct: BufferSource, info: string) {
  const how = { recipientKey: await recipientKey(), enc, info: utf8(info) };
  return JSON.parse(text(await gunzip(new Uint8Array(await SUITE.open(how, ct)))));
}

describe("sealed copies", () => {
  it.each(vectors.cases)("the server's own are ours too: $name", async ({ sealed, info, inside, signed }) => {
    const found = await opened(fromBase64url(sealed.enc), fromBase64url(sealed.ct), info);
    expect(found).toEqual(JSON.parse(inside));
    const { d: _, ...publicKey } = device.private_jwk;
    expect(await verified(publicKey, found.signature, signed)).toBe(true);
  });

  it.each(vectors.cases)(
    "what we seal opens with the vectors' key: $name",
    async ({ entry, info, signed }) => {
      const key = { id: server.id, public_key: server.public_key };
      const by = { device: writer, epoch, sign: await signKey(), key };
      const [copy] = await sealEntries(by, [JSON.parse(entry) as Entry]);
      if (!copy) throw new Error("no copy was made");
      const found = await opened(copy.enc, copy.ct, info);
      expect(found.entry).toEqual(JSON.parse(entry));
      const { d: _, ...publicKey } = device.private_jwk;
      expect(await verified(publicKey, found.signature, signed)).toBe(true);
      await expect(opened(copy.enc, copy.ct, info.replace(writer, "another"))).rejects.toThrow();
    },
  );

  it("a key under another key's id is refused", async () => {
    expect(await keyId(fromBase64url(server.public_key))).toBe(server.id);
    const key = { id: "0000000000000000", public_key: server.public_key };
    const by = { device: writer, epoch, sign: await signKey(), key };
    await expect(sealEntries(by, [])).rejects.toThrow("not the one of its id");
  });
});

const item = (counter: number, state: OutboxItem["state"], hash = `h${counter}`): OutboxItem => {
  return { id: `e${counter}`, hash, counter, atMs: 0, state, seq: null, answeredMs: null, reason: null };
};

describe("what the phone swears to hold", () => {
  it("has the fingerprint of the vectors", async () => {
    const hashes = vectors.cases.map(({ sealed }) => sealed.hash);
    const items = hashes.map((hash, index) => item(vectors.attested.first + index, "pending", hash));
    expect(await attest(items)).toEqual(vectors.attested);
  });

  it("never spans a counter that no server will ever see", async () => {
    const items = [
      item(1, "pending"),
      item(2, "undone"),
      item(3, "sent"),
      item(4, "pending"),
      item(5, "quarantined"),
      item(6, "waiting"),
      item(7, "sent"),
      item(9, "pending"),
    ];
    expect(await attest(items)).toMatchObject({ first: 4, last: 6 });
    expect(await attest([item(1, "sent"), item(2, "undone")])).toBeNull();
    expect(await attest([])).toBeNull();
  });
});
