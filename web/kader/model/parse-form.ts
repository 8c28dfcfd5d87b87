/** What a hand typed becomes values of a card. Pure; no DOM. */
import type { Field } from "../../knowledge/cards/index.ts";
import { parseDecimal } from "../i18n/format.ts";
import { isImpossible } from "./impossible.ts";
import type { FormValues } from "./visit.ts";

export interface ParsedForm {
  values: Record<string, unknown>;
  /** Fields whose text is no number, or a number that no person has. Nothing is recorded while there is one. */
  invalid: string[];
}

const isNumeric = (field: Field): boolean => field.type === "decimal" || field.type === "integer";

/** Typed form → values of the card. Empty fields are left out; nothing is rounded or dropped silently. */
export function parseForm(fields: readonly Field[], form: FormValues): ParsedForm {
  const parsed: ParsedForm = { values: {}, invalid: [] };
  for (const field of fields) {
    const typed = form[field.id];
    const text = typeof typed === "string" ? typed.trim() : typed;
    if (text === undefined || text === "") continue;
    const value = isNumeric(field) && typeof text === "string" ? parseDecimal(text) : text;
    if (value === null || (typeof value === "number" && isImpossible(field, value)))
      parsed.invalid.push(field.id);
    else parsed.values[field.id] = value;
  }
  return parsed;
}
