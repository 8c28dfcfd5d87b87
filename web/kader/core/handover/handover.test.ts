import { describe, expect, it } from "vitest";
import vector from "../../../../vectors/handover.json";
import { type Bytes, base64url, hex, utf8 } from "../bytes.ts";
import { makeDeviceKeys } from "../crypto.ts";
import { entryHash } from "../hash.ts";
import { base45, fromBase45 } from "./base45.ts";
import { judged } from "./content.ts";
import { Collector, FRAME_CHARS, framesOf } from "./frames.ts";
import { packHeader, readHeader } from "./header.ts";
import { HandoverRefused, makeMessage, openMessage, type Reading } from "./message.ts";

const bytes = (text: string): Bytes =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const MINUTE = 60_000;
const message = bytes(vector.message);
const at: Reading = {
  post: vector.post,
  date: vector.date,
  nowMs: vector.made_ms + MINUTE,
  shared: vector.shared,
};
const scope = {
  post: vector.post,
  date: vector.date,
  devices: new Set(vector.shared.devices.map((one) => one.id)),
};
const codeOf = async (opening: Promise<unknown>): Promise<string> =>
  opening.then(
    () => "taken",
    (error) => (error instanceof HandoverRefused ? error.code : String(error)),
  );

describe("the golden message", () => {
  it("is read as it was written", async () => {
    const { header, content } = await openMessage(message, at);
    expect(header).toEqual({
      post: vector.post,
      device: vector.device,
      madeMs: vector.made_ms,
      lifetimeMin: vector.lifetime_min,
      date: vector.date,
      generation: vector.generation,
    });
    expect(hex(packHeader(header))).toBe(vector.header);
    expect(content).toEqual(vector.content);
    expect((await judged(content, scope)).entries).toHaveLength(1);
  });
  it("is shown in the same codes, and put together in any order", async () => {
    expect(await framesOf(message)).toEqual(vector.frames);
    const collector = new Collector();
    let whole: Bytes | null = null;
    for (const frame of [...vector.frames].reverse()) whole = await collector.take(frame);
    expect(whole && hex(whole)).toBe(vector.message);
  });
});

describe("base45", () => {
  it("agrees with RFC 9285", () => {
    expect(base45(utf8("AB"))).toBe("BB8");
    expect(base45(utf8("Hello!!"))).toBe("%69 VD92EX0");
    expect(base45(utf8("base-45"))).toBe("UJCLQE7W581");
    expect(fromBase45("QED8WEX0")).toEqual(utf8("ietf!"));
  });
  it.each(["GGW", "A", "::", "a00", "QED8WEX"])("refuses %s", (text) => {
    expect(() => fromBase45(text)).toThrow(RangeError);
  });
});

describe("what is not taken", () => {
  it.each([
    ["foreign_post", { post: crypto.randomUUID() }],
    ["other_day", { date: "2026-11-22" }],
    ["expired", { nowMs: vector.made_ms + 26 * MINUTE }],
    ["clock_ahead", { nowMs: vector.made_ms - 11 * MINUTE }],
    ["no_key", { shared: { ...vector.shared, secrets: [] } }],
    ["unknown_phone", { shared: { ...vector.shared, devices: [] } }],
    [
      "forged",
      {
        shared: {
          ...vector.shared,
          secrets: [{ month: "2026-11", generation: 3, secret: base64url(new Uint8Array(32)) }],
        },
      },
    ],
  ] as [string, Partial<Reading>][])("%s", async (code, change) => {
    expect(await codeOf(openMessage(message, { ...at, ...change }))).toBe(code);
  });
  it.each([0, 24, 12])("small differences of the clock are forgiven (%s minutes)", async (minutes) => {
    const nowMs = vector.made_ms + minutes * MINUTE;
    expect(await codeOf(openMessage(message, { ...at, nowMs }))).toBe("taken");
  });
  it("no byte may be changed", async () => {
    for (let place = 1; place < message.length; place += 13) {
      const changed = message.slice();
      changed[place] = (changed[place] as number) ^ 1;
      expect(await codeOf(openMessage(changed, at))).not.toBe("taken");
    }
  });
  it("a phone of the post cannot sign for another", async () => {
    const stranger = await makeDeviceKeys();
    const by = { ...at, device: vector.device, sign: stranger.sign.privateKey };
    expect(await codeOf(openMessage(await makeMessage(vector.content, by), at))).toBe("forged");
  });
  it("cut, empty and newer ones", async () => {
    expect(await codeOf(openMessage(message.slice(0, 100), at))).toBe("malformed");
    expect(await codeOf(openMessage(Uint8Array.of(9, ...message.slice(1)), at))).toBe("newer_app");
  });
});

describe("the content", () => {
  const [entry] = vector.content.entries;
  const whole = async (change: object) => {
    const next = { ...entry, ...change } as never as Parameters<typeof entryHash>[0];
    return { ...next, hash: await entryHash(next) };
  };
  const check = async (entries: unknown[]) =>
    codeOf(judged({ v: 1, person: vector.content.person, entries }, scope));
  it("is refused when a hash does not fit", async () => {
    expect(await check([{ ...entry, device_counter: 8 }])).toBe("content");
  });
  it.each([
    { post: crypto.randomUUID() },
    { device: crypto.randomUUID() },
    { subject: crypto.randomUUID() },
    { kind: "review.resolved" },
    { kind: "session.closed" },
    { data: { ...vector.content.entries[0]?.data, date: "2026-11-20" } },
    { data: { ...vector.content.entries[0]?.data, step: 9 } },
    { data: { ...vector.content.entries[0]?.data, values: "7,4" } },
  ])("is refused when it is not this visit of this post: %o", async (change) => {
    expect(await check([await whole(change)])).toBe("content");
  });
  it("is taken when nothing is wrong", async () => {
    expect(await check([await whole({ device_counter: 9 })])).toBe("taken");
  });
});

describe("codes", () => {
  it("hold a long message and never more than they may", async () => {
    const long = crypto.getRandomValues(new Uint8Array(3001));
    const frames = (await framesOf(long)) ?? [];
    expect(Math.max(...frames.map((frame) => frame.length))).toBeLessThanOrEqual(FRAME_CHARS + 26);
    const collector = new Collector();
    const found = [];
    for (const frame of frames) found.push(await collector.take(frame));
    expect(found.pop()).toEqual(long);
    expect(await framesOf(new Uint8Array(20_000))).toBeNull();
  });
  it("of two messages are not mixed", async () => {
    const [a, b] = await Promise.all([
      framesOf(new Uint8Array(900).fill(1)),
      framesOf(new Uint8Array(900).fill(2)),
    ]);
    const collector = new Collector();
    expect(await collector.take(a?.[0] ?? "")).toBeNull();
    expect(await collector.take(b?.[1] ?? "")).toBeNull();
    expect(await collector.take(b?.[0] ?? "")).toBeNull();
    expect(collector.progress).toEqual({ read: 2, count: 3 });
    expect(await collector.take(b?.[2] ?? "")).toEqual(new Uint8Array(900).fill(2));
  });
  it("that name another message than they carry are forgotten", async () => {
    const frames = (await framesOf(new Uint8Array(20))) ?? [];
    const collector = new Collector();
    expect(await collector.take((frames[0] ?? "").replace(/^SIMPUL1\/.{8}/, "SIMPUL1/00000000"))).toBeNull();
    expect(collector.progress.count).toBe(0);
  });
  it("header round trip", () => {
    const header = readHeader(bytes(vector.header));
    expect(readHeader(packHeader({ ...header, madeMs: 2 ** 40 + 5 })).madeMs).toBe(2 ** 40 + 5);
  });
});
