/** Checklists of visits at home (content/homevisits). Python twin: simpul/knowledge/homevisits. */
import balita from "../../../content/homevisits/balita.json" with { type: "json" };
import bayi from "../../../content/homevisits/bayi.json" with { type: "json" };
import bumil from "../../../content/homevisits/bumil.json" with { type: "json" };
import dewasa from "../../../content/homevisits/dewasa.json" with { type: "json" };
import house from "../../../content/homevisits/family.json" with { type: "json" };
import lansia from "../../../content/homevisits/lansia.json" with { type: "json" };
import nifas from "../../../content/homevisits/nifas.json" with { type: "json" };
import plan from "../../../content/homevisits/plan.json" with { type: "json" };
import remaja from "../../../content/homevisits/remaja.json" with { type: "json" };
import tbc from "../../../content/homevisits/tbc.json" with { type: "json" };
import {
  ACTIONS,
  type Action,
  type Card,
  type CardRule,
  evaluate,
  type Field,
  type Fired,
  isEligible,
  type Text,
  visibleFields,
} from "../cards/index.ts";
import type { Facts } from "../rules/index.ts";

export type ChecklistId = "bumil" | "nifas" | "bayi" | "balita" | "remaja" | "dewasa" | "lansia" | "tbc";
export type Category = "layanan" | "obat" | "bahaya" | "tbc";
export type Section = "bahaya" | "obat" | "layanan" | "kebiasaan" | "rumah";
export const SECTIONS: readonly Section[] = ["bahaya", "obat", "layanan", "kebiasaan", "rumah"];

export type Question = Field & { readonly section: Section };
/** A checklist is a card without steps and columns, whose rules may belong to a category of the weekly evaluation. */
export type Checklist = Omit<Card, "fields" | "rules"> & {
  readonly fields: readonly Question[];
  readonly rules: readonly (CardRule & { readonly category?: Category })[];
};

/** What answers mean. `categories` in the order of the form. */
export interface Found {
  readonly action: Action | null;
  readonly categories: readonly Category[];
  readonly fired: readonly Fired[];
  readonly edition: string;
}

export interface Option {
  readonly id: string;
  readonly label: Text;
}

// The JSON is held to homevisit-checklist.schema.json by the content check, which TypeScript cannot see.
const checklist = (data: unknown): Checklist => {
  const read = data as Omit<Checklist, "columns">;
  return { ...read, columns: [], fields: read.fields.map((field) => ({ ...field, step: 1 })) };
};

export const CHECKLISTS = {
  bumil: checklist(bumil),
  nifas: checklist(nifas),
  bayi: checklist(bayi),
  balita: checklist(balita),
  remaja: checklist(remaja),
  dewasa: checklist(dewasa),
  lansia: checklist(lansia),
  tbc: checklist(tbc),
} satisfies Record<ChecklistId, Checklist>;
export const CHECKLIST_IDS = Object.keys(CHECKLISTS) as ChecklistId[];
export const HOUSE = checklist(house);
export const PLAN = plan;
export const CATEGORIES: readonly Option[] = plan.categories;

/** Checklists whose eligibility holds for the facts of the day, in the order of the form. */
export const checklistsFor = (facts: Facts): ChecklistId[] =>
  CHECKLIST_IDS.filter((id) => isEligible(CHECKLISTS[id], facts) === true);

/**
 * What is asked with these facts and the answers so far, the gravest section first. What depends on another answer is
 * asked once that answer is yes: nobody is asked about the medicine of an illness they do not have.
 */
export function questionsOf(of: Checklist, facts: Facts): Question[] {
  const asked = of.fields.filter(({ type }) => type === "boolean");
  const notYet = Object.fromEntries(asked.map(({ id }) => [id, false]));
  const shown = visibleFields(of, { ...notYet, ...facts }) as Question[];
  return SECTIONS.flatMap((section) => shown.filter((field) => field.section === section));
}

/** What the answers say. A question nobody answered decides nothing. */
export function findings(of: Checklist, answers: Facts): Found {
  const { action, fired, edition } = evaluate(of, answers);
  const categoryOf = new Map(of.rules.map((rule) => [rule.id, rule.category]));
  const said = new Set(fired.map(({ id }) => categoryOf.get(id)));
  const categories = CATEGORIES.map(({ id }) => id as Category).filter((id) => said.has(id));
  return { action, categories, fired, edition };
}

/** The most urgent of some actions. */
export const gravest = (actions: readonly (Action | null)[]): Action | null =>
  ACTIONS.filter((action) => actions.includes(action)).pop() ?? null;
