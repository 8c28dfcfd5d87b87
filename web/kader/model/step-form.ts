// A step's form as its workflow says: what a kader filled in, and the entry's data that it makes. Pure.
import type { Kinds } from "../generated/wire.ts";
import type { Wish } from "./appointment.ts";
import type { Field, Move } from "./workflow.ts";

/** By the field's id; a moment is `YYYY-MM-DDTHH:MM` in the phone's own zone until it is sent. */
export type Filled = Readonly<Record<string, string>>;

const DRAWN: readonly string[] = ["text", "choice", "moment"];
const KNOWN: readonly string[] = ["note", "appointment_at", "outcome", "follow_up"];

/** Whether this phone can draw what the step asks; another step needs the office, or a newer phone. */
export const canDraw = (move: Move): boolean =>
  move.fields.every((field) => !field.required || DRAWN.includes(field.type));

/** Whether the step asks when it would suit the family from now on. */
export const asksWish = (move: Move): boolean => move.fields.some((field) => field.type === "wish");

export const drawn = (move: Move): readonly Field[] =>
  move.fields.filter((field) => DRAWN.includes(field.type));

/** The first field that must be filled and is not. */
export const missing = (fields: readonly Field[], filled: Filled): Field | undefined =>
  fields.find((field) => field.required && !filled[field.id]?.trim());

/** What was filled in, with a wish of which only words are known said in the note. */
const withWords = (values: Readonly<Record<string, string>>, wish: Wish | null): Record<string, string> => ({
  ...values,
  ...(wish?.message ? { note: [values.note, wish.message].filter(Boolean).join(" ") } : {}),
});

/** The data of `request.moved`. */
export function moveData(move: Move, filled: Filled, wish: Wish | null = null): Kinds["request.moved"] {
  const values = withWords(valuesOf(drawn(move), filled), wish);
  const own = Object.entries(values).filter(([id]) => !KNOWN.includes(id));
  const known = Object.fromEntries(Object.entries(values).filter(([id]) => KNOWN.includes(id)));
  return {
    action: move.action,
    note: "",
    ...known,
    ...(own.length ? { values: Object.fromEntries(own) } : {}),
    ...(wish?.wanted?.length
      ? { wanted: wish.wanted, wish: wish.wish ?? null, channel: wish.channel ?? null }
      : {}),
  };
}

/** What was filled in, trimmed, moments in UTC; what was left empty is left out. */
export function valuesOf(fields: readonly Field[], filled: Filled): Record<string, string> {
  const given = fields.map((field): [string, string] => [
    field.id,
    said(field.type, filled[field.id]?.trim() ?? ""),
  ]);
  return Object.fromEntries(given.filter(([, value]) => value !== ""));
}

function said(type: string, value: string): string {
  return type === "moment" && value ? new Date(value).toISOString() : value;
}
