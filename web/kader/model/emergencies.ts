// Emergencies that nobody has answered yet. Pure; no DOM.
import type { Rows } from "../core/api.ts";
import { activePersons } from "./day.ts";
import { kept } from "./people.ts";
import { isOpen } from "./referral.ts";

/** How many people of the post wait for an answer to an emergency: the same that the due list shows. */
export function unansweredEmergencies(rows: Rows): number {
  const open = rows.requests().filter((row) => row.urgency === "darurat" && isOpen(row));
  const people = new Set(open.map(({ person }) => person && kept(rows, person)?.id));
  return people.size > 0 ? activePersons(rows).filter(({ id }) => people.has(id)).length : 0;
}
