/** Random people and answers must give in TypeScript what they gave in Python, to the last field. */
import { expect, it } from "vitest";
import parity from "../../../vectors/instruments-parity.json" with { type: "json" };
import { type Answers, loadInstrument, type Scored, scoreAnswers } from "./index.ts";

type Case = {
  instrument: string;
  age_years: number | null;
  age_months: number | null;
  sex: string | null;
  answers: Answers;
  settings: Record<string, string>;
  answer: Omit<Scored, "trace"> & { trace: unknown[] };
};
const WORDS = ["label", "say", "reason", "source", "certainty"];

it.each((parity.cases as unknown as Case[]).map((given, i) => [i, given] as const))(
  "case %i",
  async (_, given) => {
    const person = { ageYears: given.age_years, sex: given.sex, ageMonths: given.age_months };
    const instrument = await loadInstrument(given.instrument);
    const { trace, ...answer } = scoreAnswers(instrument, person, given.answers, given.settings);
    const bare = trace.map((step) =>
      Object.fromEntries(Object.entries(step).filter(([key]) => !WORDS.includes(key))),
    );
    expect({ ...answer, trace: bare }).toEqual(given.answer);
  },
);
