// Doses of one person: what can be given today, what is written down, what comes later. Pure; no DOM.
import type { Draft, PersonView, Rows } from "../core/api.ts";
import { lastDelivery } from "./day.ts";
import {
  type Anchors,
  type Forecaster,
  type ForecastRow,
  type Given,
  historyOf,
  type ScheduleId,
} from "./due.ts";
import { startDate } from "./pregnancy.ts";

export interface DoseRowPlan extends ForecastRow {
  schedule: ScheduleId;
  key: string;
}

const FIFTEEN_YEARS = 15;
const SIX_YEARS = 6;

const yearsOld = (birth: string, on: string): number =>
  Number(on.slice(0, 4)) - Number(birth.slice(0, 4)) - (on.slice(5) < birth.slice(5) ? 1 : 0);

/** Which schedules speak for this person, each with the date it starts from. */
export function schedulesOf(
  rows: Rows,
  person: PersonView,
  today: string,
  province: string,
): [ScheduleId, Anchors][] {
  const found: [ScheduleId, Anchors][] = [];
  const { birth_date, sex } = person;
  const years = birth_date && birth_date <= today ? yearsOld(birth_date, today) : null;
  if (birth_date && years !== null && years <= SIX_YEARS) {
    const who = { birth_date, sex, province };
    found.push(["immunisation", who], ["vitamin-a", who], ["deworming", who]);
    if (years < 1) found.push(["neonatal", who]);
  }
  const pregnancies = rows.pregnanciesOf(person.id);
  const open = pregnancies.find((p) => p.status === "open");
  const lmp_date = open ? startDate(open) : null;
  if (lmp_date && lmp_date <= today) found.push(["anc", { lmp_date, province }]);
  const delivery_date = lastDelivery(pregnancies);
  if (delivery_date && !open) found.push(["postnatal", { delivery_date, province }]);
  if (sex === "P" && birth_date && years !== null && years >= FIFTEEN_YEARS)
    found.push(["td", { birth_date, sex, province }]);
  return found;
}

export interface DosePlan {
  /** Can be given today, in the order of the schedules. */
  now: DoseRowPlan[];
  /** Must wait; the next of each series only. */
  later: DoseRowPlan[];
  closed: DoseRowPlan[];
  given: DoseRowPlan[];
}

export function planDoses(
  schedules: readonly (readonly [ScheduleId, Anchors])[],
  history: readonly Given[],
  today: string,
  forecast: Forecaster,
): DosePlan {
  const rows = schedules.flatMap(([schedule, who]) =>
    forecast(schedule, who, history, today).map((row) => ({
      ...row,
      schedule,
      key: `${row.product}|${row.dose}|${row.due_date}`,
    })),
  );
  const of = (...states: ForecastRow["status"][]) => rows.filter((row) => states.includes(row.status));
  return {
    now: of("due", "overdue"),
    later: of("early"),
    closed: of("closed"),
    given: of("given").sort((a, b) => (b.given_on ?? "").localeCompare(a.given_on ?? "")),
  };
}

export { historyOf };

/** Contacts with a health worker are written down like doses, without a batch. */
const CONTACTS = new Set(["ANC", "KF", "KN"]);
export const isContact = (product: string): boolean => CONTACTS.has(product);
/** Capsules and tablets: no batch is asked for at the post. */
export const hasBatch = (product: string): boolean =>
  !isContact(product) && !product.startsWith("VITA") && product !== "ALBENDAZOL";

const rounds = (product: string): boolean => product.startsWith("VITA") || product === "ALBENDAZOL";

export interface GivenNow {
  batch: string;
  expiry: string;
}

export function givenDraft(
  person: string,
  row: DoseRowPlan,
  how: GivenNow,
  today: string,
  place: string,
  visit: string | null,
): Draft {
  return {
    kind: "dose.given",
    subject: person,
    data: {
      product: row.product,
      number: rounds(row.product) ? null : row.dose,
      date: today,
      batch: how.batch.trim(),
      expiry: how.expiry || null,
      place,
      source: "given",
      visit,
    },
  };
}

/** Copied from the KIA book: date and number, nothing else is known. */
export function historyDraft(
  person: string,
  row: Pick<DoseRowPlan, "product" | "dose">,
  date: string,
): Draft {
  const number = rounds(row.product) ? null : row.dose;
  return {
    kind: "dose.given",
    subject: person,
    data: { product: row.product, number, date, source: "history" },
  };
}

/** What may be copied from the book: everything not yet written down, in order of age. */
export const copyable = (plan: DosePlan): DoseRowPlan[] =>
  [...plan.now, ...plan.later, ...plan.closed].sort((a, b) => a.due_date.localeCompare(b.due_date));

export type ExpiryQuestion = "expired" | null;
export const expiryQuestion = (expiry: string, today: string): ExpiryQuestion =>
  expiry && expiry < today ? "expired" : null;

/** The batch used last for a product today, as the phone's setting keeps it. */
export function readBatch(setting: string | null, today: string): GivenNow {
  const [day, batch = "", expiry = ""] = (setting ?? "").split("|");
  return day === today ? { batch, expiry } : { batch: "", expiry: "" };
}

export const batchSetting = (today: string, how: GivenNow): string =>
  [today, how.batch.replace(/\|/g, " ").trim(), how.expiry].join("|");
