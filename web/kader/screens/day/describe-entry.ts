/** An entry in words, for "perlu diperbaiki": whose it is, what it says, and the screen where it is put right. */

import { cardNow } from "../../../knowledge/cards/index.ts";
import type { Entry, Rows } from "../../core/api.ts";
import { formatDate } from "../../i18n/format.ts";
import { say, t } from "../../i18n/index.ts";
import { ds } from "../../i18n/session-words.ts";
import { v } from "../../i18n/visit-words.ts";
import type { Route } from "../../nav.ts";
import type { PaperLine } from "../../save.tsx";
import { paperLines } from "./value-words.ts";

type Data = Readonly<Record<string, unknown>>;

/** A field in the words of a reason, by its code or its path; people are told its label. */
const QUOTED = /“([a-z][a-z0-9_.]*)”/g;

/** Why, with the label of the field that does not fit instead of its code. */
export const reasonWords = (entry: Entry, words: string): string =>
  words.replace(QUOTED, (quoted, path: string) => {
    const label = labelOf(entry, path.slice(path.lastIndexOf(".") + 1));
    return label ? `“${label}”` : quoted;
  });

function labelOf(entry: Entry, field: string): string | null {
  const ofCard = cardNow(String((entry.data as Data).card))?.fields.find((each) => each.id === field);
  if (ofCard) return say(ofCard.label);
  return field in LABELS ? LABELS[field as keyof typeof LABELS]() : null;
}

export function describeEntry(entry: Entry, rows: Rows): { subject: string; lines: PaperLine[] } {
  const person = personOf(entry);
  const name = person && rows.persons.get(person)?.name;
  return { subject: name || ds(`kind.${kindGroup(entry.kind)}`), lines: linesOf(entry) };
}

const personOf = ({ kind, subject, data }: Entry): string | null => {
  if (/^(person|visit|dose|guest|homevisit\.checked)/.test(kind)) return subject;
  const { person } = data as Data;
  return typeof person === "string" ? person : null;
};

const GROUPS = [
  "person",
  "guest",
  "family",
  "visit",
  "dose",
  "pregnancy",
  "session",
  "homevisit",
  "scale",
  "request",
  "consent",
  "review",
  "entry",
] as const;
type Group = (typeof GROUPS)[number];
const kindGroup = (kind: string): Group => GROUPS.find((group) => kind.startsWith(`${group}.`)) ?? "entry";

function linesOf(entry: Entry): PaperLine[] {
  const data = entry.data as Data;
  const first: PaperLine = { label: ds("repairs.kind"), value: ds(`kind.${kindGroup(entry.kind)}`) };
  const card = cardNow(String(data.card));
  if (card) {
    const values = (data.values ?? {}) as Data;
    return [
      first,
      { label: t("table.date"), value: formatDate(String(data.date)) },
      ...paperLines(card.fields, values),
    ];
  }
  const shown = { ...data, ...((data.fields ?? {}) as Data) };
  return [first, ...knownLines(shown)];
}

const LABELS = {
  name: () => v("visit.name"),
  birth_date: () => v("visit.birth"),
  mother_name: () => v("visit.mother"),
  head_name: () => v("visit.family"),
  address: () => v("visit.address"),
  date: () => t("table.date"),
  product: () => v("visit.product"),
  place: () => ds("open.place"),
  reason: () => v("correct.reason"),
};

const knownLines = (data: Data): PaperLine[] =>
  (Object.keys(LABELS) as (keyof typeof LABELS)[]).flatMap((key) => {
    const value = data[key];
    if (typeof value !== "string" || !value) return [];
    return [{ label: LABELS[key](), value: /^\d{4}-\d\d-\d\d$/.test(value) ? formatDate(value) : value }];
  });

/** Where the thing itself can be put right; null when only the puskesmas can. */
export function openRepair(entry: Entry): Route | null {
  const data = entry.data as Data;
  const person = personOf(entry);
  const group = kindGroup(entry.kind);
  if (group === "family") return { screen: "editPerson", params: { family: entry.subject } };
  if (!person) return null;
  if (group === "guest") return { screen: "guest", params: { guest: person } };
  if (group === "person") return { screen: "editPerson", params: { person } };
  if (group === "visit") return { screen: "correct", params: { person, visit: String(data.visit) } };
  if (group === "dose") return { screen: "doses", params: { person } };
  if (group === "pregnancy") return { screen: "pregnancy", params: { person, pregnancy: entry.subject } };
  return group === "request" ? { screen: "referral", params: { person } } : null;
}
