import { describe, expect, it } from "vitest";
import { type Answers, loadInstrument, loadText, type TextPack } from "../../knowledge/instruments/index.ts";
import { questionsOf } from "./screening-run.ts";

async function asked(id: string, ageMonths: number, answers: Answers = {}): Promise<string[]> {
  const text = (await loadText(id, "id")) as TextPack;
  const who = { ageYears: Math.floor(ageMonths / 12), sex: "L", ageMonths };
  return questionsOf(await loadInstrument(id), text, who, answers, "id").map((question) => question.id);
}

describe("the questions of a screening", () => {
  it("are those of the child's age, never all boxes of the book", async () => {
    expect(await asked("kia-development", 25)).toEqual(["24_1", "24_2", "24_3", "24_4", "24_5", "24_6"]);
  });

  it("follow the age where a list is for all ages", async () => {
    expect(await asked("tbc-2025", 9 * 12)).toEqual(["1", "2", "3", "4"]);
    expect(await asked("tbc-2025", 30 * 12)).toEqual(["1", "3", "4", "5", "6", "7", "8", "9"]);
  });

  it("leave out what age and sex answer by themselves", async () => {
    const first = ["pack_years", "smokes"];
    expect(await asked("puma", 55 * 12)).toEqual([...first, "3", "4", "5", "6", "7"]);
    expect(await asked("puma", 55 * 12, { pack_years: 30 })).toEqual([...first, "4", "5", "6", "7"]);
  });

  it("stand while a number is being typed that cannot be", async () => {
    expect(await asked("puma", 55 * 12, { pack_years: 9999 })).toContain("3");
  });
});
