/** A death: of which class it is, what is written, and whom the puskesmas is told of. Pure; no DOM. */
import content from "../../../content/programme/deaths.json";
import type { Draft, PersonView, PregnancyView, RequestView } from "../core/api.ts";
import { completedMonths, daysBetween } from "../i18n/format.ts";
import type { Choices } from "./birth.ts";
import { startDate } from "./pregnancy.ts";

export type DeathClass = "maternal" | "neonatal" | "infant" | "child" | "stillbirth" | "other";

export const DEATH_PLACES: readonly Choices[] = content.places;
const CAUSES: readonly (Choices & { for?: readonly string[] })[] = content.causes;
export const DEATH_WORDS = content.classes;

/** She was pregnant that day, or a pregnancy had ended at most 42 days before. */
function isMaternal(pregnancies: readonly PregnancyView[], died: string): boolean {
  return pregnancies.some((pregnancy) => {
    if (pregnancy.status === "open") return (startDate(pregnancy) ?? died) <= died;
    if (pregnancy.status !== "closed" || !pregnancy.end_date || pregnancy.outcome === "moved") return false;
    const days = daysBetween(pregnancy.end_date, died);
    return days >= 0 && days <= content.maternal_within_days;
  });
}

/** As the registers of the programme count it. Without a birth date a death is no child's. */
export function deathClass(
  person: Pick<PersonView, "birth_date">,
  pregnancies: readonly PregnancyView[],
  died: string,
): DeathClass {
  if (isMaternal(pregnancies, died)) return "maternal";
  const birth = person.birth_date;
  if (!birth || birth > died) return "other";
  if (daysBetween(birth, died) <= content.neonatal_to_day) return "neonatal";
  const months = completedMonths(birth, died);
  if (months < content.infant_below_months) return "infant";
  return months < content.child_below_months ? "child" : "other";
}

/** Causes that fit a class, in the family's words; nobody is asked for a diagnosis. */
export const causesFor = (found: DeathClass): Choices[] =>
  CAUSES.filter((cause) => !cause.for || cause.for.includes(found));

export interface DeathForm {
  date: string;
  place: string;
  cause: string;
  notes: string;
}

export interface DeathContext {
  person: PersonView;
  pregnancies: readonly PregnancyView[];
  newId: () => string;
  /** The post's puskesmas. */
  unit: string | null;
}

export const isReported = (found: DeathClass): boolean => content.notice.classes.includes(found);

/** Tells the puskesmas, in words that say nothing of how. */
export function noticeDraft(person: string, context: Pick<DeathContext, "newId" | "unit">): Draft {
  const { service, urgency, rule, text, basis, basis_note } = content.notice;
  return {
    kind: "request.opened",
    subject: context.newId(),
    data: {
      person,
      service,
      urgency: urgency as "segera",
      reasons: [{ rule, text: text.id }],
      to_unit: context.unit,
      basis: basis as "law",
      basis_note,
    },
  };
}

/** The pregnancy ends with her, the person leaves the list, the puskesmas hears of it: one step. */
export function deathDrafts(form: DeathForm, context: DeathContext): Draft[] {
  const { person, pregnancies } = context;
  const found = deathClass(person, pregnancies, form.date);
  const open = pregnancies.filter((pregnancy) => pregnancy.status === "open");
  return [
    ...open.map(({ id }) => ({
      kind: "pregnancy.closed" as const,
      subject: id,
      data: { outcome: "mother_died" as const, date: form.date, mother_condition: "died" },
    })),
    {
      kind: "person.left",
      subject: person.id,
      data: {
        status: "died",
        date: form.date,
        place: form.place,
        cause: form.cause,
        notes: form.notes.trim(),
      },
    },
    ...(isReported(found) ? [noticeDraft(person.id, context)] : []),
  ];
}

/** Somebody was written down as dead who lives: back on the list, her pregnancy goes on, the notice is taken back. */
export function restoreDrafts(
  person: PersonView,
  pregnancies: readonly PregnancyView[],
  requests: readonly RequestView[],
  today: string,
): Draft[] {
  const reason = "Salah catat";
  const ended = pregnancies.filter((row) => row.outcome === "mother_died");
  const notices = requests.filter((row) => row.service === content.notice.service && row.outcome === null);
  return [
    { kind: "person.left", subject: person.id, data: { status: "restored", date: today } },
    ...ended.flatMap((row) =>
      (row.closings ?? []).map((target) => ({
        kind: "entry.voided" as const,
        subject: row.id,
        data: { target, reason },
      })),
    ),
    ...notices.map((row) => ({
      kind: "request.moved" as const,
      subject: row.id,
      data: { action: "cancel", note: reason },
    })),
  ];
}
