import type { Field } from "../../../knowledge/cards/index.ts";
import { formatNumber } from "../../i18n/format.ts";
import { say, t } from "../../i18n/index.ts";
import type { PaperLine } from "../../save.tsx";

/** A value of a card's field as people say it: `8,4 kg`, `Ya`, `Telentang`. */
export function valueWords(field: Field, value: unknown): string {
  if (typeof value === "boolean") return value ? t("yes") : t("no");
  if (typeof value === "number")
    return `${formatNumber(value, field.decimals ?? 0)} ${field.unit ?? ""}`.trim();
  const choice = field.choices?.find((each) => each.value === value);
  return choice ? say(choice.label) : String(value ?? "");
}

/** What to write on paper when the phone cannot keep it. */
export const paperLines = (
  fields: readonly Field[],
  values: Readonly<Record<string, unknown>>,
): PaperLine[] =>
  fields
    .filter((field) => values[field.id] !== undefined)
    .map((field) => ({ label: say(field.label), value: valueWords(field, values[field.id]) }));
