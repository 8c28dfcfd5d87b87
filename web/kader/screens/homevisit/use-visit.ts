import { useMemo, useRef } from "preact/hooks";
import {
  CHECKLISTS,
  type ChecklistId,
  HOUSE,
  PLAN,
  type Question,
  questionsOf,
} from "../../../knowledge/homevisits/index.ts";
import type { FamilyView, PersonView, Rows } from "../../core/api.ts";
import { further } from "../../model/further-reasons.ts";
import { type Answered, answeredOf, atHome, checklistsOf, factsAtHome } from "../../model/home-visits.ts";
import { parseForm } from "../../model/parse-form.ts";
import { familyName } from "../../model/people.ts";
import { isOpen } from "../../model/referral.ts";
import { MIND } from "../../model/services.ts";
import type { FormValues } from "../../model/visit.ts";
import { noteOpenForm } from "../../parts/use-form.ts";
import { usePhone } from "../../phone.tsx";
import { type SavedForm, useSavedForm } from "../people/use-saved-form.ts";

export const STEPS = PLAN.steps;
export type Met = "ya" | "kosong" | "menolak";

/** A visit in progress, kept on the phone until it is saved. `member`: whose questions are open. */
export interface Draft {
  step: number;
  member: string | null;
  met: Met | null;
  together: boolean;
  house: FormValues;
  answers: Record<string, FormValues>;
  /** Why the family was visited, when the visit is taken up again. */
  purpose?: HomeVisit["purpose"];
  unreferred: string[];
  explained: string[];
  next: string;
}

export interface MemberState {
  person: PersonView;
  checklists: readonly ChecklistId[];
  questions: readonly Question[];
  /** Ids of fields that have an answer, as `checklist.field`. */
  done: number;
  answered: readonly Answered[];
  invalid: readonly string[];
}

export interface HomeVisit {
  family: FamilyView;
  /** What the family is called by. */
  name: string;
  purpose: "rutin" | "khusus";
  date: string;
  form: SavedForm<Draft>;
  set: (change: Partial<Draft>) => void;
  members: readonly MemberState[];
  house: { questions: readonly Question[]; values: Record<string, unknown>; invalid: readonly string[] };
}

const fresh = (): Draft => ({
  step: 0,
  member: null,
  met: null,
  together: false,
  house: {},
  answers: {},
  unreferred: [],
  explained: [],
  next: "",
});

export const draftKey = (family: string, date: string): string => `homevisit:${family}:${date}`;

/** Fields of two checklists may bear one name: in the form each is `checklist.field`. */
export const fieldKey = (checklist: string, field: string): string => `${checklist}.${field}`;

export function valuesOf(answers: FormValues, checklist: string): FormValues {
  const prefix = `${checklist}.`;
  const own = Object.entries(answers).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value]));
}

/** One member: what to ask with the answers so far, and what they mean. */
export function memberState(rows: Rows, person: PersonView, answers: FormValues, today: string): MemberState {
  const checklists = checklistsOf(rows, person, today);
  const facts = factsAtHome(rows, person, today);
  const asked = checklists.map((id) => {
    const typed = valuesOf(answers, id);
    const parsed = parseForm(CHECKLISTS[id].fields, typed);
    const questions = questionsOf(CHECKLISTS[id], { ...facts, ...parsed.values });
    const shown = new Set(questions.map((field) => field.id));
    const values = Object.fromEntries(Object.entries(parsed.values).filter(([field]) => shown.has(field)));
    return { id, questions, values, invalid: parsed.invalid.map((field) => fieldKey(id, field)) };
  });
  return {
    person,
    checklists,
    questions: asked.flatMap(({ id, questions }) =>
      questions.map((field) => ({ ...field, id: fieldKey(id, field.id) })),
    ),
    done: asked.reduce((sum, { values }) => sum + Object.keys(values).length, 0),
    answered: asked
      .filter(({ values }) => Object.keys(values).length > 0)
      .map(({ id, values }) => answeredOf(id, values)),
    invalid: asked.flatMap(({ invalid }) => invalid),
  };
}

/** What is known of the house from the last visit: asked anew, not typed anew. */
function houseKnown(rows: Rows, family: string): FormValues {
  const visits = rows.homeVisits().filter(({ subject }) => subject === family);
  const [last] = visits.sort((a, b) => b.date.localeCompare(a.date));
  return (last?.values ?? {}) as FormValues;
}

/** Everything the screens of one visit need. */
export function useHomeVisit(family: FamilyView, date: string, purpose: HomeVisit["purpose"]): HomeVisit {
  const phone = usePhone();
  const { rows } = phone;
  const isNoted = useRef(false);
  const form = useSavedForm<Draft>(draftKey(family.id, date), fresh);
  const draft = form.form;
  const members = useMemo(
    () => atHome(rows, family.id).map((one) => memberState(rows, one, draft.answers[one.id] ?? {}, date)),
    [rows, rows.version, family.id, draft.answers, date],
  );
  const known = useMemo(() => houseKnown(rows, family.id), [rows, rows.version, family.id]);
  const house = { ...known, ...draft.house };
  const questions = questionsOf(HOUSE, {});
  const set = (change: Partial<Draft>): void => {
    form.set({ purpose, ...draft, ...change });
    if (isNoted.current) return;
    isNoted.current = true;
    void noteOpenForm(phone, { key: draftKey(family.id, date), person: family.id, step: 0, date });
  };
  return {
    family,
    name: familyName(rows, family),
    purpose: draft.purpose ?? purpose,
    date,
    form,
    set,
    members,
    house: { questions, ...parseForm(questions, house) },
  };
}

/** Who was not asked anything yet. */
export const unasked = (members: readonly MemberState[]): MemberState[] =>
  members.filter(({ done, questions }) => done === 0 && questions.length > 0);

/** Whose answers hold a figure that cannot be recorded. */
export const withWrongFigure = (members: readonly MemberState[]): MemberState[] =>
  members.filter(({ invalid }) => invalid.length > 0);

/** Of one member: referrals that wait for an answer, and findings that none of them names. */
export const referralsOf = (rows: Rows, { person, answered }: MemberState) =>
  further(
    rows.requestsOf(person.id).filter((request) => isOpen(request) && request.service !== MIND),
    answered.flatMap(({ found, checklist }) => found.fired.map((fired) => ({ ...fired, checklist }))),
  );

/** Members whose answers ask for a referral that nobody has sent yet. */
export const toRefer = (rows: Rows, members: readonly MemberState[]): MemberState[] =>
  members.filter((member) => referralsOf(rows, member).fresh.length > 0);
