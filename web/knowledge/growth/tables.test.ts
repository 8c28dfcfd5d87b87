import { expect, it } from "vitest";
import who2006 from "../../../content/growth/who-2006.json";
import who2007 from "../../../content/growth/who-2007.json";
import { decodeColumn } from "./tables.ts";
import { TABLES } from "./testing.ts";

const SEXES = [
  [1, "male"],
  [2, "female"],
] as const;

const FULL = [
  ["who2006", who2006],
  ["who2007", who2007],
] as const;

it("unpacks every figure of the full WHO tables, so that phone and server compute from the same integers", () => {
  let figures = 0;
  for (const [edition, content] of FULL) {
    for (const [name, table] of Object.entries(content.tables)) {
      for (const [sex, key] of SEXES) {
        const phone = TABLES.table(edition, name, sex);
        expect([phone.start, phone.count]).toEqual([table.start, table.count]);
        for (const k of ["l", "m", "s"] as const) {
          const full = table[key][k];
          const scale = 10 ** content.decimals[k];
          const values = typeof full === "number" ? new Array<number>(table.count).fill(full) : full;
          expect(Array.from(phone[k]), `${edition}/${name}/${key}/${k}`).toEqual(
            values.map((v) => v / scale),
          );
          figures += values.length;
        }
      }
    }
  }
  expect(figures).toBeGreaterThan(60_000);
});

it("decodes far and near second differences", () => {
  expect(decodeColumn("10,13,NO~-40;Z")).toEqual([10, 13, 16, 20, -16, -40]);
});

it("names an unknown table", () => {
  expect(() => TABLES.table("who2006", "wrong", 1)).toThrow("who2006/wrong");
});
