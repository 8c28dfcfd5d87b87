import { describe, expect, it } from "vitest";
import { connect, ScaleTrouble } from "./bluetooth.ts";
import { BadPacket, parseComposition, parseWeight, type Reading } from "./gatt.ts";
import { compositionBytes, SimulatedScale, weightBytes } from "./simulated.ts";
import { isStale, stable, type Taken, take } from "./stable.ts";

const view = (bytes: readonly number[]): DataView => new DataView(new Uint8Array(bytes).buffer);
const u16 = (value: number): number[] => [value & 0xff, value >> 8];

/** A reproducible stream of numbers below `below`. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe("weight measurement 0x2A9D", () => {
  it("reads 8.4 kg, least flags", () => {
    expect(parseWeight(view([0x00, 0x90, 0x06]))).toEqual({ kg: 8.4, at: null, user: null });
  });
  it("reads hundredths of a pound as kg", () => {
    expect(parseWeight(view([0x01, ...u16(2205)])).kg).toBe(10.002);
  });
  it("reads time, user, and passes over BMI and height", () => {
    const bytes = [0x0e, ...u16(1680), 0xea, 0x07, 11, 22, 9, 5, 30, 2, ...u16(160), ...u16(720)];
    expect(parseWeight(view(bytes))).toEqual({ kg: 8.4, at: "2026-11-22T09:05:30", user: 2 });
  });
  it("says nothing for a failed measurement, an unknown user, an unset clock", () => {
    const bytes = [0x06, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0xff];
    expect(parseWeight(view(bytes))).toEqual({ kg: null, at: null, user: null });
  });
});

describe("body composition 0x2A9C", () => {
  it("finds the weight behind every optional field", () => {
    const flags = 0x0ffe;
    const fields = [...u16(flags), ...u16(250), 0xea, 0x07, 11, 22, 9, 5, 30, 1];
    for (let bit = 3; bit <= 9; bit++) fields.push(...u16(1000 + bit));
    fields.push(...u16(13_000), ...u16(1650));
    expect(parseComposition(view(fields))).toEqual({ kg: 65, at: "2026-11-22T09:05:30", user: 1 });
  });
  it("without a weight has none", () => {
    expect(parseComposition(view([0, 0, ...u16(250)])).kg).toBeNull();
  });
});

describe("bytes of any kind", () => {
  it("every weight that a scale can send comes back to the gram", () => {
    for (let raw = 0; raw < 0xffff; raw += 7) {
      const kg = (raw * 5) / 1000;
      expect(parseWeight(view([0x00, ...u16(raw)])).kg).toBe(Math.round(kg * 1000) / 1000);
      expect(parseWeight(view(weightBytes(kg))).kg).toBe(kg);
      expect(parseComposition(view(compositionBytes(kg))).kg).toBe(kg);
    }
  });
  it("noise is read or refused as cut, never anything else", () => {
    const next = numbers(20_261_122);
    for (let n = 0; n < 5000; n++) {
      const bytes = Array.from({ length: next(24) }, () => next(256));
      for (const parse of [parseWeight, parseComposition]) {
        let reading: Reading | null = null;
        try {
          reading = parse(view(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(BadPacket);
        }
        if (reading?.kg != null) expect(reading.kg).toBeLessThan(328);
      }
    }
  });
  it("a packet that is cut anywhere is refused", () => {
    const whole = [0x0e, ...u16(1680), 0xea, 0x07, 11, 22, 9, 5, 30, 2, ...u16(160), ...u16(720)];
    for (let size = 0; size < whole.length; size++)
      expect(() => parseWeight(view(whole.slice(0, size)))).toThrow(BadPacket);
  });
});

const readings = (...kg: number[]): Taken[] =>
  kg.reduce<Taken[]>((taken, one, index) => take(taken, { kg: one, at: null, user: null }, index * 500), []);

describe("a stable reading", () => {
  it("is three that agree", () => {
    expect(stable(readings(8.2, 8.41, 8.4, 8.42), 1500)).toBe(8.42);
  });
  it("is none while a child moves, with too few, or too old", () => {
    expect(stable(readings(8.2, 8.6, 8.4), 1000)).toBeNull();
    expect(stable(readings(8.4, 8.4), 500)).toBeNull();
    expect(stable(readings(8.4, 8.4, 8.4), 60_000)).toBeNull();
  });
  it("begins anew for the next child: readings of before are let go", () => {
    const before = readings(8.4, 8.4, 8.4);
    expect(take(before, { kg: 12, at: null, user: null }, 60_000)).toHaveLength(1);
  });
  it("an empty scale is nobody", () => {
    expect(readings(0, 0, 0)).toEqual([]);
  });
  it("a value that the scale kept from before is stale", () => {
    const now = new Date("2026-11-22T09:05:00");
    expect(isStale({ kg: 8.4, at: "2026-11-22T09:04:30", user: null }, now)).toBe(false);
    expect(isStale({ kg: 8.4, at: "2026-11-21T09:04:30", user: null }, now)).toBe(true);
    expect(isStale({ kg: 8.4, at: null, user: null }, now)).toBe(false);
  });
});

describe("a connection", () => {
  const heard = () => {
    const seen: Reading[] = [];
    let lost = 0;
    return {
      seen,
      lost: () => lost,
      listener: { onReading: (one: Reading) => void seen.push(one), onLost: () => void lost++ },
    };
  };
  it.each(["weight", "composition"] as const)("hears a scale of the %s profile", async (profile) => {
    const [scale, ear] = [new SimulatedScale(profile), heard()];
    const connection = await connect(scale, ear.listener);
    scale.weigh(8.4);
    scale.send([0x00]);
    scale.weigh(8.405);
    expect(ear.seen.map(({ kg }) => kg)).toEqual([8.4, 8.405]);
    expect(connection.name).toBe("Timbangan 0042");
    connection.close();
    scale.weigh(9);
    expect([ear.seen.length, ear.lost()]).toEqual([2, 0]);
  });
  it("asks for the two standard services only", async () => {
    const [scale, ear] = [new SimulatedScale(), heard()];
    await connect(scale, ear.listener);
    expect(scale.asked).toEqual([0x181d, 0x181b]);
  });
  it("says that it was lost in the middle, once", async () => {
    const [scale, ear] = [new SimulatedScale(), heard()];
    const connection = await connect(scale, ear.listener);
    scale.weigh(8.4);
    scale.drop();
    connection.close();
    expect([ear.seen.length, ear.lost()]).toEqual([1, 1]);
  });
  it("refuses what is no scale, and lets it go", async () => {
    const [scale, ear] = [new SimulatedScale("none"), heard()];
    await expect(connect(scale, ear.listener)).rejects.toEqual(new ScaleTrouble("no_scale"));
    expect([scale.gatt.connected, ear.lost()]).toEqual([false, 0]);
  });
  it("tells a choice not made", async () => {
    const scale = new SimulatedScale();
    scale.isCancelled = true;
    await expect(connect(scale, heard().listener)).rejects.toEqual(new ScaleTrouble("cancelled"));
  });
});
