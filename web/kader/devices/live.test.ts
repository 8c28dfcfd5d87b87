import { afterEach, describe, expect, it } from "vitest";
import { connectScale, nextPerson, release, scale } from "./live.ts";
import { SimulatedScale } from "./simulated.ts";

const START = Date.parse("2026-11-22T02:05:00Z");

/** A scale that is connected, and a clock that goes half a second with each reading. */
async function connected(device = new SimulatedScale()) {
  let ms = START;
  await connectScale(device, () => new Date(ms));
  const weigh = (...kg: number[]): void => {
    for (const one of kg) {
      ms += 500;
      device.weigh(one);
    }
  };
  return { device, weigh };
}

afterEach(release);

describe("the connected scale", () => {
  it("shows what moves, and the weight once it is still", async () => {
    const { weigh } = await connected();
    weigh(7.9, 8.3);
    expect(scale.get()).toMatchObject({ state: "on", name: "Timbangan 0042", now: 8.3, steady: null });
    weigh(8.4, 8.4, 8.4);
    expect(scale.get().steady).toBe(8.4);
  });
  it("reads the next child afresh", async () => {
    const { weigh } = await connected();
    weigh(8.4, 8.4, 8.4);
    nextPerson();
    expect(scale.get()).toMatchObject({ state: "on", steady: null, now: null });
    weigh(12.1, 12.1);
    expect(scale.get().steady).toBeNull();
    weigh(12.1);
    expect(scale.get().steady).toBe(12.1);
  });
  it("says that the line broke in the middle and keeps no half reading", async () => {
    const { device, weigh } = await connected();
    weigh(8.4, 8.4);
    device.drop();
    expect(scale.get()).toMatchObject({ state: "off", trouble: "lost", steady: null });
  });
  it("never takes what the scale kept from yesterday", async () => {
    const { device } = await connected();
    for (let n = 0; n < 5; n++) device.weigh(8.4, new Date(START - 86_400_000));
    expect(scale.get()).toMatchObject({ stale: true, steady: null, now: null });
  });
  it.each([
    ["no_scale", new SimulatedScale("none")],
    ["cancelled", Object.assign(new SimulatedScale(), { isCancelled: true })],
  ] as const)("tells %s in words and stays off", async (trouble, device) => {
    await connectScale(device, () => new Date(START));
    expect(scale.get()).toMatchObject({ state: "off", trouble });
  });
});
