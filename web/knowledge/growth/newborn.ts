/** Small and early newborns, whom the curves of children born at term do not fit. Python twin: simpul/knowledge/growth/newborn.py. */

export interface NewbornRules {
  small_below_kg: number;
  small_until_day: number;
  preterm_below_weeks: number;
  judged_from_weeks: number;
}

/** Born before term, and not yet of the age at which a child would have been born. False where the weeks are not known. */
export const isEarly = (rules: NewbornRules, weeks: number | null, age_days: number): boolean =>
  weeks !== null && weeks < rules.preterm_below_weeks && weeks + age_days / 7 < rules.judged_from_weeks;

/** Of low weight in the first weeks. */
export const isSmall = (rules: NewbornRules, weight_kg: number | null, age_days: number): boolean =>
  weight_kg !== null && weight_kg < rules.small_below_kg && age_days <= rules.small_until_day;
