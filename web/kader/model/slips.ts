// What is cleared when a danger sign was a slip of the finger. Pure; no DOM.

/** Figures that one reading gives together: one of them alone means nothing. */
const TOGETHER = [["systolic", "diastolic"]] as const;

/** The fields to clear: those named, and what was read with them. */
export function slipsOf(facts: readonly string[]): Record<string, ""> {
  const pairs = TOGETHER.filter((pair) => pair.some((field) => facts.includes(field))).flat();
  return Object.fromEntries([...facts, ...pairs].map((field) => [field, ""]));
}
