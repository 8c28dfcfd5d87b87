// What the post has promised for a day to come: an agreed time, a greeting after first aid, a visit at home. Pure; no DOM.
import type { FirstAidView, Rows } from "../core/api.ts";
import { localDay } from "../i18n/moment.ts";
import { agreedTime } from "./answers.ts";
import { waits } from "./first-aid-tasks.ts";
import { openPlans } from "./home-visits.ts";

/** `day`: the local day; `at` the moment, where an hour was agreed; `id`: of the request, the path or the family. */
export interface Promised {
  kind: "appointment" | "greeting" | "visit";
  day: string;
  at: string | null;
  id: string;
  /** About whom a greeting is; null where nobody was named. */
  person: string | null;
}

export interface Ahead {
  /** The next of its kind. */
  next: Promised;
  /** How many there are of it. */
  count: number;
}

/** The next promise of each kind with their number, the soonest first; a greeting that was not kept stays. */
export function ahead(rows: Rows, now: Date, today: string): Ahead[] {
  const kinds = [appointments(rows, now), greetings(rows.firstAids()), visits(rows, today)];
  return kinds
    .flatMap((found): Ahead[] => {
      const [next] = found.sort(soonest);
      return next ? [{ next, count: found.length }] : [];
    })
    .sort((a, b) => soonest(a.next, b.next));
}

const soonest = (a: Promised, b: Promised): number =>
  a.day.localeCompare(b.day) || (a.at ?? "").localeCompare(b.at ?? "");

function appointments(rows: Rows, now: Date): Promised[] {
  return rows.requests().flatMap((request) => {
    const at = agreedTime(request, now);
    return at ? [{ kind: "appointment", day: localDay(at), at, id: request.id, person: request.person }] : [];
  });
}

function greetings(aids: readonly FirstAidView[]): Promised[] {
  const followed = new Set(aids.map((aid) => aid.follows));
  return aids.flatMap((aid) => {
    const { follow_up: day, person } = aid;
    if (day === null || waits(aid) || followed.has(aid.aid)) return [];
    return [{ kind: "greeting", day, at: null, id: aid.id, person }];
  });
}

const visits = (rows: Rows, today: string): Promised[] =>
  openPlans(rows)
    .filter(({ date }) => date >= today)
    .map(({ date, subject }) => ({ kind: "visit", day: date, at: null, id: subject, person: null }));
