import { expect, it } from "vitest";
import { slipsOf } from "./slips.ts";

it("clears both figures of a blood pressure, and nothing beside what was named", () => {
  expect(slipsOf(["systolic"])).toEqual({ systolic: "", diastolic: "" });
  expect(slipsOf(["danger_sign"])).toEqual({ danger_sign: "" });
});
