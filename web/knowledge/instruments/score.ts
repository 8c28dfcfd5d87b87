/** Score one filled instrument: only when complete, with the critical answers always, and every step in the trace. */
import { ACTIONS, type Action } from "../cards/model.ts";
import { trace as clausesOf, type Rule } from "../rules/index.ts";
import { fired, readAnswers, readable } from "./answers.ts";
import { type Compiled, type CompiledItem, compile, type Tested } from "./compile.ts";
import type {
  Answers,
  Critical,
  Derive,
  Gate,
  Input,
  Instrument,
  Item,
  Respondent,
  Scored,
  Settings,
  TraceStep,
} from "./model.ts";

const MONTHS_PER_YEAR = 12;

type Sheet = { values: Map<string, number>; facts: Record<string, unknown>; notes: TraceStep[] };

/**
 * Score the answers (by printed item number; empty or null is not answered). `settings` choose between variants that
 * the instrument declares. Throws AnswerError for an answer that cannot be.
 */
export function scoreAnswers(
  instrument: Instrument,
  respondent: Respondent,
  answers: Answers,
  settings: Settings = {},
): Scored {
  const compiled = compile(instrument);
  const sheet = fill(instrument, compiled, respondent, answers);
  const critical = compiled.critical.filter((each) => each.test(sheet.facts) === true);
  const shut = compiled.gates.find((gate) => gate.test(sheet.facts) !== true) ?? null;
  const missing = compiled.items.filter((item) => lacks(item, sheet)).map((item) => item.data.id);
  if (shut || missing.length > 0) return unscored(instrument, sheet, critical, shut, missing);
  return whole(instrument, compiled, sheet, critical, settings);
}

/** What to put to this person: the inputs, and the items that age boxes and branches leave. */
export type ToAsk = { readonly inputs: readonly Input[]; readonly items: readonly Item[] };

/** What to ask, given the answers so far; not what follows from age, sex or another answer. A slip is passed over. */
export function toAsk(instrument: Instrument, respondent: Respondent, answers: Answers): ToAsk {
  const compiled = compile(instrument);
  const sheet = fill(instrument, compiled, respondent, readable(instrument, answers));
  const follows = new Set(sheet.notes.map((note) => (note.step === "derived" ? note.item : null)));
  return {
    inputs: compiled.inputs.map(({ data }) => data).filter(({ id }) => !follows.has(id)),
    items: compiled.items
      .filter((item) => isAsked(item, sheet) && !follows.has(item.data.id))
      .map(({ data }) => data),
  };
}

/** Facts about the person; of two ages the one that is absent follows from the other. */
function personFacts({ ageYears, sex, ageMonths = null }: Respondent): Record<string, unknown> {
  const months = ageMonths ?? (ageYears === null ? null : ageYears * MONTHS_PER_YEAR);
  const years = ageYears ?? (ageMonths === null ? null : ageMonths / MONTHS_PER_YEAR);
  return { age_years: completed(years), age_months: completed(months), sex };
}

const completed = (age: number | null): number | null => (age === null ? null : Math.trunc(age));

/** The answers as facts, and what the person's age and sex answer by themselves. */
function fill(instrument: Instrument, compiled: Compiled, respondent: Respondent, answers: Answers): Sheet {
  const { values, known } = readAnswers(instrument, answers);
  const sheet: Sheet = {
    values,
    facts: { ...personFacts(respondent), ...Object.fromEntries(known) },
    notes: [],
  };
  for (const { data, derived } of compiled.inputs) derive(sheet, data.id, data.id, derived);
  for (const [name, value] of values) sheet.facts[`item_${name}`] = value;
  for (const { data, derived } of compiled.items) {
    const value = derive(sheet, data.id, `item_${data.id}`, derived);
    if (value !== null) values.set(data.id, value);
  }
  return sheet;
}

/** What follows for one item or input: it becomes a fact where nothing was given; a difference is noted. */
function derive<V extends string | number>(
  sheet: Sheet,
  name: string,
  fact: string,
  derived: readonly Tested<Derive<V>>[],
): V | null {
  const found = derived.find((each) => each.test(sheet.facts) === true)?.data;
  const given = sheet.facts[fact];
  if (!found || given === found.value) return null;
  if (given === undefined) sheet.facts[fact] = found.value;
  sheet.notes.push({
    step: given === undefined ? "derived" : "differs",
    item: name,
    value: found.value,
    clauses: clausesOf(found.when, sheet.facts),
  });
  return given === undefined ? found.value : null;
}

const isAsked = (item: CompiledItem, sheet: Sheet): boolean =>
  item.asked === null || item.asked(sheet.facts) === true;

const lacks = (item: CompiledItem, sheet: Sheet): boolean =>
  !item.data.optional && !sheet.values.has(item.data.id) && isAsked(item, sheet);

function unscored(
  instrument: Instrument,
  sheet: Sheet,
  critical: readonly Tested<Critical>[],
  shut: Tested<Gate> | null,
  missing: string[],
): Scored {
  const last: TraceStep = shut ? step("not_eligible", shut.data, sheet) : { step: "missing", items: missing };
  return {
    complete: false,
    score: null,
    band: null,
    critical: fired(compile(instrument), sheet.facts),
    action: mostUrgent(critical.map((each) => each.data.action)),
    edition: instrument.edition,
    trace: [...sheet.notes, ...critical.map((each) => step("critical", each.data, sheet)), last],
    eligible: shut === null,
    reason: shut?.data.reason ?? null,
    missing,
  };
}

function whole(
  instrument: Instrument,
  compiled: Compiled,
  sheet: Sheet,
  critical: readonly Tested<Critical>[],
  settings: Settings,
): Scored {
  const parts = sums(compiled, sheet);
  const active = <T extends { readonly setting?: Settings }>(clauses: readonly Tested<T>[]): T[] =>
    clauses
      .filter(isActive(instrument, settings))
      .filter(holds(sheet))
      .map((each) => each.data);
  const [band] = active(compiled.bands);
  const rules = active(compiled.rules);
  const actions = [...critical.map((each) => each.data.action), ...rules.map((rule) => rule.action)];
  const trace: TraceStep[] = [
    ...sheet.notes,
    ...parts,
    ...critical.map((each) => step("critical", each.data, sheet)),
    ...(band ? [step("band", band, sheet)] : []),
    ...rules.map((rule) => step("rule", rule, sheet)),
    ...(actions.length === 0 ? [{ step: "otherwise", ...instrument.otherwise } as const] : []),
  ];
  return {
    complete: true,
    score: instrument.score === null ? null : (sheet.facts[instrument.score] as number),
    band: band?.id ?? null,
    critical: fired(compiled, sheet.facts),
    action: mostUrgent(actions) ?? instrument.otherwise.action,
    edition: instrument.edition,
    trace,
    eligible: true,
    reason: null,
    missing: [],
  };
}

/** Sums over the items that were asked, one trace step each; the sums join the facts. */
function sums(compiled: Compiled, sheet: Sheet): TraceStep[] {
  const asked = new Set(compiled.items.filter((item) => isAsked(item, sheet)).map((item) => item.data.id));
  const ignored = compiled.items
    .map((item) => item.data.id)
    .filter((id) => sheet.values.has(id) && !asked.has(id));
  const steps: TraceStep[] = ignored.length > 0 ? [{ step: "not_asked", items: ignored }] : [];
  for (const { id, label, ids } of compiled.parts) {
    const items: Record<string, number> = {};
    for (const each of ids) {
      const value = sheet.values.get(each);
      if (asked.has(each) && value !== undefined) items[each] = value;
    }
    const value = Object.values(items).reduce((sum, each) => sum + each, 0);
    sheet.facts[id] = value;
    steps.push({ step: "part", id, label, value, items });
  }
  return steps;
}

const isActive =
  (instrument: Instrument, settings: Settings) =>
  <T extends { readonly setting?: Settings }>({ data }: Tested<T>): boolean =>
    Object.entries(data.setting ?? {}).every(
      ([name, value]) => (settings[name] ?? instrument.settings?.[name]?.default) === value,
    );

const holds =
  (sheet: Sheet) =>
  <T>({ test }: Tested<T>): boolean =>
    test(sheet.facts) === true;

type Step = "not_eligible" | "band" | "rule" | "critical";

/** The clause with its words, without its condition, and the parts of the condition that decided. */
function step<T extends { readonly when: Rule }>(name: Step, data: T, sheet: Sheet): TraceStep {
  const { when, ...words } = data;
  const { setting: _, ...shown } = words as { setting?: unknown };
  return { step: name, ...shown, clauses: clausesOf(when, sheet.facts) } as unknown as TraceStep;
}

const mostUrgent = (actions: readonly Action[]): Action | null =>
  actions.reduce<Action | null>(
    (worst, action) => (worst && ACTIONS.indexOf(worst) >= ACTIONS.indexOf(action) ? worst : action),
    null,
  );
