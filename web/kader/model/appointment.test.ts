import { describe, expect, it } from "vitest";
import type { RequestView, SlotsAnswer } from "../core/api.ts";
import {
  ahead,
  MOST_WANTED,
  NOTHING_CHOSEN,
  serviceSlots,
  toggled,
  wishOf,
  wishState,
} from "./appointment.ts";
import { askedTimes, MOST_PICKED, PARTS } from "./asked-times.ts";

const slot = (at: string, channel = "datang") => ({ at, minutes: 60, channel });
/** `hour` by the phone's own clock, so that morning is morning wherever the test runs. */
const local = (day: number, hour: number): string => new Date(2026, 10, day, hour).toISOString();
const TIMES = [slot(local(24, 9)), slot(local(23, 14)), slot(local(23, 9)), slot(local(24, 15), "daring")];
const NOW = new Date(2026, 10, 23, 10);
const request = (over: Partial<RequestView>): RequestView =>
  ({ wanted: [local(24, 9)], appointment_at: null, outcome: null, pending: false, ...over }) as RequestView;

describe("free times", () => {
  it("that have begun are not offered, the earliest comes first", () => {
    expect(ahead(TIMES, NOW).map(({ at }) => at)).toEqual([local(23, 14), local(24, 9), local(24, 15)]);
  });

  it("are those of the service that is asked", () => {
    const answer = { as_of: local(22, 9), services: [{ service: "kia" }] } as unknown as SlotsAnswer;
    expect(serviceSlots(answer, "kesehatan-jiwa")).toBeNull();
    expect(serviceSlots(null, "kia")).toBeNull();
    expect(serviceSlots(answer, "kia")).toBe(answer.services[0]);
  });
});

describe("choosing", () => {
  it("keeps the order of the taps, takes a second tap back, and never more than it says", () => {
    expect(toggled(["a"], "b")).toEqual(["a", "b"]);
    expect(toggled(["a", "b"], "a")).toEqual(["b"]);
    expect(toggled(["a", "b", "c"], "d")).toEqual(["a", "b", "d"]);
    expect(toggled(["a", "b", "c"], "d")).toHaveLength(MOST_PICKED);
  });

  it("of nothing wishes for nothing and names nobody", () => {
    expect(wishOf(NOTHING_CHOSEN, TIMES, "–")).toEqual({
      wanted: [],
      wish: null,
      channel: "datang",
      companion: null,
      message: "",
    });
  });

  it("of a time and a part of the day puts the time first, each once", () => {
    const slots = ahead(TIMES, new Date(2026, 10, 22));
    const chosen = { ...NOTHING_CHOSEN, picked: [local(24, 9)], part: "pagi" as const };
    expect(wishOf(chosen, slots, "–").wanted).toEqual([local(24, 9), local(23, 9)]);
    expect(wishOf({ ...chosen, part: "siang" }, slots, "–").wanted).toEqual([
      local(24, 9),
      local(23, 14),
      local(24, 15),
    ]);
  });

  it("of an online time says so", () => {
    const chosen = { ...NOTHING_CHOSEN, picked: [local(24, 15)] };
    expect(wishOf(chosen, TIMES, "–").channel).toBe("daring");
  });

  it("of a part of the day without any list is said in words", () => {
    const chosen = { ...NOTHING_CHOSEN, part: "pagi" as const };
    expect(wishOf(chosen, [], "Kapan saja pagi")).toMatchObject({ wanted: [], message: "Kapan saja pagi" });
    expect(wishOf(chosen, TIMES, "Kapan saja pagi").message).toBe("");
  });

  it("never sends more than the server looks at", () => {
    const many = Array.from({ length: 60 }, (_, n) => slot(local(1 + (n % 28), 7 + Math.floor(n / 28))));
    const wanted = wishOf({ ...NOTHING_CHOSEN, part: "pagi" }, many, "–").wanted;
    expect(wanted).toHaveLength(MOST_WANTED);
  });

  it("of company says whether they may know", () => {
    const chosen = { ...NOTHING_CHOSEN, companion: "suami" as const };
    expect(wishOf(chosen, [], "–").companion).toEqual({ who: "suami", may_know: false });
    expect(wishOf({ ...chosen, mayKnow: true }, [], "–").companion?.may_know).toBe(true);
  });
});

describe("what was said", () => {
  const slots = ahead(TIMES, new Date(2026, 10, 22));
  const moments = slots.map(({ at }) => at);
  const pairs = moments.flatMap((one) => moments.filter((at) => at !== one).map((at) => [one, at]));
  const triples = pairs.flatMap((pair) =>
    moments.filter((at) => !pair.includes(at)).map((at) => [...pair, at]),
  );
  const choices = [[], ...moments.map((one) => [one]), ...pairs, ...triples];

  it("is read again as it was chosen, whatever stands in for it", () => {
    for (const picked of choices)
      for (const part of PARTS) {
        const { wanted = [], wish = null } = wishOf({ ...NOTHING_CHOSEN, picked, part }, slots, "–");
        const said = { chosen: picked, more: 0, otherwise: wanted.length > 0 ? part : null };
        expect(askedTimes({ wanted, wish })).toEqual(said);
      }
  });

  it("keeps the part of the day where the list has no other time of it", () => {
    const one = slots.slice(0, 1);
    const picked = one.map(({ at }) => at);
    expect(wishOf({ ...NOTHING_CHOSEN, picked, part: "siang" }, one, "–")).toMatchObject({
      wanted: picked,
      wish: { chosen: 1, otherwise: "siang" },
    });
  });
});

describe("how a wish stands", () => {
  it("is said until there is an appointment or an end", () => {
    expect(wishState(request({ pending: true }))).toBe("unsent");
    expect(wishState(request({}))).toBe("asked");
    expect(wishState(request({ appointment_at: local(24, 9) }))).toBeNull();
    expect(wishState(request({ outcome: "treated" }))).toBeNull();
    expect(wishState(request({ wanted: [] }))).toBeNull();
  });
});
