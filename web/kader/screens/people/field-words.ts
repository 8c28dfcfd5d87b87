import birth from "../../../../content/programme/birth.json";
import { CARD_IDS } from "../../../knowledge/cards/index.ts";
import type { Words } from "../../core/api.ts";
import { formatDate, formatNumber } from "../../i18n/format.ts";
import { say, t } from "../../i18n/index.ts";
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

/** Choices of a birth, by field. */
const CHOICES: Readonly<Record<string, readonly { value: string; label: Words }[]>> = {
  birth_place: birth.places,
  birth_helper: birth.helpers,
  birth_mode: birth.modes,
  mother_condition: birth.mother,
  plan_contraception: birth.contraception,
};

/** What of a newborn's care was done, and how many children were lost: lists that are said, not shown. */
function listWords(field: string, value: object): string | null {
  if (field === "stillborn" && Array.isArray(value)) return String(value.length);
  if (field !== "birth_care") return null;
  const done = birth.care.filter((one) => (value as Record<string, unknown>)[one.value] === true);
  return done.map((one) => say(one.label)).join(", ") || w("value.empty");
}

/** A value as people say it. NIK and KK numbers keep their middle to themselves. */
export function valueWords(field: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return w("value.empty");
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (typeof value === "number") return formatNumber(value, 2);
  const listed = typeof value === "object" ? listWords(field, value) : null;
  if (listed !== null) return listed;
  if (Array.isArray(value)) return value.map((v) => valueWords(field, v)).join(", ");
  const text = String(value);
  const choice = CHOICES[field]?.find((one) => one.value === text);
  if (choice) return say(choice.label);
  if (field === "sex" && (text === "L" || text === "P")) return t(`sex.${text}`);
  return DAY.test(text) ? formatDate(text) : text;
}
