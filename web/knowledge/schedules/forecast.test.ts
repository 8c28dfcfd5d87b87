import { describe, expect, it } from "vitest";
import golden from "../../../vectors/forecast.json" with { type: "json" };
import {
  type Dose,
  forecast,
  immunisationStatus,
  type Person,
  reasonWords,
  SCHEDULES,
  type ScheduleId,
  statusLabel,
} from "./index.ts";

type Row = Record<string, unknown> & { product: string; dose: number };
type Case = {
  name: string;
  schedule: ScheduleId;
  person: Person;
  history: Dose[];
  on: string;
  expect: Row[];
  not_counted: { product: string; date: string; reason: string }[];
  absent?: string[];
  status?: Record<string, unknown>;
};
const cases = golden.cases as unknown as Case[];
const run = (given: Case) => forecast(SCHEDULES[given.schedule], given.person, given.history, given.on);

describe("golden forecasts", () => {
  it.each(cases)("$name", (given) => {
    const result = run(given);
    for (const wanted of given.expect) {
      const row = result.rows.find((r) => r.product === wanted.product && r.dose === wanted.dose);
      expect(row).toMatchObject(wanted);
    }
    expect(result.not_counted.map(({ product, date, reason }) => ({ product, date, reason }))).toEqual(
      given.not_counted,
    );
    for (const absent of given.absent ?? []) expect(result.rows.map((r) => r.product)).not.toContain(absent);
    for (const item of [...result.rows, ...result.not_counted]) {
      for (const lang of ["id", "en"] as const) expect(reasonWords(item, lang)).toMatch(/^[^{]+\.$/);
    }
  });
});

it.each([
  [
    "HB0 a day after birth, within 24 hours for all we know, is for today",
    "saatnya",
    "bisa diberikan hari ini",
  ],
  ["HB0 two days after birth can still be given", "masih bisa dikejar", "Masih bisa sampai 17 Januari 2025"],
])("%s, in words that agree", (name, status, words) => {
  const row = run(cases.find((one) => one.name === name) as Case).rows.find((r) => r.product === "HB0");
  if (!row) throw new Error("no row");
  expect(statusLabel(row.status)).toBe(status);
  expect(reasonWords(row)).toContain(words);
  expect(reasonWords(row)).not.toContain("erlambat");
});

describe("golden immunisation status", () => {
  it.each(cases.filter((given) => given.status))("$name", (given) => {
    const status = immunisationStatus(SCHEDULES.immunisation, given.person, run(given));
    expect(status).toMatchObject(given.status ?? {});
  });
});
