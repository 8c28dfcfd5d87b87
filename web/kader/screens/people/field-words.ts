import { CARD_IDS } from "../../../knowledge/cards/index.ts";
import { formatDate, formatNumber } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { id } from "../../i18n/people.id.ts";
import { fieldLabel } from "./person-timeline.tsx";
import { type PeopleKey, w } from "./words.ts";

const isKey = (key: string): key is PeopleKey => key in id;

/** A field's name as people say it: of a person, a family, a pregnancy, or of a card. */
export function fieldName(field: string): string {
  const key = `field.${field}`;
  if (isKey(key)) return w(key);
  const labels = CARD_IDS.map((card) => fieldLabel(card, field));
  return labels.find((label) => label !== field) ?? field;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A value as people say it. NIK and KK numbers keep their middle to themselves. */
export function valueWords(field: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return w("value.empty");
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (typeof value === "number") return formatNumber(value, 2);
  if (Array.isArray(value)) return value.map((v) => valueWords(field, v)).join(", ");
  const text = String(value);
  if (field === "sex" && (text === "L" || text === "P")) return t(`sex.${text}`);
  return DAY.test(text) ? formatDate(text) : text;
}
