/** A birth as it is written down: mother, children, and what follows, all in one step. Pure; no DOM. */
import content from "../../../content/programme/birth.json";
import type { Draft, PersonView, PregnancyView, Rows } from "../core/api.ts";
import { standInName } from "../core/newborn.ts";
import type { PregnancyClosed } from "../generated/wire.ts";
import { daysBetween, parseDecimal } from "../i18n/format.ts";
import { type Asked, FIGURES, isImpossible } from "./impossible.ts";
import { childrenOf } from "./people.ts";
import { gestationalAge, startDate } from "./pregnancy.ts";

export type Outcome = PregnancyClosed["outcome"];
export const OUTCOMES = ["birth", "stillbirth", "miscarriage", "moved", "mistake"] as const;

export interface Choices {
  value: string;
  label: { id: string; en: string };
}
export const PLACES: readonly Choices[] = content.places;
export const HELPERS: readonly Choices[] = content.helpers;
export const MODES: readonly Choices[] = content.modes;
export const MOTHER: readonly Choices[] = content.mother;
export const CARE: readonly (Choices & { dose?: string })[] = content.care;

export interface BabyForm {
  /** Born alive. */
  alive: boolean;
  name: string;
  sex: "" | "L" | "P";
  weight_kg: string;
  length_cm: string;
  /** What was done; a missing key was not asked. */
  care: Readonly<Record<string, boolean>>;
  /** Already on the register: nothing of it is written again. */
  known: string;
}

export interface BirthForm {
  outcome: (typeof OUTCOMES)[number] | "";
  date: string;
  time: string;
  place: string;
  place_name: string;
  helper: string;
  mode: string;
  mother: string;
  notes: string;
  babies: readonly BabyForm[];
}

export const emptyBaby = (): BabyForm => ({
  alive: true,
  name: "",
  sex: "",
  weight_kg: "",
  length_cm: "",
  care: {},
  known: "",
});

export const emptyBirth = (today: string): BirthForm => ({
  outcome: "",
  date: today,
  time: "",
  place: "",
  place_name: "",
  helper: "",
  mode: "",
  mother: "",
  notes: "",
  babies: [emptyBaby()],
});

/** The pregnancy ended with a child, living or not: where, how and by whom are asked. */
export const isDelivery = (outcome: BirthForm["outcome"]): boolean =>
  outcome === "birth" || outcome === "stillbirth";

const living = (form: BirthForm): readonly BabyForm[] =>
  form.outcome === "birth" ? form.babies.filter((baby) => baby.alive) : [];
const dead = (form: BirthForm): readonly BabyForm[] =>
  isDelivery(form.outcome) ? form.babies.filter((baby) => !baby.alive || form.outcome === "stillbirth") : [];

export type BirthGap =
  | { at: "outcome" | "date" | "nobody" }
  | { at: "before" }
  | { at: "sex" | "figure"; baby: number };

/** What must be said before saving: how it ended, when, of each living child boy or girl; no impossible figure. */
export function birthGaps(form: BirthForm, pregnancy: PregnancyView, today: string): BirthGap[] {
  const gaps: BirthGap[] = [];
  const start = startDate(pregnancy);
  if (!form.outcome) gaps.push({ at: "outcome" });
  if (!form.date || form.date > today) gaps.push({ at: "date" });
  else if (start && form.date < start) gaps.push({ at: "before" });
  if (isDelivery(form.outcome))
    form.babies.forEach((baby, index) => {
      if (!baby.known && hasSlip(baby)) gaps.push({ at: "figure", baby: index });
    });
  if (form.outcome !== "birth") return gaps;
  if (living(form).length === 0) gaps.push({ at: "nobody" });
  form.babies.forEach((baby, index) => {
    if (baby.alive && !baby.known && !baby.sex) gaps.push({ at: "sex", baby: index });
  });
  return gaps;
}

export const WEIGHT = FIGURES.birth_weight_kg;
export const LENGTH = FIGURES.birth_length_cm;

const isOutside = (text: string, asked: Asked | undefined): boolean => {
  const value = parseDecimal(text);
  return value !== null && (value < (asked?.min ?? 0) || value > (asked?.max ?? 0));
};

const isSlip = (text: string, asked: Asked | undefined): boolean => {
  const value = parseDecimal(text);
  return value !== null && asked !== undefined && isImpossible(asked, value);
};
const hasSlip = (baby: BabyForm): boolean => isSlip(baby.weight_kg, WEIGHT) || isSlip(baby.length_cm, LENGTH);

export type BabyQuestion = "weight" | "length" | "small";

/** What looks unlikely, or asks for more care; said, never refused. */
export function babyQuestions(baby: BabyForm): BabyQuestion[] {
  const asked: BabyQuestion[] = [];
  if (isOutside(baby.weight_kg, WEIGHT)) asked.push("weight");
  else if ((parseDecimal(baby.weight_kg) ?? Infinity) < content.low_birth_weight_below_kg)
    asked.push("small");
  if (isOutside(baby.length_cm, LENGTH)) asked.push("length");
  return asked;
}

/** Children of hers on the register who may be the ones just born: somebody was quicker. */
export function mayBeBorn(rows: Rows, mother: string, date: string, form: BirthForm): PersonView[] {
  const taken = new Set(form.babies.map((baby) => baby.known));
  return childrenOf(rows, mother).filter(
    ({ id, status, birth_date }) =>
      status === "active" &&
      birth_date !== null &&
      !taken.has(id) &&
      Math.abs(daysBetween(birth_date, date)) <= content.plausible.same_birth_within_days,
  );
}

/** "By. Ny. Siti"; of several children each has its number. */
export function babyName(baby: BabyForm, mother: string, order: number, count: number): string {
  const stand = standInName(mother.trim());
  return baby.name.trim() || (count > 1 ? `${stand} (${order})` : stand);
}

export interface BirthContext {
  person: PersonView;
  pregnancy: PregnancyView;
  newId: () => string;
  birthId: (pregnancy: string, order: number) => string;
}

interface Born {
  id: string;
  baby: BabyForm;
  order: number;
}

function bornOf(form: BirthForm, { pregnancy, birthId }: BirthContext): Born[] {
  const alive = living(form);
  return form.babies.flatMap((baby, index) =>
    alive.includes(baby)
      ? [{ baby, order: index + 1, id: baby.known || birthId(pregnancy.id, index + 1) }]
      : [],
  );
}

function childDraft(form: BirthForm, born: Born, family: string, context: BirthContext): Draft {
  const { person, pregnancy } = context;
  const { baby, order, id } = born;
  const count = form.babies.length;
  return {
    kind: "person.registered",
    subject: id,
    data: {
      family,
      name: babyName(baby, person.name, order, count),
      sex: baby.sex || null,
      birth_date: form.date,
      mother: person.id,
      mother_name: person.name,
      father_name: pregnancy.husband_name ?? "",
      relation: "anak",
      birth_weight_kg: parseDecimal(baby.weight_kg),
      birth_length_cm: parseDecimal(baby.length_cm),
      gestational_age_weeks: gestationalAge(pregnancy, form.date)?.weeks ?? null,
      birth_order: count > 1 ? order : null,
      birth_care: { ...baby.care },
      born_of: pregnancy.id,
    },
  };
}

/** What was given at birth and stands in a schedule is a dose too. */
const doseDrafts = (form: BirthForm, { id, baby }: Born): Draft[] =>
  CARE.flatMap(({ value, dose }) =>
    dose && baby.care[value] && !baby.known
      ? [
          {
            kind: "dose.given" as const,
            subject: id,
            data: {
              product: dose,
              number: 1,
              date: form.date,
              source: "history" as const,
              place: form.place_name.trim(),
              helper: form.helper,
            },
          },
        ]
      : [],
  );

function closingOf(form: BirthForm, born: readonly Born[]): PregnancyClosed {
  const outcome = form.outcome || "birth";
  const end = { outcome, date: form.date, notes: form.notes.trim() };
  if (!isDelivery(outcome)) return end;
  return {
    ...end,
    children: born.map(({ id }) => id),
    birth_time: form.time.trim(),
    birth_place: form.place,
    birth_place_name: form.place_name.trim(),
    birth_helper: form.helper,
    birth_mode: form.mode,
    mother_condition: form.mother,
    stillborn: dead(form).map((baby) => ({ sex: baby.sex || null, weight_kg: parseDecimal(baby.weight_kg) })),
  };
}

/** A family for a mother who has none yet, so that her children have one. */
function familyDrafts(person: PersonView, family: string): Draft[] {
  if (person.family) return [];
  return [
    { kind: "family.registered", subject: family, data: { head_name: person.name } },
    { kind: "person.changed", subject: person.id, data: { fields: { family } } },
  ];
}

/** Everything a birth brings, in the order it depends on each other; kept in one transaction. */
export function birthDrafts(form: BirthForm, context: BirthContext): Draft[] {
  const { person, pregnancy } = context;
  const born = bornOf(form, context);
  const fresh = born.filter(({ baby }) => !baby.known);
  const family = person.family ?? context.newId();
  return [
    ...(fresh.length > 0 ? familyDrafts(person, family) : []),
    ...fresh.map((each) => childDraft(form, each, family, context)),
    ...fresh.flatMap((each) => doseDrafts(form, each)),
    { kind: "pregnancy.closed", subject: pregnancy.id, data: closingOf(form, born) },
  ];
}
