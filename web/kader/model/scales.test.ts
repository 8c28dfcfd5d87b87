import { describe, expect, it } from "vitest";
import { phoneFromRows } from "../core/testing.ts";
import { isRight, noteFor, offG, scalesOf, weighedWith } from "./scales.ts";

const check = (id: string, name: string, date: string, shown_kg: number) => ({
  id,
  scale: `s-${name}`,
  name,
  type: "dacin" as const,
  date,
  test_kg: 5,
  shown_kg,
  author: "a",
});

describe("scales of a post", () => {
  it("are known by their latest test, the one due first on top", () => {
    const phone = phoneFromRows({
      rows: {
        scalechecks: [
          check("1", "biru", "2026-09-01", 5.3),
          check("2", "biru", "2026-11-10", 5),
          check("3", "merah", "2026-10-01", 5),
          { ...check("4", "hijau", "2026-11-01", 5), status: "void" as const },
        ],
      },
    });
    const found = scalesOf(phone.rows, "2026-11-21");
    expect(found.map(({ name, isDue, last }) => [name, isDue, last.id])).toEqual([
      ["merah", true, "3"],
      ["biru", false, "2"],
    ]);
  });
  it("put one that was off on top until it is right again", () => {
    const off = [check("1", "merah", "2026-11-10", 5.3), check("2", "biru", "2026-09-01", 5)];
    const again = [...off, check("3", "merah", "2026-11-11", 5.05)];
    const names = (scalechecks: typeof off) =>
      scalesOf(phoneFromRows({ rows: { scalechecks } }).rows, "2026-11-21").map(({ name, isRight: ok }) => [
        name,
        ok,
      ]);
    expect(names(off)[0]).toEqual(["merah", false]);
    expect(names(again)[0]).toEqual(["biru", true]);
  });
  it("are right within the limit of their kind, to the gram", () => {
    expect([isRight("dacin", 5, 5.1), isRight("dacin", 5, 5.101), isRight("bayi", 5, 4.98)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(offG(5, 4.9)).toBe(-100);
  });
});

describe("which scale a weight came from", () => {
  const note = noteFor(8.4, "Timbangan 0042");
  it("is the device while its figure stands", () => {
    expect(weighedWith("p", 8.4, note, "Dacin biru")).toMatchObject({ by: "device", name: "Timbangan 0042" });
  });
  it("is the hand once the figure was changed, with the scale of this phone if it is known", () => {
    expect(weighedWith("p", 8.5, note, "Dacin biru")).toMatchObject({ by: "hand", name: "Dacin biru" });
    expect(weighedWith("p", 8.5, note, null)).toBeNull();
  });
  it("is nothing without a weight", () => {
    expect(weighedWith("p", undefined, undefined, "Dacin biru")).toBeNull();
  });
  it("has one id on every phone, however the name is spaced", () => {
    const one = weighedWith("p", 8, undefined, "Dacin biru");
    expect(weighedWith("p", 8, undefined, " dacin  BIRU ")?.id).toBe(one?.id);
  });
});
