import { expect, it } from "vitest";
import { opensOn, todayFirst } from "./open-days.ts";
import { TEST_POST } from "./testing.ts";

it.each([
  ["Sabtu ketiga, 08.00", "2026-11-21", true],
  ["Sabtu ketiga, 08.00", "2026-11-14", false],
  ["Sabtu ketiga, 08.00", "2026-11-20", false],
  ["Setiap Selasa", "2026-11-24", true],
  ["Senin terakhir", "2026-11-30", true],
  ["Senin terakhir", "2026-11-23", false],
  ["Rabu pertama dan ketiga", "2026-11-18", true],
  ["Tanggal 15, pukul 08.00", "2026-11-15", true],
  ["Tanggal 15, pukul 21.00", "2026-11-21", false],
  ["Setiap bulan, pukul 08.00", "2026-11-21", false],
  ["", "2026-11-21", false],
])("reads %s on %s", (schedule, day, is) => {
  expect(opensOn(schedule, day)).toBe(is);
});

it("loads the posts that open today before the others and keeps the order of each", () => {
  const posts = ["Jumat ketiga", "Sabtu ketiga", "", "Setiap Sabtu"].map((schedule, index) => ({
    ...TEST_POST,
    id: String(index),
    schedule,
  }));
  const ids = todayFirst(posts, Date.parse("2026-11-21T02:00:00Z")).map(({ id }) => id);
  expect(ids).toEqual(["1", "3", "0", "2"]);
});
