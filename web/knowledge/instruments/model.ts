/** Screening instruments as data (schema: content/schema/instrument.schema.json). Python twin: simpul/knowledge/instruments. */
import type { Action, Text } from "../cards/model.ts";
import type { Rule, TraceClause } from "../rules/index.ts";

export type Scale = { readonly kind: "yes_no" | "steps"; readonly values: readonly number[] };

/** A value that follows from what is known about the person where nothing was given. */
export type Derive<V> = { readonly when: Rule; readonly value: V };

/** One question by its printed number; the wording lies in a text pack. */
export type Item = {
  readonly id: string;
  readonly scale: string;
  readonly domain?: string;
  readonly reverse?: boolean;
  /** Not needed for a complete form. */
  readonly optional?: boolean;
  /** Asked only when this is true. */
  readonly when?: Rule;
  readonly derive?: readonly Derive<number>[];
  /** Filled in beforehand from what the card measured on the same day. */
  readonly measured?: readonly Derive<number>[];
};

/** Something else that is known or chosen beside the items; given among the answers under its id. */
export type Input = {
  readonly id: string;
  readonly kind: "number" | "boolean" | "choice";
  readonly min?: number;
  readonly max?: number;
  readonly choices?: readonly string[];
  readonly derive?: readonly Derive<string | number>[];
  readonly label: Text;
};

export type Part = { readonly id: string; readonly label: Text; readonly items: "all" | readonly string[] };

type Sourced = { readonly source: string; readonly certainty: string };
type Chosen = { readonly setting?: Readonly<Record<string, string>> };

export type Gate = Sourced & { readonly id: string; readonly when: Rule; readonly reason: Text };
export type Band = Sourced & Chosen & { readonly id: string; readonly label: Text; readonly when: Rule };
export type InstrumentRule = Sourced &
  Chosen & {
    readonly id: string;
    readonly when: Rule;
    readonly action: Action;
    readonly say: Text;
    /** The instrument to take up next. */
    readonly next?: string;
    readonly again_after_days?: number;
  };
export type Script = "self-harm" | "violence" | "psychosis" | "danger-sign";
/** An answer that cannot wait: it fires when answered, whatever the total, complete or not, eligible or not. */
export type Critical = Sourced & {
  readonly item: string;
  readonly when: Rule;
  readonly action: Action;
  readonly script: Script;
  readonly say: Text;
};

export type Group =
  | "mind"
  | "elderly"
  | "lungs"
  | "tbc"
  | "development"
  | "senses"
  | "violence"
  | "substances"
  | "behaviour";
export type RespondentKind = "self" | "interview" | "parent" | "teacher" | "examiner";

export type Instrument = Sourced & {
  readonly id: string;
  readonly edition: string;
  readonly valid_from: string;
  readonly title: Text;
  readonly group: Group;
  readonly respondent: readonly RespondentKind[];
  /** Ask only when no one else can hear or see. */
  readonly private: boolean;
  readonly recall_days: number | null;
  readonly next?: string;
  readonly licence: Sourced & { readonly embed: boolean; readonly holder: string; readonly terms: string };
  readonly settings?: Readonly<
    Record<string, { readonly default: string; readonly choices: readonly string[] }>
  >;
  readonly eligibility: readonly Gate[];
  readonly inputs?: readonly Input[];
  readonly scales: Readonly<Record<string, Scale>>;
  readonly items: readonly Item[];
  readonly parts: readonly Part[];
  /** The part that is the score; null when the instrument has no number. */
  readonly score: string | null;
  /** By band: the word for the paper card, which a kader may see. */
  readonly card?: Readonly<Record<string, Text>>;
  readonly bands: readonly Band[];
  readonly rules: readonly InstrumentRule[];
  readonly otherwise: { readonly action: Action; readonly say: Text };
  readonly critical: readonly Critical[];
};

/** Completed years and months; sex is L, P or null for not known. */
export type Respondent = {
  readonly ageYears: number | null;
  readonly sex: string | null;
  readonly ageMonths?: number | null;
};

export type Answers = Readonly<Record<string, unknown>>;
export type Settings = Readonly<Record<string, string>>;

/** One step of the way to an answer, as Python writes it. */
export type TraceStep =
  | {
      readonly step: "derived" | "differs";
      readonly item: string;
      readonly value: number | string;
      readonly clauses: TraceClause[];
    }
  | { readonly step: "missing" | "not_asked"; readonly items: string[] }
  | {
      readonly step: "part";
      readonly id: string;
      readonly label: Text;
      readonly value: number;
      readonly items: Record<string, number>;
    }
  | ({ readonly step: "not_eligible"; readonly clauses: TraceClause[] } & Omit<Gate, "when">)
  | ({ readonly step: "band"; readonly clauses: TraceClause[] } & Omit<Band, "when" | "setting">)
  | ({ readonly step: "rule"; readonly clauses: TraceClause[] } & Omit<InstrumentRule, "when" | "setting">)
  | ({ readonly step: "critical"; readonly clauses: TraceClause[] } & Omit<Critical, "when">)
  | { readonly step: "otherwise"; readonly action: Action; readonly say: Text };

/** `score` and `band` are null while not complete or not eligible; `action` is then only that of a critical answer. */
export type Scored = {
  readonly complete: boolean;
  readonly score: number | null;
  readonly band: string | null;
  readonly critical: string[];
  readonly action: Action | null;
  readonly edition: string;
  readonly trace: TraceStep[];
  readonly eligible: boolean;
  readonly reason: Text | null;
  readonly missing: string[];
};

/** The wording of an instrument in one language. */
export type TextPack = {
  readonly instrument: string;
  readonly lang: string;
  readonly edition: string;
  /** own: our plain rendering; official: the holder's wording; licensed: loaded by an institution. */
  readonly rendering: "own" | "official" | "licensed";
  readonly source: string;
  readonly certainty: string;
  readonly notice?: string;
  /** Said before the first item. */
  readonly intro: string;
  readonly items: Readonly<Record<string, { readonly ask: string; readonly help?: string }>>;
  /** Words of the values, by scale or by item, then by value. */
  readonly options: Readonly<Record<string, Readonly<Record<string, string>>>>;
};
