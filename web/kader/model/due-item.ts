// What a due list is made of. Pure; no DOM.
import type { PersonView, RequestView, Rows } from "../core/api.ts";
import type { HomePlanRow } from "../generated/wire.ts";
import type { TaskCode } from "./growth-path.ts";

export type DueKind =
  | "critical"
  | "referral"
  | "answer"
  | "path"
  | "neonatal"
  | "postnatal"
  | "anc"
  | "immunisation"
  | "vitamin_a"
  | "deworming"
  | "weighing"
  | "pressure"
  | "glucose"
  | "haemoglobin"
  | "tablets"
  | "yearly"
  | "home"
  | "screening"
  | "aid";

export interface DueItem {
  kind: DueKind;
  product: string;
  dose: number | null;
  /** When it became or becomes due. */
  date: string;
  overdue: boolean;
  /** Last day it may be given; null without limit. */
  latest: string | null;
  risk: number;
  /** Code of the reason in content/schedules/words.json; empty for what no schedule tells. */
  reason: string;
  request?: RequestView;
  /** Of a growth path: what is to be done. */
  task?: TaskCode;
  /** How many of it. */
  count?: number;
  /** Of first aid: the path to go on with. */
  aid?: string;
}

export interface DuePerson {
  person: PersonView;
  items: readonly DueItem[];
  risk: number;
  date: string;
}

export type ScheduleId = "immunisation" | "vitamin-a" | "deworming" | "anc" | "postnatal" | "neonatal" | "td";

export interface Anchors {
  birth_date?: string | null;
  lmp_date?: string | null;
  delivery_date?: string | null;
  sex?: string | null;
  province?: string | null;
}

export interface Given {
  product: string;
  date: string;
  dose: number | null;
}

export interface ForecastRow {
  series: string;
  product: string;
  dose: number;
  status: "given" | "due" | "overdue" | "early" | "future" | "closed";
  due_date: string;
  earliest: string;
  latest: string | null;
  given_on: string | null;
  reason: string;
}

/** The forecaster of the knowledge room, bound to its schedules (model/schedule.ts). */
export type Forecaster = (
  schedule: ScheduleId,
  who: Anchors,
  history: readonly Given[],
  on: string,
) => ForecastRow[];

export interface DueContext {
  rows: Rows;
  today: string;
  now: Date;
  /** Two digits of the province of the post. */
  province: string;
  forecast: Forecaster;
  /** Who is to be visited at home, by the person under whom the family is listed. Left out: looked up. */
  planned?: ReadonlyMap<string, HomePlanRow>;
}

/** Something that no schedule tells. */
export const itemOf = (kind: DueKind, date: string, risk: number, overdue: boolean): DueItem => ({
  kind,
  product: "",
  dose: null,
  date,
  overdue,
  latest: null,
  risk,
  reason: "",
});
