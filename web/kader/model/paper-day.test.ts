import { describe, expect, it } from "vitest";
import { mayBePaper, momentOn, onPaper, PAPER_BACK_DAYS, paperDays } from "./paper-day.ts";

const draft = (date: string) => ({
  kind: "visit.recorded" as const,
  subject: "p",
  data: {
    visit: "v",
    session: null,
    date,
    card: "balita" as const,
    step: 2,
    values: { weight_kg: 8 },
    results: { kms: "N" },
  },
});
const now = new Date("2026-03-20T02:30:00.000Z");

describe("a day typed from paper", () => {
  it("may be yesterday and the month before, never today or later", () => {
    expect(paperDays("2026-03-01")).toEqual({ first: "2026-01-25", last: "2026-02-28" });
    expect(mayBePaper("2026-03-20", "2026-03-20")).toBe(false);
    expect(mayBePaper("2026-03-21", "2026-03-20")).toBe(false);
    expect(mayBePaper("2026-03-19", "2026-03-20")).toBe(true);
    expect(mayBePaper("2026-02-13", "2026-03-20")).toBe(true);
    expect(mayBePaper("2026-02-12", "2026-03-20")).toBe(false);
    expect(mayBePaper("kemarin", "2026-03-20")).toBe(false);
    expect(mayBePaper("2026-02-31", "2026-03-20")).toBe(false);
  });

  it("says when it happened and where it was written first", () => {
    const typed = onPaper(draft("2026-03-14"), "2026-03-20", now);
    expect(typed.happened_at).toBe("2026-03-14T02:30:00.000Z");
    expect(typed.data.results).toEqual({ kms: "N", source: { id: "paper" } });
  });

  it("leaves today's visits alone", () => {
    const today = draft("2026-03-20");
    expect(onPaper(today, "2026-03-20", now)).toBe(today);
  });

  it("keeps the local day at any hour and in any zone", () => {
    const hours = Array.from({ length: 96 }, (_, quarter) => quarter * 900_000);
    for (const zone of [7, 8, 9])
      for (const back of [1, 2, 20, PAPER_BACK_DAYS])
        for (const ms of hours) {
          const local = (at: number): string => new Date(at + zone * 3_600_000).toISOString().slice(0, 10);
          const at = Date.parse("2026-03-20T00:00:00.000Z") + ms;
          const day = local(at - back * 86_400_000);
          expect(local(Date.parse(momentOn(day, local(at), new Date(at))))).toBe(day);
        }
  });
});
