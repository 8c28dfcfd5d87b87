import { expect, it } from "vitest";
import vectors from "../../../vectors/nik.json";
import { maskNik, nikQuestions } from "./nik.ts";

it.each(vectors.cases)("$name", ({ nik, birth_date, sex, questions, masked }) => {
  expect(nikQuestions(nik, { birth_date, sex })).toEqual(questions);
  expect(maskNik(nik)).toBe(masked);
});
