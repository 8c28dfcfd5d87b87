import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Evaluation, type Field, isDue } from "../../../knowledge/cards/index.ts";
import { emergencies, raiseDanger } from "../../danger.tsx";
import type { StepNumber } from "../../model/day.ts";
import type { Growth } from "../../model/growth.ts";
import { parseForm } from "../../model/parse-form.ts";
import { digitQuestion, questionsAbout } from "../../model/questions.ts";
import { slipsOf } from "../../model/slips.ts";
import {
  evaluationOf,
  type FormValues,
  factsOf,
  fieldsOf,
  givenByDoses,
  growthWith,
  isKnown,
  type Subject,
  suggestions,
  type Values,
} from "../../model/visit.ts";
import { type Form, useForm } from "../../parts/use-form.ts";
import { useSettled } from "../../parts/use-settled.ts";
import { usePhone } from "../../phone.tsx";

export interface StepState {
  form: Form;
  /** Fields still to fill, those that can be added, and those that some table has recorded already. */
  open: readonly Field[];
  addable: readonly Field[];
  recorded: readonly Field[];
  /** Answered by a dose that was written down today. */
  carried: readonly Field[];
  values: Record<string, unknown>;
  invalid: readonly string[];
  facts: Values;
  growth: Growth | null;
  evaluation: Evaluation;
  questions: ReadonlyMap<string, string>;
  add: (ids: readonly string[]) => void;
  settleNow: () => void;
  /** What to ask about the figures that stand in the form this moment. */
  doubts: () => string[];
  /** The meaning of what stands in the form this moment, for saving. */
  now: () => ReturnType<typeof meaningOf>;
}

/** Everything one step of one visit needs: its form, what it means so far, what to ask again. */
export function useStep(subject: Subject, step: StepNumber): StepState {
  const suggested = useMemo(() => suggestionsFor(subject), [subject]);
  const where = {
    key: `visit:${subject.person.id}:${subject.today}:${step}`,
    person: subject.person.id,
    step,
    date: subject.today,
  };
  const form = useForm(where, suggested);
  const [added, setAdded] = useState<ReadonlySet<string>>(new Set());
  const shown = useMemo(
    () => splitFields(subject, step, form.values, added),
    [subject, step, form.values, added],
  );
  const parsed = useMemo(
    () => withCarried(shown.carried, withoutOrphans(parseForm(shown.open, form.values))),
    [shown, form.values],
  );
  const { settled, now } = useSettled(parsed.values);
  const steady = useMemo(() => answeredNow(parsed.values, settled), [parsed.values, settled]);
  const meaning = useMemo(() => meaningOf(subject, steady), [subject, steady]);
  const questions = useQuestions(subject, shown.open, settled);
  useDangerWatch(subject, meaning.evaluation, form);
  return {
    form,
    ...shown,
    ...parsed,
    ...meaning,
    questions,
    add: (ids) => setAdded(new Set([...added, ...ids])),
    settleNow: now,
    now: () => meaningOf(subject, parsed.values),
    doubts: () => [
      ...questionsAbout(subject, shown.open, { ...subject.visit?.values, ...parsed.values }).values(),
    ],
  };
}

/** Answers count the moment they are tapped; figures once the hand has paused. */
function answeredNow(values: Values, settled: Values): Record<string, unknown> {
  const figures = Object.entries(settled).filter(
    ([field, value]) => typeof value === "number" && field in values,
  );
  const answers = Object.entries(values).filter(([, value]) => typeof value !== "number");
  return Object.fromEntries([...figures, ...answers]);
}

/** Facts, growth and what the card says, from today's visit with these values laid over it. */
export function meaningOf(subject: Subject, values: Values) {
  const growth = growthWith(subject, values);
  const facts = factsOf(subject, values, growth);
  return { growth, facts, evaluation: evaluationOf(subject, facts) };
}

function suggestionsFor(subject: Subject): FormValues {
  const { facts } = meaningOf(subject, {});
  return suggestions(subject, facts) as FormValues;
}

function splitFields(
  subject: Subject,
  step: StepNumber,
  form: FormValues,
  added: ReadonlySet<string>,
): { open: Field[]; addable: Field[]; recorded: Field[]; carried: Field[] } {
  const given = givenByDoses(subject);
  const facts = factsOf(subject, { ...form, ...given }, null);
  const fields = fieldsOf(subject, step, facts);
  const isRecorded = ({ id }: Field): boolean => isKnown(subject.visit?.values[id]);
  const isCarried = ({ id }: Field): boolean => id in given;
  const isAsked = (field: Field): boolean =>
    isDue(field, facts) || added.has(field.id) || (form[field.id] ?? "") !== "";
  const unanswered = fields.filter((field) => !isRecorded(field) && !isCarried(field));
  return {
    open: unanswered.filter(isAsked),
    addable: unanswered.filter((field) => !isAsked(field)),
    recorded: fields.filter(isRecorded),
    carried: fields.filter(isCarried),
  };
}

/** What a dose has answered is saved with the step, without being asked. */
const withCarried = (
  carried: readonly Field[],
  { values, invalid }: { values: Record<string, unknown>; invalid: string[] },
) => ({ invalid, values: { ...values, ...Object.fromEntries(carried.map(({ id }) => [id, true])) } });

/** How a length was measured means nothing without the length. */
function withoutOrphans(parsed: { values: Record<string, unknown>; invalid: string[] }) {
  const { measured, ...rest } = parsed.values;
  const keeps = measured !== undefined && rest.length_height_cm !== undefined;
  return { invalid: parsed.invalid, values: keeps ? { ...rest, measured } : rest };
}

function useQuestions(
  subject: Subject,
  fields: readonly Field[],
  values: Values,
): ReadonlyMap<string, string> {
  const phone = usePhone();
  return useMemo(() => {
    const asked = questionsAbout(subject, fields, { ...subject.visit?.values, ...values });
    const weights = phone.rows.visitsOn(subject.today).flatMap(({ card, values: seen }) => {
      const weight = card === "balita" ? seen.weight_kg : null;
      return typeof weight === "number" ? [weight] : [];
    });
    const digits = fields.some((field) => field.id === "weight_kg") ? digitQuestion(weights) : null;
    if (digits && !asked.has("weight_kg") && values.weight_kg !== undefined) asked.set("weight_kg", digits);
    return asked;
  }, [subject, fields, values]);
}

/** Raises each emergency once: again only after it was taken back, and never while a request of this visit names it. */
function useDangerWatch(subject: Subject, evaluation: Evaluation, form: Form): void {
  const phone = usePhone();
  const raised = useRef<ReadonlySet<string>>(new Set());
  const fired = emergencies(evaluation.fired);
  const ids = fired.map(({ id }) => id).join(" ");
  useEffect(() => {
    if (!form.ready) return;
    const { person, today } = subject;
    const visit = phone.visitId(person.id, today);
    const known = phone.rows.requestsOf(person.id).filter((request) => request.visit === visit);
    const named = new Set(known.flatMap((request) => request.reasons.map(({ rule }) => rule)));
    const fresh = fired.filter(({ id }) => !raised.current.has(id) && !named.has(id));
    raised.current = new Set(fired.map(({ id }) => id));
    if (fresh.length === 0) return;
    const slips = fresh.flatMap((each) => each.trace.map((clause) => clause.fact));
    const onWrong = (): void => form.setAll(slipsOf(slips));
    void raiseDanger(phone, { person: person.id, name: person.name, visit, fired: fresh, onWrong });
  }, [ids, form.ready]);
}
