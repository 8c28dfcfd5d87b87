/** The official cards (kartu bantu) as data. Python twin: simpul/knowledge/cards. */
import type { Rule } from "../rules/index.ts";

/** One sentence in each language. */
export type Text = { readonly id: string; readonly en: string };

export type Action = "edukasi" | "konsul" | "rujuk" | "darurat";
/** From mild to urgent; the highest that fires wins. */
export const ACTIONS: readonly Action[] = ["edukasi", "konsul", "rujuk", "darurat"];

export type FieldType = "decimal" | "integer" | "boolean" | "choice" | "text" | "date";
export type Step = 1 | 2 | 3 | 4 | 5;

export type Choice = { readonly value: string; readonly label: Text };

/** A list of yes/no fields to tap, with the word for none of them. */
export type FieldGroup = {
  readonly id: string;
  readonly label: Text;
  readonly none: Text;
  readonly help?: Text;
};

/** One column that a person fills at a step (langkah 1 to 5). `min` and `max` are plausible, never enforced. */
export type Field = {
  readonly id: string;
  readonly label: Text;
  readonly step: Step;
  readonly type: FieldType;
  readonly unit?: string;
  readonly decimals?: number;
  readonly min?: number;
  readonly max?: number;
  /** Shown unless this is false. */
  readonly when?: Rule;
  /** Asked today unless this is false; what is not asked can still be added. */
  readonly due?: Rule;
  /** Never asked by itself; can be added. */
  readonly optional?: boolean;
  /** The last answer stays a fact until the next one. */
  readonly lasting?: boolean;
  /** Asked alone; on no paper and no parent's page. */
  readonly private?: boolean;
  readonly group?: string;
  /** Its word in the list of its group. */
  readonly short?: Text;
  readonly choices?: readonly Choice[];
  readonly help?: Text;
  readonly source: string;
  readonly certainty?: string;
};

export type CardRule = {
  readonly id: string;
  readonly when: Rule;
  readonly action: Action;
  /** How soon a referral asks for an answer, where that is not what its action says. */
  readonly urgency?: "biasa" | "segera";
  readonly say: Text;
  readonly do_at_home?: Text;
  readonly bring?: Text;
  /** Said to the person alone, kept with no result. */
  readonly private?: boolean;
  /** The rule is active only when every named setting has this value. */
  readonly setting?: Readonly<Record<string, string>>;
  readonly source: string;
  readonly certainty: string;
};

/** A column of the paper card, for printing: which fields or derived facts fill it. */
export type Column = {
  readonly no: string;
  readonly label: Text;
  readonly from: readonly string[];
  readonly step: Step;
};

export type Setting = {
  readonly default: string;
  readonly choices: readonly string[];
  readonly source: string;
  readonly certainty: string;
};

export type Card = {
  readonly id: string;
  readonly edition: string;
  readonly title: Text;
  readonly source: string;
  readonly valid_from: string;
  readonly settings?: Readonly<Record<string, Setting>>;
  readonly eligibility: Rule;
  readonly groups?: readonly FieldGroup[];
  readonly fields: readonly Field[];
  readonly derived: readonly string[];
  readonly columns: readonly Column[];
  readonly rules: readonly CardRule[];
};
