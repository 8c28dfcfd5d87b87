import { Icon, type IconName } from "../../../ui/icon.tsx";
import { en } from "../../i18n/ahead.en.ts";
import { id } from "../../i18n/ahead.id.ts";
import { daysBetween, formatTime, formatWeekday } from "../../i18n/format.ts";
import { wordsOf } from "../../i18n/namespace.ts";
import { type Ahead, ahead, type Promised } from "../../model/ahead.ts";
import { go } from "../../nav.ts";
import { usePhone } from "../../phone.tsx";

const p = wordsOf(id, en);

const ICONS: Record<Promised["kind"], IconName> = {
  appointment: "calendar-days",
  greeting: "heart-handshake",
  visit: "house",
};

/** On the home of the day: when the next promise is to be kept. Nobody is named: others look on. */
export function WhatComes() {
  const phone = usePhone();
  const today = phone.today();
  const all = ahead(phone.rows, phone.now(), today);
  if (all.length === 0) return null;
  return (
    <section class="stack stack-tight" aria-labelledby="ahead">
      <h2 id="ahead">{p("title")}</h2>
      <ul class="list">
        {all.map((one) => (
          <li key={one.next.kind}>
            <Line ahead={one} today={today} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Line({ ahead: { next, count }, today }: { ahead: Ahead; today: string }) {
  const isDue = next.kind === "greeting" && next.day <= today;
  const when = [dayWords(next.day, today), next.at && formatTime(next.at)].filter(Boolean).join(", ");
  return (
    <button type="button" class={`row${isDue ? " banner-question" : ""}`} onClick={() => open(next, isDue)}>
      <Icon name={ICONS[next.kind]} />
      <span class="row-main">
        <span class="row-title">{p(isDue ? "greeting.due" : next.kind)}</span>
        <span class="row-sub strong">
          {[when, count > 1 && p("more", { n: count - 1 })].filter(Boolean).join(" · ")}
        </span>
      </span>
      <Icon name="chevron-right" />
    </button>
  );
}

/** `Besok, Rabu, 25 November`; of a day that has passed: `sejak Rabu, 18 November`. */
function dayWords(day: string, today: string): string {
  const days = daysBetween(today, day);
  const date = formatWeekday(day);
  if (days < 0) return p("since", { day: date });
  return [days === 0 && p("today"), days === 1 && p("tomorrow"), date].filter(Boolean).join(", ");
}

/** To where it is kept; a greeting that is not due yet leads to the person, and begins nothing. */
function open({ kind, id: where, person }: Promised, isDue: boolean): void {
  if (kind === "appointment") go("request", { request: where });
  else if (kind === "visit") go("homeVisits", {});
  else if (isDue) go("firstAid", { aid: where });
  else if (person) go("person", { person });
  else go("due", {});
}
