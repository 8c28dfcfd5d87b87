// Emergencies that nobody has answered yet. Pure; no DOM.
import type { FirstAidView, RequestView, Rows } from "../core/api.ts";
import { begunAt } from "./begun.ts";
import { activePersons } from "./day.ts";
import { waits } from "./first-aid-tasks.ts";
import { kept } from "./people.ts";
import { isOpen } from "./referral.ts";

/** Somebody who waits. `aid`: kept company, and nobody has taken over; else a request that nobody has answered. */
export interface Emergency {
  person: string | null;
  aid?: string;
  request?: string;
}

/** The first aid that ended in somebody's hands, where nothing has been asked of this person since; else null. */
export function handedOver(rows: Rows, { id, person }: RequestView): FirstAidView | null {
  const handed = rows.firstAids().find((aid) => aid.request === id && aid.accepted === true && !waits(aid));
  const since = person === null ? [] : rows.screeningsOf(person);
  return since.some((one) => begunAt(one.id) > (handed?.handed_at ?? "")) ? null : (handed ?? null);
}

/** The people of the post who wait, each once: first those who are being kept company, whom nobody may leave alone. */
export function emergencies(rows: Rows): readonly Emergency[] {
  const aided = rows.firstAids().filter(waits);
  const asked = rows
    .requests()
    .filter((row) => row.urgency === "darurat" && isOpen(row) && handedOver(rows, row) === null);
  if (aided.length + asked.length === 0) return [];
  const listed = new Set(activePersons(rows).map(({ id }) => id));
  const idOf = ({ person }: Emergency): string => {
    const id = (person && kept(rows, person)?.id) ?? "";
    return listed.has(id) ? id : "";
  };
  const seen = new Set<string>();
  const isNew = (one: Emergency): boolean => {
    const who = idOf(one) || one.aid;
    if (!who || seen.has(who)) return false;
    seen.add(who);
    return true;
  };
  const all: Emergency[] = [
    ...aided.map(({ aid, person }) => ({ aid, person })),
    ...asked.map(({ id, person }) => ({ request: id, person })),
  ];
  return all.filter(isNew);
}
