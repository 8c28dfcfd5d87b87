import { describe, expect, it } from "vitest";
import cases from "../../vectors/colour-scales.json";
import {
  compare,
  E_JIWA,
  type EJiwa,
  eJiwaOf,
  JCS,
  type Jcs,
  jcsOf,
  type Level,
  P3LP,
  p3lpOf,
  type Shown,
  shown,
} from "./colour-scales.ts";

const SCALES: readonly (readonly Level[])[] = [JCS, E_JIWA, P3LP];
const READERS: readonly ((text: unknown) => Level | null)[] = [jcsOf, eJiwaOf, p3lpOf];
const loose = compare as (one: Level, other: Level) => number;
const LEVELS = SCALES.flat();
const scaleOf = (level: Level) => SCALES.find((scale) => scale.includes(level)) ?? [];

describe("what is shown", () => {
  it.each(cases.cases)("$level", ({ level: text, id, en }) => {
    const found = READERS.map((read) => read(text)).filter((one) => one !== null);
    expect(found).toHaveLength(1);
    expect(shown(found[0] as Level, "id")).toEqual(id satisfies Shown);
    expect(shown(found[0] as Level, "en")).toEqual(en satisfies Shown);
  });

  it("covers every level", () => {
    expect(cases.cases.map((one) => one.level)).toEqual(SCALES.flat());
  });
});

describe("the scales", () => {
  it.each(LEVELS)("%s is read by its own reader only", (level) => {
    const owner = SCALES.indexOf(scaleOf(level));
    expect(READERS.map((read) => read(level))).toEqual(SCALES.map((_, at) => (at === owner ? level : null)));
  });

  it.each(["hijau", "biru", "kuning", "oranye", "merah", "", "jcs:biru", "e-jiwa:oranye", 3, null, {}])(
    "take no bare colour, no colour of another scale and nothing else: %s",
    (text) => {
      for (const read of READERS) expect(read(text)).toBeNull();
    },
  );

  it.each(LEVELS)("order %s among its own and refuse every other", (one) => {
    const scale = scaleOf(one);
    for (const other of LEVELS) {
      if (scale.includes(other)) {
        expect(loose(one, other)).toBe(scale.indexOf(one) - scale.indexOf(other));
      } else expect(() => loose(one, other)).toThrow(TypeError);
    }
  });

  it("do not pass the type checker for one another", () => {
    // @ts-expect-error a level of one scale is no level of another
    const cast: Jcs = "e-jiwa:merah" satisfies EJiwa;
    // @ts-expect-error two scales are not compared
    expect(() => compare("e-jiwa:merah", "jcs:merah")).toThrow(TypeError);
    expect(jcsOf(cast)).toBeNull();
  });
});
