/** Rows in words a parent understands, from content/schedules/words.json. */
import content from "../../../content/schedules/words.json" with { type: "json" };
import type { Text } from "../cards/model.ts";
import { toCivil, toDay } from "./days.ts";
import type { NotCounted, Row, Status } from "./model.ts";

export type Lang = "id" | "en";

type Words = {
  readonly products: Readonly<Record<string, { readonly label: Text; readonly helps: Text }>>;
  readonly until_within_days: number;
  readonly numbered: readonly string[];
  readonly statuses: Readonly<Record<Status, Text>>;
  readonly reasons: Readonly<Record<string, Text>>;
  readonly months: Readonly<Record<Lang, readonly string[]>>;
};
// Held to schedule-words.schema.json by the content check.
const words = content as unknown as Words;

export const isKnownProduct = (product: string): boolean => Object.hasOwn(words.products, product);

/** The product's name for people; the id itself when it is not known. */
export const productLabel = (product: string, lang: Lang = "id"): string =>
  words.products[product]?.label[lang] ?? product;

/** What the product is good for, in one clause; empty when it is not known. */
export const productHelps = (product: string, lang: Lang = "id"): string =>
  words.products[product]?.helps[lang] ?? "";

/** The status in two or three words. */
export const statusLabel = (status: Status, lang: Lang = "id"): string => words.statuses[status][lang];

/** One sentence on why the row stands as it does, or why an entry does not count. */
export function reasonWords(row: Row | NotCounted, lang: Lang = "id"): string {
  const reason = "status" in row && endsSoon(row) ? "late_until" : row.reason;
  const template = words.reasons[reason]?.[lang] ?? "";
  if (!("status" in row)) return template;
  const number = words.numbered.includes(row.product) ? ` ${row.dose}` : "";
  return template
    .replace("{product}", productLabel(row.product, lang) + number)
    .replace("{date}", longDate(row.given_on ?? row.due_date, lang))
    .replace("{latest}", longDate(row.latest ?? row.due_date, lang))
    .replace("{given}", productLabel(row.given_product ?? row.product, lang));
}

/** Whether the row is late in a window so short that its last day is what a family must know. */
const endsSoon = (row: Row): boolean =>
  row.reason === "late" &&
  row.latest !== null &&
  toDay(row.latest) - toDay(row.due_date) <= words.until_within_days;

function longDate(iso: string, lang: Lang): string {
  const [year, month, day] = toCivil(toDay(iso));
  return `${day} ${words.months[lang][month - 1]} ${year}`;
}
