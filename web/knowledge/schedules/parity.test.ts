/** Random histories must give in TypeScript what they gave in Python, to the last field. */
import { expect, it } from "vitest";
import parity from "../../../vectors/forecast-parity.json" with { type: "json" };
import { type Dose, forecast, type Person, type Row, SCHEDULES, type ScheduleId } from "./index.ts";

type Case = {
  schedule: ScheduleId;
  person: Person;
  history: Dose[];
  on: string;
  answer: { rows: unknown[][]; not_counted: unknown[][]; counted: Record<string, string[]> };
};

const asList = (row: Row): unknown[] => [
  row.series,
  row.product,
  row.dose,
  row.status,
  row.due_date,
  row.earliest,
  row.latest,
  row.given_on,
  row.given_product,
  row.reason,
];

it.each((parity.cases as unknown as Case[]).map((given, i) => [i, given] as const))("case %i", (_, given) => {
  const { rows, not_counted, counted } = forecast(
    SCHEDULES[given.schedule],
    given.person,
    given.history,
    given.on,
  );
  expect(rows.map(asList)).toEqual(given.answer.rows);
  expect(not_counted.map((n) => [n.product, n.date, n.dose, n.reason])).toEqual(given.answer.not_counted);
  expect(counted).toEqual(given.answer.counted);
});
