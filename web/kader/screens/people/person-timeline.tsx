import { useState } from "preact/hooks";
import { cardNow, isCardId } from "../../../knowledge/cards/index.ts";
import type { DoseView, PersonView, RequestView, VisitView } from "../../core/api.ts";
import { formatDate, formatNumber } from "../../i18n/format.ts";
import { say, t } from "../../i18n/index.ts";
import { localDay } from "../../i18n/moment.ts";
import { doseLabel } from "../../model/schedule.ts";
import { go } from "../../nav.ts";
import { usePhone } from "../../phone.tsx";
import { requestTitle } from "../care/request-words.ts";
import { guestWords } from "./guest-seen.ts";
import { w } from "./words.ts";

interface Event {
  key: string;
  date: string;
  title: string;
  sub: string;
  pending: boolean;
  open: (() => void) | null;
}

const MEASURES = [
  ["weight_kg", "kg"],
  ["length_height_cm", "cm"],
  ["height_cm", "cm"],
  ["head_cm", "cm"],
  ["waist_cm", "cm"],
  ["muac_cm", "cm"],
  ["glucose_mgdl", "mg/dL"],
  ["cholesterol_mgdl", "mg/dL"],
  ["uric_acid_mgdl", "mg/dL"],
  ["hb_gdl", "g/dL"],
] as const;
const FIRST = 8;

/** Label of a card's field, in the language of this phone. */
export function fieldLabel(card: string, field: string): string {
  const known = cardNow(card)?.fields.find((f) => f.id === field);
  return known ? say(known.label) : field;
}

function measuresOf(visit: VisitView): string {
  const measured = MEASURES.flatMap(([field, unit]) => {
    const value = visit.values[field];
    return typeof value === "number" ? [`${w(`timeline.${field}`)} ${formatNumber(value, 2)} ${unit}`] : [];
  });
  const { systolic, diastolic } = visit.values;
  if (typeof systolic === "number" && typeof diastolic === "number")
    measured.push(`${w("timeline.pressure")} ${systolic}/${diastolic} mmHg`);
  return measured.join(" · ");
}

/** What was answered with yes, in the card's own words; what a young person answered alone stands nowhere. */
function yesOf({ card, values }: VisitView): string {
  const asked = cardNow(card)?.fields.filter((field) => !field.private && values[field.id] === true) ?? [];
  return asked.length > 0 ? w("timeline.yes", { list: asked.map(({ label }) => say(label)).join(", ") }) : "";
}

/** A visit without figures still says what was done. */
function visitWords(visit: VisitView): string {
  const said = [measuresOf(visit), yesOf(visit), ...guestWords(visit)].filter(Boolean);
  const steps = Object.keys(visit.steps).sort().join(", ");
  return said.length > 0 ? said.join(" · ") : w("timeline.steps", { list: steps });
}

function eventsOf(
  person: PersonView,
  visits: readonly VisitView[],
  doses: readonly DoseView[],
  requests: readonly RequestView[],
): Event[] {
  const events: Event[] = [
    ...visits.map((v) => ({
      key: v.id,
      date: v.date,
      title: w(`timeline.visit.${isCardId(v.card) ? v.card : "balita"}`),
      sub: visitWords(v),
      pending: v.pending,
      open: () => go("correct", { person: person.id, visit: v.id }),
    })),
    ...doses.map((d) => ({
      key: d.id,
      date: d.date,
      title: doseLabel(d.product, d.number),
      sub: [d.source === "history" ? w("dose.history") : "", d.batch && w("dose.batchIs", { batch: d.batch })]
        .filter(Boolean)
        .join(" · "),
      pending: d.pending,
      open: null,
    })),
    ...requests.map((r) => ({
      key: r.id,
      date: localDay(r.opened_at),
      title: w("timeline.referral", { unit: r.to_unit_name || w("referral.unit") }),
      sub: requestTitle(r),
      pending: r.pending,
      open: () => go("referral", { person: person.id }),
    })),
  ];
  return events.sort((a, b) => b.date.localeCompare(a.date) || a.key.localeCompare(b.key));
}

interface TimelineProps {
  person: PersonView;
  visits: readonly VisitView[] | null;
  doses: readonly DoseView[] | null;
}

/** Everything that happened, newest first. A visit opens its correction. */
export function PersonTimeline({ person, visits, doses }: TimelineProps) {
  const { rows } = usePhone();
  const [all, setAll] = useState(false);
  const events = eventsOf(person, visits ?? [], doses ?? [], rows.requestsOf(person.id));
  const shown = all ? events : events.slice(0, FIRST);
  return (
    <section class="card stack" aria-labelledby="timeline">
      <h2 id="timeline">{w("person.timeline")}</h2>
      {visits === null && <p class="muted">{t("loading")}</p>}
      {visits !== null && events.length === 0 && <p class="muted">{w("timeline.empty")}</p>}
      <ol class="timeline">
        {shown.map((event) => (
          <li key={event.key}>
            <p class="timeline-date">
              {formatDate(event.date)}
              {event.pending && ` · ${w("pending")}`}
            </p>
            <p class="strong">{event.title}</p>
            {event.sub && <p class="number">{event.sub}</p>}
            {event.open && (
              <button type="button" class="btn btn-quiet" onClick={event.open}>
                {w("timeline.open")}
                <span class="sr-only">
                  {" "}
                  {event.title} {formatDate(event.date)}
                </span>
              </button>
            )}
          </li>
        ))}
      </ol>
      {events.length > shown.length && (
        <button type="button" class="btn" onClick={() => setAll(true)}>
          {w("timeline.all", { n: events.length })}
        </button>
      )}
    </section>
  );
}
