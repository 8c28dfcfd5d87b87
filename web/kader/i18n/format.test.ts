import { afterEach, describe, expect, it } from "vitest";
import {
  ageInWords,
  completedMonths,
  daysBetween,
  formatAge,
  formatDate,
  formatDay,
  formatNumber,
  formatShortDate,
  formatWait,
  formatWeekday,
  parseDecimal,
  waitInWords,
} from "./format.ts";
import { setLanguage } from "./index.ts";

afterEach(() => setLanguage("id"));

describe("decimals as hands type them", () => {
  it.each([
    ["8,4", 8.4],
    ["8.4", 8.4],
    [" 8 ,4 ", 8.4],
    ["12", 12],
    [",5", 0.5],
    ["8,", 8],
    ["1.234,5", 1234.5],
    ["1,234.5", 1234.5],
    ["0", 0],
    ["-3", -3],
  ])("%s is a number", (text, value) => expect(parseDecimal(text)).toBe(value));

  it.each(["", " ", ",", "-", "8,4kg", "delapan", "8,4,5x", "8-4", "1e5", "٨"])(
    "%s is no number and is never guessed",
    (text) => expect(parseDecimal(text)).toBeNull(),
  );
});

describe("numbers the Indonesian way", () => {
  it("uses the comma, groups thousands, drops empty decimals", () => {
    expect(formatNumber(8.4)).toBe("8,4");
    expect(formatNumber(8)).toBe("8");
    expect(formatNumber(8, 1, true)).toBe("8,0");
    expect(formatNumber(1750000, 0)).toBe("1.750.000");
    expect(formatNumber(10, 0)).toBe("10");
    expect(formatNumber(100, 1)).toBe("100");
    expect(formatNumber(-2.05, 2)).toBe("-2,05");
  });

  it("turns around in English", async () => {
    await setLanguage("en");
    expect(formatNumber(1234.5)).toBe("1,234.5");
  });

  it("reads back what it wrote", () => {
    for (const value of [0.1, 8.4, 12.35, 99, 1234.5])
      expect(parseDecimal(formatNumber(value, 2))).toBe(value);
  });
});

describe("dates and ages", () => {
  it("names day and month", () => {
    expect(formatDay("2026-11-21")).toBe("Sabtu, 21 November 2026");
    expect(formatWeekday("2026-11-21")).toBe("Sabtu, 21 November");
    expect(formatDate("2024-02-29")).toBe("29 Februari 2024");
    expect(formatShortDate("2026-10-07", "2026-11-21")).toBe("7 Okt");
    expect(formatShortDate("2025-10-07", "2026-11-21")).toBe("7 Okt 2025");
  });

  it("counts completed months, not begun ones", () => {
    expect(completedMonths("2025-09-22", "2026-11-21")).toBe(13);
    expect(completedMonths("2025-09-21", "2026-11-21")).toBe(14);
    expect(daysBetween("2026-02-27", "2026-03-01")).toBe(2);
  });

  it("says ages as people do", () => {
    expect(formatAge("2026-11-09", "2026-11-21")).toBe("12 hr");
    expect(formatAge("2025-09-15", "2026-11-21")).toBe("14 bl");
    expect(formatAge("1996-04-02", "2026-11-21")).toBe("30 th");
    expect(formatAge(null, "2026-11-21")).toBe("");
    expect(ageInWords("2025-09-15", "2026-11-21")).toBe("1 tahun 2 bulan");
    expect(ageInWords("2024-11-15", "2026-11-21")).toBe("2 tahun");
    expect(ageInWords("2026-11-20", "2026-11-21")).toBe("1 hari");
  });

  it("says waiting times, never below zero", () => {
    expect(formatWait(-5)).toBe("0 mnt");
    expect(formatWait(4 * 60 + 59)).toBe("4 mnt");
    expect(waitInWords(2 * 3600)).toBe("2 jam");
    expect(waitInWords(49 * 3600)).toBe("2 hari");
  });
});
