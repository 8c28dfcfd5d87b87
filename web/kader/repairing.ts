import type { Draft, Entry, Phone } from "./core/api.ts";
import { answering } from "./model/repairing.ts";
import { routeStack } from "./nav.ts";

let target: Entry | null = null;

/** "Perbaiki" was tapped: what the next screen saves about this entry answers it. */
export const startRepair = (entry: Entry): void => {
  target = entry;
};

/** The drafts as they are recorded: with the answer, as long as the way here led over "perlu diperbaiki". */
export function withAnswer(phone: Phone, drafts: Draft[]): Draft[] {
  const open = target && phone.repairs().some(({ entry }) => entry.id === target?.id);
  if (!target || !open || !routeStack().some(({ screen }) => screen === "repairs")) return drafts;
  return answering(target, drafts, phone.newId);
}
