// Who belongs to whom, and what is told about a person. Pure; no DOM.
import type { ConsentRow, FamilyView, PersonView, Rows } from "../core/api.ts";
import type { Facts } from "./duplicates.ts";

/** The person that stands for this one now: whoever it was merged into. */
export function kept(rows: Rows, id: string): PersonView | undefined {
  let person = rows.persons.get(id);
  const seen = new Set<string>();
  while (person?.merged_into && !seen.has(person.id)) {
    seen.add(person.id);
    person = rows.persons.get(person.merged_into) ?? person;
  }
  return person;
}

/** Ids whose visits and doses belong to this person: itself and everyone merged into it. */
export function historyIds(rows: Rows, id: string): string[] {
  const gone = [...rows.persons.values()].filter(
    (p) => p.id !== id && p.merged_into && kept(rows, p.id)?.id === id,
  );
  return [id, ...gone.map((p) => p.id)];
}

export const familyOf = (rows: Rows, person: PersonView): FamilyView | undefined =>
  person.family ? rows.families.get(person.family) : undefined;

export function membersOf(rows: Rows, family: string): PersonView[] {
  return [...rows.persons.values()]
    .filter((p) => p.family === family && !p.merged_into)
    .sort((a, b) => (a.birth_date ?? "9").localeCompare(b.birth_date ?? "9"));
}

/** What a family is called by: its head, else whoever of it is known first. */
export const familyName = (rows: Rows, family: FamilyView): string =>
  family.head_name || (membersOf(rows, family.id).find(({ name }) => name)?.name ?? "");

export const motherOf = (rows: Rows, person: PersonView): PersonView | undefined =>
  person.mother ? kept(rows, person.mother) : undefined;

export const childrenOf = (rows: Rows, mother: string): PersonView[] =>
  [...rows.persons.values()].filter((p) => p.mother === mother && !p.merged_into);

export const motherName = (rows: Rows, person: PersonView): string =>
  motherOf(rows, person)?.name || person.mother_name;

/** The post of the system that this person moved to with the family; "" when there is none. */
export const movedTo = (rows: Rows, person: PersonView): string =>
  person.status === "moved"
    ? (rows.moves().find((move) => move.persons.includes(person.id))?.to_post_name ?? "")
    : "";

/** `RT 003/RW 002 · Jl. Melati 4`; empty parts are left out. */
export function addressLine(family: FamilyView | undefined): string {
  if (!family) return "";
  const lane = [family.rt && `RT ${family.rt}`, family.rw && `RW ${family.rw}`].filter(Boolean).join("/");
  return [lane, family.address].filter(Boolean).join(" · ");
}

export const phoneOf = (person: PersonView, family: FamilyView | undefined): string =>
  person.phone || family?.phone || "";

/** What duplicates are compared on. */
export function factsOf(rows: Rows, person: PersonView): Facts {
  const family = familyOf(rows, person);
  return {
    name: person.name,
    sex: person.sex,
    birth_date: person.birth_date,
    birth_date_estimated: person.birth_date_estimated,
    nik: person.nik,
    mother: person.mother,
    mother_name: motherName(rows, person),
    father_name: person.father_name,
    family: person.family,
    rt: family?.rt ?? "",
    rw: family?.rw ?? "",
    phone: phoneOf(person, family),
    birth_order: person.birth_order,
  };
}

/** Everyone a new person may be; people merged away are known by whom they were merged into. */
export function* everyone(rows: Rows, except?: string): Generator<readonly [string, Facts]> {
  for (const person of rows.persons.values())
    if (person.id !== except && !person.merged_into && !person.guest)
      yield [person.id, factsOf(rows, person)] as const;
}

/** The newest answer for each purpose of this person or its family. */
export function consentsOf(rows: Rows, person: PersonView): Map<string, ConsentRow> {
  const newest = new Map<string, ConsentRow>();
  for (const row of rows.consents()) {
    if (row.subject !== person.id && row.subject !== person.family) continue;
    const known = newest.get(row.purpose);
    if (!known || known.seq <= row.seq) newest.set(row.purpose, row);
  }
  return newest;
}

/** Only the fields that differ, in the form that travels; null when nothing does. */
export function changedFields<T extends object>(before: T, after: Partial<T>): Partial<T> | null {
  const fields = Object.fromEntries(
    Object.entries(after).filter(([field, value]) => !isSame(value, before[field as keyof T])),
  ) as Partial<T>;
  return Object.keys(fields).length > 0 ? fields : null;
}

const isSame = (a: unknown, b: unknown): boolean =>
  Array.isArray(a) && Array.isArray(b)
    ? a.length === b.length && a.every((each, i) => each === b[i])
    : a === b;

/** The person with this card token, if the card was not replaced since. */
export function byCardToken(rows: Rows, token: string): PersonView | undefined {
  for (const person of rows.persons.values())
    if (person.card_token && person.card_token === token) return kept(rows, person.id);
  return undefined;
}

const TOKEN = /^(?:https?:\/\/[^\s#]+\/?#kartu=|simpul:)?([A-Za-z0-9_-]{12,64})$/;

/** The token in what a camera read; null when it is no card of ours. Scanned text is never trusted further. */
export const cardToken = (scanned: string): string | null => TOKEN.exec(scanned.trim())?.[1] ?? null;

/** What stands in a card's QR. Tells nothing about the person. */
export const cardText = (token: string): string => `simpul:${token}`;
