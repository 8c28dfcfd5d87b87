// Which part of the due list a kader looks at: what waits, which group, which RT. Pure; no DOM.
import type { Rows } from "../core/api.ts";
import { type CardName, cardOf } from "./day.ts";
import type { DueKind, DuePerson } from "./due-item.ts";

/** Filter → the kinds it holds. Those for whom questions alone wait stand last in `all`: their risk is lowest. */
export const KINDS = {
  all: null,
  critical: ["critical", "aid"],
  referral: ["referral", "answer"],
  growth: ["path"],
  immunisation: ["immunisation"],
  vitamin_a: ["vitamin_a", "deworming"],
  weighing: ["weighing"],
  anc: ["anc"],
  postnatal: ["postnatal", "neonatal"],
  youth: ["haemoglobin", "tablets"],
  later: ["pressure", "glucose", "yearly"],
  home: ["home"],
  screening: ["screening"],
} as const satisfies Record<string, readonly DueKind[] | null>;

export type KindFilter = keyof typeof KINDS;

export interface Filters {
  kind: KindFilter;
  group: CardName | "";
  rt: string;
}

export const EVERYTHING: Filters = { kind: "all", group: "", rt: "" };
/** Families whose RT nobody has written down. */
export const NO_RT = "–";

function hasKind(due: DuePerson, filter: KindFilter): boolean {
  const kinds: readonly DueKind[] | null = KINDS[filter];
  return !kinds || due.items.some((item) => kinds.includes(item.kind));
}

/** RT of the family as one number: 3, 03 and 003 are the same RT. */
export function rtOf(rows: Rows, due: DuePerson): string {
  const rt = due.person.family ? (rows.families.get(due.person.family)?.rt ?? "") : "";
  return rt.trim().replace(/^0+(?=\d)/, "") || NO_RT;
}

/** The list that the filters let through. */
export function filtered(
  list: readonly DuePerson[],
  filters: Filters,
  rows: Rows,
  today: string,
): readonly DuePerson[] {
  return list.filter(
    (due) =>
      hasKind(due, filters.kind) &&
      (filters.rt === "" || rtOf(rows, due) === filters.rt) &&
      (filters.group === "" || cardOf(rows, due.person, today) === filters.group),
  );
}

/** How many each kind holds; kinds with nobody are left out, but for everything. */
export const kindCounts = (list: readonly DuePerson[]): [KindFilter, number][] =>
  (Object.keys(KINDS) as KindFilter[])
    .map((kind): [KindFilter, number] => [kind, list.filter((due) => hasKind(due, kind)).length])
    .filter(([kind, n]) => n > 0 || kind === "all");

/** RTs of the list, by number. */
export const rtsOf = (list: readonly DuePerson[], rows: Rows): string[] =>
  [...new Set(list.map((due) => rtOf(rows, due)))].sort((a, b) =>
    a.localeCompare(b, "id", { numeric: true }),
  );
