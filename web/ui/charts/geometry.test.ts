import { describe, expect, it } from "vitest";
import { areaPath, at, linePath, ticks, within } from "./geometry.ts";

const x = { from: 0, to: 10, start: 0, end: 100 };
const y = { from: 0, to: 20, start: 200, end: 0 };

describe("chart geometry", () => {
  it("puts high values at the top", () => {
    expect(at(y, 20)).toBe(0);
    expect(at(y, 5)).toBe(150);
  });

  it("draws a line through its points in order", () => {
    expect(linePath([0, 5, 10], [0, 10, 20], x, y)).toBe("M0 200L50 100L100 0");
  });

  it("closes an area down to the line below, and to the edge where there is none", () => {
    expect(areaPath([0, 10], [0, 0], [10, 10], x, y)).toBe("M0 100L100 100L100 200L0 200Z");
    expect(areaPath([0, 10], null, [10, 10], x, y)).toBe("M0 100L100 100L100 200L0 200Z");
    expect(areaPath([0, 10], [10, 10], null, x, y)).toBe("M0 0L100 0L100 100L0 100Z");
    expect(areaPath([0], null, null, x, y)).toBe("");
  });

  it("cuts every line at the same places", () => {
    const cut = within([0, 1, 2, 3], new Map([[0, [10, 11, 12, 13]]]), 1, 2);
    expect(cut.xs).toEqual([1, 2]);
    expect(cut.lines.get(0)).toEqual([11, 12]);
  });

  it("chooses round ticks inside the range", () => {
    expect(ticks(2.3, 17.8, 4)).toEqual([5, 10, 15]);
    expect(ticks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(ticks(45, 110, 5)).toEqual([60, 80, 100]);
  });
});
