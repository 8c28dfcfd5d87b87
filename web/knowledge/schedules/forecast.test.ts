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

describe("golden immunisation status", () => {
  it.each(cases.filter((given) => given.status))("$name", (given) => {
    const status = immunisationStatus(SCHEDULES.immunisation, given.person, run(given));
    expect(status).toMatchObject(given.status ?? {});
  });
});
