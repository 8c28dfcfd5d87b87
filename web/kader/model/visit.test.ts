import { describe, expect, it } from "vitest";
import type { PersonView } from "../core/api.ts";
import { type MemoryPhone, phoneFromRows } from "../core/testing.ts";
import { changedValues, correctionDrafts } from "./correction.ts";
import { chartData } from "./growth-charts.ts";
import { parseForm } from "./parse-form.ts";
import { questionsAbout } from "./questions.ts";
import { verdictOf } from "./verdict.ts";
import {
  evaluationOf,
  factsOf,
  fieldsOf,
  gestationalWeeks,
  growthWith,
  lastValue,
  resultsOf,
  type Subject,
  subjectOf,
  suggestions,
  visitDraft,
} from "./visit.ts";

const TODAY = "2026-11-21";
const AISYAH = {
  id: "aisyah",
  name: "Aisyah",
  sex: "P" as const,
  birth_date: "2025-09-15",
  birth_weight_kg: 3.1,
};
const weighed = (date: string, weight_kg: number, more: object = {}) => ({
  id: `v-${date}`,
  person: "aisyah",
  date,
  values: { weight_kg, ...more },
});

const HISTORY = [
  weighed("2026-08-21", 8.4, { length_height_cm: 72, measured: "l" }),
  weighed("2026-09-21", 8.7, { length_height_cm: 73, measured: "l" }),
  weighed("2026-10-21", 9.0, { length_height_cm: 74, measured: "l", head_cm: 45 }),
];

async function subjectWith(
  visits: object[],
  person: object = AISYAH,
): Promise<{ phone: MemoryPhone; subject: Subject }> {
  const phone = phoneFromRows({
    rows: { persons: [person as never], visits: visits as never },
    now: `${TODAY}T02:00:00.000Z`,
  });
  const row = phone.rows.persons.get("aisyah") as PersonView;
  const subject = subjectOf(phone.rows, row, TODAY, await phone.rows.visitsOf("aisyah"));
  if (!subject) throw new Error("no card");
  return { phone, subject };
}

const field = (subject: Subject, id: string) => subject.card.fields.filter((each) => each.id === id);

describe("what is known before measuring", () => {
  it("shows the last value of each field and its day, from before today only", async () => {
    const { subject } = await subjectWith([...HISTORY, weighed(TODAY, 9.3)]);
    expect(lastValue(subject, "weight_kg")).toEqual({ value: 9, date: "2026-10-21" });
    expect(lastValue(subject, "head_cm")).toEqual({ value: 45, date: "2026-10-21" });
    expect(lastValue(subject, "muac_cm")).toBeNull();
  });

  it("does not count a void visit", async () => {
    const { subject } = await subjectWith([...HISTORY, { ...weighed("2026-11-01", 12), status: "void" }]);
    expect(lastValue(subject, "weight_kg")?.value).toBe(9);
  });

  it("suggests lying under two years, standing from two", async () => {
    const young = await subjectWith(HISTORY);
    expect(suggestions(young.subject, factsOf(young.subject, {}, null)).measured).toBe("l");
    const older = await subjectWith([], { ...AISYAH, birth_date: "2024-11-20" });
    expect(suggestions(older.subject, factsOf(older.subject, {}, null)).measured).toBe("h");
  });

  it("suggests the TB question on weight only from two months without gain", async () => {
    const flat = [weighed("2026-08-21", 9), weighed("2026-09-21", 9), weighed("2026-10-21", 9)];
    const { subject } = await subjectWith(flat);
    const growth = growthWith(subject, {});
    expect(suggestions(subject, factsOf(subject, {}, growth)).tbc_weight).toBe(true);
    const gaining = await subjectWith(HISTORY);
    const facts = factsOf(gaining.subject, {}, growthWith(gaining.subject, {}));
    expect(suggestions(gaining.subject, facts).tbc_weight).toBeUndefined();
  });
});

describe("the form of a step", () => {
  it("reads commas, leaves out what is empty, names what is no number", async () => {
    const { subject } = await subjectWith(HISTORY);
    const fields = fieldsOf(subject, 2, factsOf(subject, {}, null));
    const form = {
      weight_kg: "9,3",
      length_height_cm: " 75.2 ",
      head_cm: "",
      muac_cm: "empat belas",
      oedema: false,
    };
    expect(parseForm(fields, form)).toEqual({
      values: { weight_kg: 9.3, length_height_cm: 75.2, oedema: false },
      invalid: ["muac_cm"],
    });
  });

  it("asks for the arm only from six months, and for portions only once recovery food is given", async () => {
    const baby = await subjectWith([], { ...AISYAH, birth_date: "2026-08-15" });
    const ids = (subject: Subject, step: 2 | 4, facts: object) =>
      fieldsOf(subject, step, { ...factsOf(subject, {}, null), ...facts }).map(({ id }) => id);
    expect(ids(baby.subject, 2, {})).not.toContain("muac_cm");
    const { subject } = await subjectWith(HISTORY);
    expect(ids(subject, 2, {})).toContain("muac_cm");
    expect(ids(subject, 4, {})).not.toContain("pmt_portions");
    expect(ids(subject, 4, { pmt_local: true })).toContain("pmt_portions");
  });
});

describe("questions about figures", () => {
  const ask = async (values: Record<string, unknown>) => {
    const { subject } = await subjectWith(HISTORY);
    return questionsAbout(subject, subject.card.fields, values);
  };

  it("stay silent about a usual child", async () => {
    expect([...(await ask({ weight_kg: 9.3, length_height_cm: 75, measured: "l" })).keys()]).toEqual([]);
  });

  it("notice a length that fell by more than one centimetre, not by one", async () => {
    expect((await ask({ length_height_cm: 72.9, measured: "l" })).get("length_height_cm")).toMatch(/74/);
    expect((await ask({ length_height_cm: 73, measured: "l" })).has("length_height_cm")).toBe(false);
  });

  it("notice a weight far from any child's", async () => {
    expect((await ask({ weight_kg: 93 })).get("weight_kg")).toMatch(/93/);
    expect((await ask({ weight_kg: 3.9 })).has("weight_kg")).toBe(true);
  });

  it("notice a change of more than 15 % in an infant", async () => {
    const born = { ...AISYAH, birth_date: "2026-02-15" };
    const { subject } = await subjectWith(HISTORY, born);
    const asked = questionsAbout(subject, field(subject, "weight_kg"), { weight_kg: 10.6 });
    expect(asked.get("weight_kg")).toMatch(/17 %/);
  });
});

describe("the verdict", () => {
  const verdict = async (visits: object[], values: Record<string, unknown>, person: object = AISYAH) => {
    const { subject } = await subjectWith(visits, person);
    const growth = growthWith(subject, values);
    const facts = factsOf(subject, values, growth);
    return verdictOf(facts, evaluationOf(subject, facts), growth);
  };

  it("says naik, a kind sentence, one thing to do and no follow-up", async () => {
    const { word, sentence, home, followUp, gain } = await verdict(HISTORY, { weight_kg: 9.3 });
    expect(word?.id).toBe("Naik");
    expect(sentence?.id).toMatch(/naik/i);
    expect(home?.id).toBeTruthy();
    expect(followUp).toBe("none");
    expect(gain).toEqual({ gain_g: 300, minimal_g: 200 });
  });

  it("says tidak naik and who follows up, without blaming or labelling", async () => {
    const { word, followUp, sentence } = await verdict(HISTORY, { weight_kg: 8.9 });
    expect(word?.id).toBe("Tidak naik");
    expect(followUp).toBe("refer");
    expect(sentence?.id).not.toMatch(/kurus|pendek|buruk|salah Ibu!/i);
  });

  it("says two months in a row when it is so", async () => {
    const flat = [weighed("2026-09-21", 9), weighed("2026-10-21", 9)];
    expect((await verdict(flat, { weight_kg: 8.9 })).word?.id).toMatch(/berturut/i);
  });

  it("does not judge over a missed month, nor a first weighing", async () => {
    expect((await verdict([weighed("2026-08-21", 9)], { weight_kg: 8.9 })).word?.id).toMatch(/bulan lalu/i);
    expect((await verdict([], { weight_kg: 8.9 })).word?.id).toMatch(/pertama/i);
  });

  it("has no word without sex or birth date, and does not fail", async () => {
    const { word, followUp } = await verdict(HISTORY, { weight_kg: 9.3 }, { ...AISYAH, sex: null });
    expect([word, followUp]).toEqual([null, "none"]);
  });

  it("calls for help on a danger sign whatever the weight", async () => {
    expect((await verdict(HISTORY, { weight_kg: 9.3, danger_sign: true })).followUp).toBe("emergency");
  });

  it("keeps with the visit what was said", async () => {
    const { phone, subject } = await subjectWith(HISTORY);
    const values = { weight_kg: 8.9 };
    const growth = growthWith(subject, values);
    const results = resultsOf(evaluationOf(subject, factsOf(subject, values, growth)), growth);
    expect(results).toMatchObject({ kms: "T", action: "rujuk", fired: ["RJ-A1.t"], gain_g: -100 });
    const draft = visitDraft(
      subject,
      2,
      { visit: phone.visitId("aisyah", TODAY), session: null },
      values,
      results,
    );
    await phone.record([draft]);
    expect(phone.rows.visitsOn(TODAY)[0]).toMatchObject({ card: "balita", values, results, pending: true });
  });
});

describe("weeks of pregnancy", () => {
  it("count from the last period, else back from the due date", () => {
    expect(gestationalWeeks({ lmp: "2026-04-10", edd: null } as never, TODAY)).toBe(32);
    expect(gestationalWeeks({ lmp: null, edd: "2027-01-15" } as never, TODAY)).toBe(32);
    expect(gestationalWeeks({ lmp: null, edd: null } as never, TODAY)).toBeNull();
  });
});

describe("corrections", () => {
  const visit = { id: "v1", person: "aisyah", entries: { weight_kg: "e1", head_cm: "e1", illness: "e2" } };

  it("carry only what changed, one for each entry that was wrong", () => {
    const changed = changedValues(
      { weight_kg: 9, head_cm: 45, illness: "batuk" },
      { weight_kg: 9.5, head_cm: 45, illness: "pilek" },
    );
    expect(changed).toEqual({ weight_kg: 9.5, illness: "pilek" });
    const drafts = correctionDrafts(visit, changed, "Salah ketik");
    expect(drafts.map(({ data }) => [data.corrects, data.values])).toEqual([
      ["e1", { weight_kg: 9.5 }],
      ["e2", { illness: "pilek" }],
    ]);
  });
});

describe("charts", () => {
  it("show the months around the child with its points, and say in words where it stands", async () => {
    const { subject } = await subjectWith(HISTORY);
    const chart = chartData("weight", subject.person, subject.past, TODAY);
    expect(chart?.points.map(({ y }) => y)).toEqual([8.4, 8.7, 9]);
    expect([chart?.x.from, chart?.x.to]).toEqual([4, 17]);
    expect(chart?.desc).toMatch(/3 ukuran.*9 kg.*Berat badan normal/);
    expect(chart?.bands.map(({ word }) => word)).toEqual([
      "Berat badan sangat kurang",
      "Berat badan kurang",
      "Berat badan normal",
      "Risiko berat badan lebih",
    ]);
  });

  it("start at birth for an infant and stay on the card at five", async () => {
    const { subject } = await subjectWith([]);
    const at = (birth_date: string) => chartData("weight", { ...subject.person, birth_date }, [], TODAY)?.x;
    expect(at("2026-10-15")).toMatchObject({ from: 0, to: 12 });
    expect(at("2021-12-15")).toMatchObject({ from: 47, to: 60 });
  });

  it("are none without a birth date", async () => {
    const { subject } = await subjectWith(HISTORY);
    expect(chartData("head", { ...subject.person, birth_date: null }, subject.past, TODAY)).toBeNull();
  });
});
