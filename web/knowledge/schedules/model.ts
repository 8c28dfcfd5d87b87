/** What goes into a forecast and what comes out. Dates are `YYYY-MM-DD`. Python twin: simpul/knowledge/schedules. */
import type { Text } from "../cards/model.ts";

export type Status = "given" | "due" | "overdue" | "early" | "future" | "closed";
export type Anchor = "birth_date" | "lmp_date" | "delivery_date";

/** One entry of a history: a product id, its date, and the dose number written down, if any. */
export type Dose = { readonly product: string; readonly date: string; readonly dose?: number | null };

/** `province` is any Kemendagri area code; its first two digits count. */
export type Person = {
  readonly birth_date?: string | null;
  readonly sex?: string | null;
  readonly province?: string | null;
  readonly lmp_date?: string | null;
  readonly delivery_date?: string | null;
};

/**
 * One dose or contact. `early` is the next one of its series that must still wait, `future` waits for an earlier one.
 * `reason` is a code of content/schedules/words.json.
 */
export type Row = {
  readonly series: string;
  readonly product: string;
  readonly dose: number;
  readonly status: Status;
  readonly due_date: string;
  readonly earliest: string;
  readonly latest: string | null;
  readonly given_on: string | null;
  readonly given_product: string | null;
  readonly reason: string;
};

/** An entry of the history that does not count, with the code of the reason. */
export type NotCounted = {
  readonly product: string;
  readonly date: string;
  readonly dose: number | null;
  readonly reason: string;
};

export type Forecast = {
  readonly schedule: string;
  readonly edition: string;
  readonly on: string;
  readonly rows: readonly Row[];
  readonly not_counted: readonly NotCounted[];
  /** Dates of the valid doses by series, in order. */
  readonly counted: Readonly<Record<string, readonly string[]>>;
};

export type Interval = { readonly days?: number; readonly months?: number };

export type SlotData = {
  readonly product: string;
  readonly dose: number;
  readonly from_day: number;
  readonly valid_from_day: number;
  readonly last_day: number;
  readonly restricted_from_day: number | null;
  readonly min_interval: Interval | null;
  readonly space_days?: number;
  readonly overdue_after_days?: number;
};

type SeriesBase = {
  readonly id: string;
  readonly accepts: readonly string[];
  readonly where?: string;
  readonly where_not?: string;
};
export type SequenceData = SeriesBase & {
  readonly mode: "sequence";
  readonly doses: readonly SlotData[];
  readonly covered_by?: { readonly series: string; readonly product: string };
};
export type WindowData = {
  readonly product: string;
  readonly dose: number;
  readonly from_day: number;
  readonly last_day: number;
  readonly label: Text;
};
export type WindowsData = SeriesBase & { readonly mode: "windows"; readonly windows: readonly WindowData[] };
export type BandData = {
  readonly product: string;
  readonly min_months: number;
  readonly max_months: number;
  readonly amount: Text;
};
export type RoundsData = SeriesBase & {
  readonly mode: "rounds";
  readonly rounds: readonly { readonly month: number; readonly sweep_month: number }[];
  readonly bands: readonly BandData[];
  readonly min_gap_days: number;
};
export type SeriesData = SequenceData | WindowsData | RoundsData;

export type Place = { readonly province: string; readonly born_from: string };

export type DropOut = {
  readonly id: string;
  readonly series: string;
  readonly first: number;
  readonly last: number;
  readonly from_months: number;
};
export type CompleteRule = { readonly by_months: number; readonly needs: Readonly<Record<string, number>> };
export type StatusRules = {
  readonly idl: CompleteRule;
  readonly ibl: CompleteRule;
  readonly zero_dose: {
    readonly series: string;
    readonly from_months: number;
    readonly watch_from_months: number;
  };
  readonly drop_out: readonly DropOut[];
};

/** A schedule of content/schedules. */
export type Schedule = {
  readonly id: string;
  readonly edition: string;
  readonly title: Text;
  readonly anchor: Anchor;
  readonly same_product_days: number;
  readonly overdue_after_days: number;
  readonly live_gap?: {
    readonly days: number;
    readonly products: readonly string[];
    readonly repeats: readonly string[];
  };
  readonly areas?: Readonly<Record<string, readonly Place[]>>;
  readonly series: readonly SeriesData[];
  readonly statuses?: StatusRules;
};
