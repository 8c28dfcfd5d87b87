/** One thing to do at home, suited to the age: feeding (PMBA), stimulation, recovery food. */
import content from "../../../content/cards/home-advice.json" with { type: "json" };
import { compileRule, type Facts, type Rule, type Test } from "../rules/index.ts";
import type { Text } from "./model.ts";

export type Advice = {
  readonly id: string;
  readonly kind: string;
  readonly say: Text;
  readonly source: string;
};
/** `one` is what to say today; the others are the general tips of the age. */
export type HomeAdvice = { readonly one: Advice; readonly feeding: Advice; readonly stimulation: Advice };

type Tip = Advice & { readonly when?: Rule };
type Band = { readonly min_months: number; readonly max_months: number; readonly tips: readonly Tip[] };

// Held to home-advice.schema.json by the content check.
const { first, bands } = content as unknown as { first: readonly Tip[]; bands: readonly Band[] };
const tests = new Map<string, Test>();

function isTrue(tip: Tip, facts: Facts): boolean {
  if (!tip.when) return false;
  let test = tests.get(tip.id);
  if (!test) {
    test = compileRule(tip.when, tip.id);
    tests.set(tip.id, test);
  }
  return test(facts) === true;
}

const asAdvice = ({ id, kind, say, source }: Tip): Advice => ({ id, kind, say, source });

/**
 * Advice for a child of so many completed months; null outside 0 to 72.
 * A tip whose condition is true goes first; otherwise feeding and stimulation take turns by month.
 */
export function homeAdvice(ageMonths: number, facts: Facts): HomeAdvice | null {
  const band = bands.find((b) => b.min_months <= ageMonths && ageMonths <= b.max_months);
  const feeding = band?.tips.find((tip) => tip.kind === "feeding" && !tip.when);
  const stimulation = band?.tips.find((tip) => tip.kind === "stimulation" && !tip.when);
  if (!band || !feeding || !stimulation) return null;
  const usual = ageMonths % 2 ? stimulation : feeding;
  const one = [...first, ...band.tips].find((tip) => isTrue(tip, facts)) ?? usual;
  return { one: asAdvice(one), feeding: asAdvice(feeding), stimulation: asAdvice(stimulation) };
}
