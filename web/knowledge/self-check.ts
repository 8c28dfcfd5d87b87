/**
 * The citizens' self-check: which colour of the e-Jiwa scale follows from a scored form. The twin of
 * `simpul/knowledge/self_check.py`; both are held to `vectors/self-check.json`.
 */
import { type EJiwa, eJiwaOf } from "./colour-scales.ts";
import type { Scored } from "./instruments/model.ts";

/** Gravest first (`levels` of content/programme/self-check.json). */
export interface LevelRule {
  readonly level: string;
  readonly actions: readonly string[];
  readonly bands: readonly string[];
}

/** The colour of a scored form; null while it is not complete, unless an answer cannot wait. */
export function levelOf(rules: readonly LevelRule[], instrument: string, scored: Scored): EJiwa | null {
  const { action, band } = scored;
  if (action === null) return null;
  const fits = rules.find(
    (rule) => rule.actions.includes(action) || rule.bands.includes(`${instrument}:${band}`),
  );
  return eJiwaOf((fits ?? rules[0])?.level);
}
