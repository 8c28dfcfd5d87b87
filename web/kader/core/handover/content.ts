import type { Entry } from "../../generated/wire.ts";
import { entryHash } from "../hash.ts";
import { HandoverRefused } from "./message.ts";

/** What is handed over: what was written of one person's visit of today, as it stands in the outbox of whoever wrote it. */
export interface Content {
  v: 1;
  person: string;
  entries: Entry[];
  /** Of the same visit, what the giving phone knows from the server alone: entries it can name but no longer holds. */
  known?: Known | undefined;
}

/** A visit as the server's row tells it, entry by entry. */
export interface Known {
  visit: string;
  date: string;
  card: string;
  parts: KnownPart[];
}

/** `step` null: a correction. */
export interface KnownPart {
  entry: string;
  author: string;
  at: string;
  step: number | null;
  values: Data;
}

/** More than one visit ever has. */
export const MOST_ENTRIES = 80;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
type Data = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Data =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string";
const isId = (value: unknown): boolean => isText(value) && UUID.test(value);
const isDay = (value: unknown): boolean => isText(value) && /^\d{4}-\d\d-\d\d$/.test(value);
const maybe = (test: (value: unknown) => boolean, value: unknown): boolean =>
  value === undefined || value === null || test(value);

/** Kinds that may be handed over, and what their words must look like before anything is drawn from them. */
const SHAPES: Readonly<Record<string, (data: Data) => boolean>> = {
  "visit.recorded": (data) =>
    isId(data.visit) &&
    isDay(data.date) &&
    isText(data.card) &&
    isStep(data.step) &&
    hasValues(data, "results"),
  "visit.corrected": (data) => isId(data.visit) && isId(data.corrects) && isObject(data.values),
  "dose.given": (data) => isText(data.product) && isDay(data.date) && maybe(isId, data.visit),
  "entry.voided": (data) => isId(data.target) && isText(data.reason),
  "person.registered": (data) => isNamed(data) && maybe(isId, data.family) && maybe(isId, data.mother),
  "family.registered": (data) => maybe(isText, data.head_name),
  "guest.registered": (data) => isNamed(data) && maybe(isId, data.home_post),
  "guest.changed": (data) => isObject(data.fields),
};

const isStep = (value: unknown): boolean =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 5;
const hasValues = (data: Data, also: string): boolean =>
  maybe(isObject, data.values) && maybe(isObject, data[also]);
const isNamed = (data: Data): boolean =>
  isText(data.name) && maybe(isDay, data.birth_date) && maybe(isText, data.mother_name);

export const isHandedOver = (kind: string): boolean => kind in SHAPES;

/** The content when every entry is whole, of this post, about this person, and written by phones of the post. */
export async function judged(
  content: unknown,
  at: { post: string; date: string; devices: ReadonlySet<string> },
): Promise<Content> {
  const { v, person, entries, known } = isObject(content) ? content : ({} as Data);
  const fits = v === 1 && isId(person) && Array.isArray(entries) && entries.length <= MOST_ENTRIES;
  if (!fits || !maybe((one) => isKnown(one, at.date), known)) throw new HandoverRefused("content");
  for (const entry of entries) {
    if (!isEntry(entry) || entry.post !== at.post || !at.devices.has(entry.device ?? ""))
      throw new HandoverRefused("content");
    if (!concerns(entry, person as string, at.date) || (await entryHash(entry)) !== entry.hash)
      throw new HandoverRefused("content");
  }
  return { v: 1, person: person as string, entries: entries as Entry[], known: known as Known | undefined };
}

function isKnown(value: unknown, date: string): boolean {
  if (!isObject(value) || !isId(value.visit) || value.date !== date || !isText(value.card)) return false;
  return Array.isArray(value.parts) && value.parts.length <= MOST_ENTRIES && value.parts.every(isPart);
}

function isPart(value: unknown): boolean {
  if (!isObject(value) || !isId(value.entry) || !isId(value.author) || !isTime(value.at)) return false;
  return isObject(value.values) && maybe(isStep, value.step);
}

function isEntry(value: unknown): value is Entry {
  if (!isObject(value) || !isText(value.kind) || !isObject(value.data)) return false;
  const ids = [value.id, value.post, value.subject, value.author, value.device];
  const after = Array.isArray(value.after) && value.after.every(isId);
  const counter = Number.isSafeInteger(value.device_counter);
  const shape = SHAPES[value.kind];
  return ids.every(isId) && after && counter && isTime(value.happened_at) && shape?.(value.data) === true;
}

const isTime = (value: unknown): boolean => isText(value) && TIME.test(value);

/** About the person, or the family that the person was registered with; visits and doses of the day alone. */
function concerns(entry: Entry, person: string, date: string): boolean {
  const { kind, subject, data } = entry;
  if (kind === "family.registered") return true;
  const daily = kind === "visit.recorded" ? data.date === date : true;
  return subject === person && daily;
}
