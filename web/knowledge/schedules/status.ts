/** Immunisation status as the programme counts it: IDL, IBL, zero-dose, drop-out. */
import { addMonths, toDay } from "./days.ts";
import type { CompleteRule, DropOut, Forecast, Person, Schedule } from "./model.ts";

/** Whether a set of antigens is complete, and was so before the age; `missing` counts doses by series. */
export type Completeness = {
  readonly complete: boolean;
  readonly on_time: boolean;
  readonly missing: Readonly<Record<string, number>>;
};
/** `zero_dose` from 12 months without DPT-HB-Hib 1; `zero_dose_watch` the same from 5 months on. */
export type ImmunisationStatus = {
  readonly idl: Completeness;
  readonly ibl: Completeness;
  readonly zero_dose: boolean;
  readonly zero_dose_watch: boolean;
  readonly drop_out: readonly string[];
};

type Counted = Forecast["counted"];

/** Status on the forecast's day. Throws RangeError without a birth date or for another schedule. */
export function immunisationStatus(schedule: Schedule, person: Person, result: Forecast): ImmunisationStatus {
  const rules = schedule.statuses;
  if (!person.birth_date || !rules) {
    throw new RangeError("immunisation status needs birth_date and the schedule with statuses.");
  }
  const birth = toDay(person.birth_date);
  const on = toDay(result.on);
  const zero = rules.zero_dose;
  const none = doses(result.counted, zero.series) === 0;
  return {
    idl: completeness(rules.idl, birth, result.counted),
    ibl: completeness(rules.ibl, birth, result.counted),
    zero_dose: none && on >= addMonths(birth, zero.from_months),
    zero_dose_watch: none && on >= addMonths(birth, zero.watch_from_months),
    drop_out: rules.drop_out
      .filter((rule) => dropped(rule, birth, on, result.counted))
      .map((rule) => rule.id),
  };
}

const doses = (counted: Counted, series: string): number => counted[series]?.length ?? 0;

function completeness(rule: CompleteRule, birth: number, counted: Counted): Completeness {
  const limit = addMonths(birth, rule.by_months);
  const missing: Record<string, number> = {};
  let on_time = true;
  for (const [series, needed] of Object.entries(rule.needs)) {
    const short = needed - doses(counted, series);
    if (short > 0) missing[series] = short;
    const last = counted[series]?.[needed - 1];
    on_time &&= last !== undefined && toDay(last) < limit;
  }
  return { complete: Object.keys(missing).length === 0, on_time, missing };
}

function dropped(rule: DropOut, birth: number, on: number, counted: Counted): boolean {
  const n = doses(counted, rule.series);
  return rule.first <= n && n < rule.last && on >= addMonths(birth, rule.from_months);
}
