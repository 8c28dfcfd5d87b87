import { describe, expect, it } from "vitest";
import { instrumentIds, loadInstrument, loadText, type TextPack } from "../../knowledge/instruments/index.ts";
import {
  type Asked,
  answersMeasured,
  cardWord,
  followUpDraft,
  isAnswered,
  newlyCritical,
  openIndex,
  questionsOf,
  recordDraft,
  scored,
  scriptOf,
  withdrawals,
  withMeasured,
} from "./screening-run.ts";

const SRQ = await loadInstrument("srq-20");
const PUMA = await loadInstrument("puma");
const AKS = await loadInstrument("aks");
const TEXT = (await loadText("srq-20", "id")) as TextPack;
const PUMA_TEXT = (await loadText("puma", "id")) as TextPack;
const SITI = { ageYears: 36, sex: "P", ageMonths: 438 };
const asked = (instrument = SRQ, who = SITI): Asked => ({
  person: "siti",
  instrument,
  who,
  date: "2026-11-21",
  isPrivate: instrument.private,
  visit: null,
  measured: {},
});
const all = (value: number) => Object.fromEntries(SRQ.items.map(({ id }) => [id, value]));

describe("the questions", () => {
  it("come in the printed order with plain words for yes and no", () => {
    const questions = questionsOf(SRQ, TEXT, SITI, {}, "id");
    expect(questions.map(({ id }) => id)).toEqual(SRQ.items.map(({ id }) => id));
    expect(questions[0]?.choices.map(({ value }) => value)).toEqual([1, 0]);
    expect(questions.every(({ ask }) => ask.length > 5)).toBe(true);
    expect(questions.filter(({ isCritical }) => isCritical).map(({ id }) => id)).toEqual(["17"]);
  });

  it("leave out what age and sex answer by themselves", () => {
    const old = { ageYears: 62, sex: "L", ageMonths: 744 };
    const ids = questionsOf(PUMA, PUMA_TEXT, old, {}, "id").map(({ id }) => id);
    expect(ids).not.toContain("1");
    expect(ids).not.toContain("2");
    expect(ids).toContain("pack_years");
    const smoked = questionsOf(PUMA, PUMA_TEXT, old, { pack_years: 30 }, "id").map(({ id }) => id);
    expect(smoked).not.toContain("3");
  });

  it("go on where nobody has answered or passed over", () => {
    const questions = questionsOf(SRQ, TEXT, SITI, {}, "id");
    expect(openIndex(questions, {}, [])).toBe(0);
    expect(openIndex(questions, { 1: 0, 2: 1 }, ["3"])).toBe(3);
    expect(openIndex(questions, all(0), [])).toBe(20);
  });
});

describe("a critical answer", () => {
  it("is told at the moment it is given and once", () => {
    expect(newlyCritical(SRQ, { 17: 1 }, []).map(({ script }) => script)).toEqual(["self-harm"]);
    expect(newlyCritical(SRQ, { 17: 1 }, ["17"])).toEqual([]);
    expect(newlyCritical(SRQ, { 17: 0 }, [])).toEqual([]);
  });

  it("is never lost to the other answers", () => {
    for (let pattern = 0; pattern < 3 ** 7; pattern++) {
      const digits = SRQ.items.map((_, at) => Math.floor(pattern / 3 ** (at % 7)) % 3);
      const others = SRQ.items.flatMap(({ id }, at) => (digits[at] === 2 ? [] : [[id, digits[at]]]));
      const given = { ...Object.fromEntries(others), 17: 1 };
      expect(newlyCritical(SRQ, given, [])).toHaveLength(1);
      expect(scored(asked(), given).action).toBe("darurat");
    }
  });
});

describe("what is recorded", () => {
  it("says what was answered and what the kader was told; incomplete has no score", () => {
    const part = scored(asked(), { 1: 1 });
    const draft = recordDraft(asked(), { 1: 1 }, part, "e1");
    expect(draft).toMatchObject({ kind: "screening.recorded", subject: "siti", id: "e1" });
    expect(draft.data).toMatchObject({ complete: false, action: null, answers: { 1: 1 }, is_private: true });
    expect([part.score, part.band]).toEqual([null, null]);
  });

  it("takes the place of the part", () => {
    expect(withdrawals(["e1"], "siti")).toEqual([
      { kind: "entry.voided", subject: "siti", data: { target: "e1", reason: "" } },
    ]);
  });

  it("asks for help in words that tell nothing, whatever the script", () => {
    for (const script of ["self-harm", "psychosis", "violence", "danger-sign", "none"] as const) {
      const told = JSON.stringify(
        followUpDraft({ id: "r", person: "siti", unit: null, script, urgency: "darurat", why: "critical" }),
      );
      expect(told).not.toMatch(/harm|psych|violence|srq|bunuh|17/i);
      expect(told).toContain(script === "danger-sign" ? '"health"' : '"kesehatan-jiwa"');
    }
  });

  it("says on which ground it travels: danger, or the yes on the screen", () => {
    const asked = {
      id: "r",
      person: "siti",
      unit: null,
      script: "none" as const,
      urgency: "segera" as const,
    };
    expect(followUpDraft({ ...asked, why: "critical" }).data).toMatchObject({ basis: "vital-interest" });
    expect(followUpDraft({ ...asked, why: "rujuk" }).data).toMatchObject({ basis: "consent" });
  });
});

describe("what the kader may keep on the screen", () => {
  const old = { ageYears: 70, sex: "P", ageMonths: 840 };
  const filled = (instrument: typeof SRQ, value: number) =>
    scored(asked(instrument, old), Object.fromEntries(instrument.items.map(({ id }) => [id, value])));

  it("is the word of the paper card, for the body alone", async () => {
    expect(cardWord(AKS, filled(AKS, 0))).toEqual({ id: "T (total)", en: "T (total)" });
    expect(cardWord(AKS, scored(asked(AKS, old), {}))).toBeNull();
    const vision = await loadInstrument("vision");
    expect(cardWord(vision, filled(vision, 0))?.id).toMatch(/^(Normal|Ada gangguan)$/);
    for (const id of ["srq-20", "skilas", "tbc-2025", "puma"]) {
      const instrument = await loadInstrument(id);
      expect(cardWord(instrument, filled(instrument, 1))).toBeNull();
    }
  });

  it("is never a figure, and nothing where moods are asked", async () => {
    for (const id of await instrumentIds()) {
      const { card, group, items, private: isPrivate, bands } = await loadInstrument(id);
      if (!card) continue;
      expect(isPrivate || group === "mind" || items.some(({ domain }) => domain === "mood"), id).toBe(false);
      expect(JSON.stringify(Object.values(card)), id).not.toMatch(/[0-9]/);
      expect(new Set(Object.keys(card)), id).toEqual(new Set(bands.map((band) => band.id)));
    }
  });
});

describe("whom an emergency calls at the end", () => {
  it("follows what was answered", async () => {
    const observe = await loadInstrument("observe-refer");
    const child = asked(observe, { ageYears: 9, sex: "P", ageMonths: 108 });
    expect(scriptOf(observe, scored(child, { 11: 1 }))).toBe("violence");
    expect(scriptOf(observe, scored(child, { 10: 1, 11: 0 }))).toBe("self-harm");
    expect(scriptOf(PUMA, scored(asked(PUMA), {}))).toBe("danger-sign");
  });
});

it("a question that nobody wants to answer leaves the whole unscored", () => {
  const { 5: _, ...answers } = all(1);
  const questions = questionsOf(SRQ, TEXT, SITI, answers, "id");
  expect(openIndex(questions, answers, ["5"])).toBe(20);
  expect(questions.some(({ isOptional }) => isOptional)).toBe(false);
  const found = scored(asked(), answers);
  expect([found.complete, found.score, found.missing]).toEqual([false, null, ["5"]]);
});

describe("the questionnaire of the old", () => {
  const old = { ageYears: 70, sex: "P", ageMonths: 840 };

  it.each(["id", "en"] as const)(
    "has two answers in words for each item, the healthy one first (%s)",
    async (lang) => {
      const skilas = await loadInstrument("skilas");
      const text = (await loadText("skilas", lang)) as TextPack;
      const questions = questionsOf(skilas, text, old, {}, lang);
      expect(questions.map(({ choices }) => choices.map(({ value }) => value))).toEqual(
        questions.map(() => [0, 1]),
      );
      const words = questions.flatMap(({ choices }) => choices.map(({ label }) => label));
      expect(words.every(Boolean)).toBe(true);
      expect(questions.some(({ ask }) => /tidak|salah|cannot|wrong/i.test(ask))).toBe(false);
    },
  );

  it("does not ask again what the card measured today", async () => {
    const skilas = await loadInstrument("skilas");
    expect(answersMeasured(skilas, { muac_cm: 20.5 })).toEqual({ 7: 1 });
    expect(answersMeasured(skilas, { muac_cm: 21 })).toEqual({ 7: 0 });
    expect(answersMeasured(skilas, {})).toEqual({});
    const sheet = { answers: { 1: 0 }, skipped: [] };
    expect(withMeasured(sheet, { 7: 1 }).answers).toEqual({ 1: 0, 7: 1 });
    expect(withMeasured({ answers: { 7: 0 }, skipped: [] }, { 7: 1 }).answers).toEqual({ 7: 0 });
    expect(withMeasured({ answers: {}, skipped: ["7"] }, { 7: 1 }).answers).toEqual({});
  });
});

it("an answer of zero is an answer", () => {
  expect([isAnswered(0), isAnswered(""), isAnswered(null), isAnswered(undefined)]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
