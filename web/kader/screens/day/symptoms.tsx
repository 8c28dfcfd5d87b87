import type { Field } from "../../../knowledge/cards/index.ts";
import { Icon } from "../../../ui/icon.tsx";
import { v } from "../../i18n/visit-words.ts";
import type { Form } from "../../parts/use-form.ts";

const isSymptom = (field: Field): boolean => field.id === "danger_sign" || field.id.startsWith("tbc_");

/** Danger signs and symptoms come first at their table, the most urgent on top; the rest keeps the card's order; what is private comes last. */
export function symptomsFirst(fields: readonly Field[]): Field[] {
  const rank = (field: Field): number =>
    field.private ? 3 : field.id === "danger_sign" ? 0 : isSymptom(field) ? 1 : 2;
  return [...fields].sort((a, b) => rank(a) - rank(b));
}

/** One tap for "no" to every symptom without an answer, once all of them were asked. */
export function NoneOfThese({ fields, form }: { fields: readonly Field[]; form: Form }) {
  const unanswered = fields.filter((field) => isSymptom(field) && typeof form.values[field.id] !== "boolean");
  if (unanswered.length < 2) return null;
  return (
    <button
      type="button"
      class="btn btn-block"
      onClick={() => form.setAll(Object.fromEntries(unanswered.map(({ id }) => [id, false])))}
    >
      <Icon name="list-checks" /> {v("visit.none", { n: unanswered.length })}
    </button>
  );
}
