/** The paper card of a youth, an adult or an older person: the columns that were ever filled, one row for each visit. Pure. */
import { bandWord, type Card, type Column, type Field, type Measure } from "../../knowledge/cards/index.ts";
import type { PersonView } from "../core/api.ts";
import { formatDate, formatNumber } from "../i18n/format.ts";
import { say, t } from "../i18n/index.ts";
import { bodyFacts, sameRecord, youthGrowth } from "./body.ts";
import type { PastVisit, Values } from "./visit.ts";

export interface BodyTable {
  heads: readonly string[];
  rows: readonly { key: string; cells: readonly string[] }[];
}

const BANDS: Readonly<Record<string, Measure>> = {
  bmi_band: "bmi",
  bp_band: "blood_pressure",
  glucose_band: "glucose",
  cholesterol_band: "cholesterol",
  anaemia: "haemoglobin",
};

interface Visit extends PastVisit {
  id: string;
  card: string;
}

/** Newest first, at most `most` visits; null when there is none. What was answered in private is left out. */
export function bodyTable(
  card: Card,
  person: PersonView,
  visits: readonly Visit[],
  most: number,
): BodyTable | null {
  const seen = visits
    .filter((visit) => sameRecord(visit.card, card.id) && visit.card !== "balita")
    .slice(0, most);
  const lines = seen.map((visit) => ({ visit, facts: factsAt(card, person, visit) }));
  const columns = card.columns.filter((column) =>
    lines.some(({ facts }) => cellOf(card, column, facts) !== ""),
  );
  if (lines.length === 0) return null;
  return {
    heads: columns.map(({ label }) => say(label)),
    rows: lines.map(({ visit, facts }) => ({
      key: visit.id,
      cells: columns.map((column) => cellOf(card, column, facts)),
    })),
  };
}

function factsAt(card: Card, person: PersonView, { date, values }: Visit): Values {
  const growth = card.id === "remaja" ? youthGrowth(person, date, values) : null;
  const shape = growth?.bands.imt_u;
  return {
    ...bodyFacts(card.id, person, date, values),
    ...(shape ? { imt_u: shape.card_word ?? say(shape.word) } : {}),
    ...values,
    visit_date: formatDate(date),
  };
}

function cellOf(card: Card, column: Column, facts: Values): string {
  const parts = column.from.map((name) => wordOf(card, name, facts[name])).filter(Boolean);
  return parts.join(parts.length > 1 && column.from[0] === "systolic" ? "/" : " ");
}

function wordOf(card: Card, name: string, value: unknown): string {
  const field: Field | undefined = card.fields.find(({ id }) => id === name);
  if (value === null || value === undefined || field?.private) return "";
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (typeof value === "number") return formatNumber(value, field?.decimals ?? 1);
  const band = BANDS[name] && bandWord(BANDS[name], String(value));
  const choice = field?.choices?.find((each) => each.value === value);
  return say(band ?? choice?.label) || String(value);
}
