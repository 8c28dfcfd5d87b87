// Scales of the post: which there are, when each is due for a test, and which one this phone weighs with. Pure; no DOM.
import limits from "../../../content/programme/scales.json" with { type: "json" };
import type { Rows } from "../core/api.ts";
import { scaleId } from "../core/ids.ts";
import type { ScaleCheckRow } from "../generated/wire.ts";
import { addDays } from "./pregnancy.ts";

export type ScaleType = ScaleCheckRow["type"];
export const TYPES = limits.types as readonly {
  id: ScaleType;
  label: { id: string; en: string };
  allowed_kg: number;
}[];

export interface Scale {
  id: string;
  name: string;
  type: ScaleType;
  last: ScaleCheckRow;
  due: string;
  isDue: boolean;
  /** The latest test was within the limit of its kind. */
  isRight: boolean;
}

/** Largest difference at a test weight, grams. */
export const allowedG = (type: ScaleType): number =>
  Math.round((TYPES.find(({ id }) => id === type)?.allowed_kg ?? 0) * 1000);

/** How far it is off, grams; negative: it shows too little. */
export const offG = (test: number, shown: number): number => Math.round((shown - test) * 1000);

export const isRight = (type: ScaleType, test: number, shown: number): boolean =>
  Math.abs(offG(test, shown)) <= allowedG(type);

/** Every scale that was ever tested: those that were off on top, then the one due first. */
export function scalesOf(rows: Rows, today: string): Scale[] {
  const latest = new Map<string, ScaleCheckRow>();
  for (const row of [...rows.scaleChecks()].sort((a, b) => a.date.localeCompare(b.date)))
    latest.set(row.scale, row);
  return [...latest.values()]
    .map((last) => {
      const due = addDays(last.date, limits.every_days);
      const { name, type, scale: id } = last;
      const isDue = addDays(due, -limits.remind_days) <= today;
      return { id, name, type, last, due, isDue, isRight: isRight(type, last.test_kg, last.shown_kg) };
    })
    .sort(
      (a, b) =>
        Number(a.isRight) - Number(b.isRight) || a.due.localeCompare(b.due) || a.name.localeCompare(b.name),
    );
}

/** Setting of the phone: the scale that this table weighs with. */
export const MY_SCALE = "scale";

/** What a measurement keeps of the scale it came from. */
export interface WeighedWith {
  by: "device" | "hand";
  id: string;
  name: string;
}

/**
 * Which scale a weight came from: the connected one when its figure still stands in the form, else the one this phone
 * weighs with, if anyone said which. `read` is the form's note of what was taken from the device.
 */
export function weighedWith(
  post: string,
  weight: unknown,
  read: unknown,
  mine: string | null,
): WeighedWith | null {
  const device = noteOf(read);
  if (device && device.kg === weight)
    return { by: "device", id: scaleId(post, device.name), name: device.name };
  return typeof weight === "number" && mine ? { by: "hand", id: scaleId(post, mine), name: mine } : null;
}

export const noteFor = (kg: number, name: string): string => `${kg}|${name}`;

function noteOf(read: unknown): { kg: number; name: string } | null {
  if (typeof read !== "string" || !read.includes("|")) return null;
  const [kg, ...name] = read.split("|");
  return { kg: Number(kg), name: name.join("|") };
}
