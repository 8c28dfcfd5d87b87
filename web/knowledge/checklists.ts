// What the answers to a checklist of a post say. Twin: `simpul/knowledge/checklists.py`; both pass `vectors/checklists.json`.
export interface ChecklistWords {
  id: string;
  en: string;
}
export type ChecklistAnswer = "yes" | "no" | "not_yet";
export type ChecklistState = "ready" | "almost" | "begun";

export interface ChecklistItem {
  id: string;
  ask: ChecklistWords;
  help: ChecklistWords;
  next: ChecklistWords;
  needed: boolean;
}

export interface Checklist {
  id: string;
  edition: string;
  title: ChecklistWords;
  lead: ChecklistWords;
  recheck_months: number;
  almost_from: number;
  results: Record<ChecklistState, { title: ChecklistWords; text: ChecklistWords }>;
  items: readonly ChecklistItem[];
}

/** `left`: the items that are still to come, needed ones first. */
export interface ChecklistResult {
  state: ChecklistState;
  left: readonly ChecklistItem[];
}

/** An item without an answer counts as not yet there. */
export function judge(
  { items, almost_from }: Pick<Checklist, "items" | "almost_from">,
  answers: Readonly<Record<string, ChecklistAnswer>>,
): ChecklistResult {
  const left = items.filter(({ id }) => answers[id] !== "yes");
  const needed = items.filter((item) => item.needed).length;
  const open = left.filter((item) => item.needed).length;
  const share = needed === 0 ? 1 : (needed - open) / needed;
  const state = open === 0 ? "ready" : share >= almost_from ? "almost" : "begun";
  return { state, left: [...left].sort((a, b) => Number(b.needed) - Number(a.needed)) };
}
