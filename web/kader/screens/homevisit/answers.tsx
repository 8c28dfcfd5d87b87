import type { HomeCheckRow } from "../../generated/wire.ts";
import { formatShortDate } from "../../i18n/format.ts";
import { localDay } from "../../i18n/moment.ts";
import { kept } from "../../model/people.ts";
import { addDays } from "../../model/pregnancy.ts";
import { go } from "../../nav.ts";
import { usePhone } from "../../phone.tsx";
import { h } from "./words.ts";

/** Answers are shown for so long; later they stand on the person's page. */
const SHOWN_DAYS = 30;
type Action = "kunjungan_nakes" | "pelayanan" | "rujuk" | "selesai";

/** The last answer of the puskesmas in words. */
export function answerWords(check: HomeCheckRow, today: string): string {
  const last = check.follow_up.at(-1);
  if (!last) return "";
  const words = h(`answer.${last.action as Action}`);
  const dated = last.date ? h("answer.on", { words, date: formatShortDate(last.date, today) }) : words;
  return last.note ? `${dated}. ${last.note}` : dated;
}

/** What the puskesmas has answered of late to what was found at home. */
export function Answers() {
  const phone = usePhone();
  const today = phone.today();
  const since = addDays(today, -SHOWN_DAYS);
  const answered = phone.rows
    .homeChecks()
    .filter(({ follow_up }) => follow_up.some(({ at }) => localDay(at) >= since))
    .sort((a, b) => (b.follow_up.at(-1)?.at ?? "").localeCompare(a.follow_up.at(-1)?.at ?? ""));
  if (answered.length === 0) return null;
  return (
    <section class="stack stack-tight" aria-labelledby="answers">
      <h2 id="answers">{h("answers.title")}</h2>
      <ul class="list">
        {answered.map((check) => (
          <li key={check.id}>
            <button type="button" class="row" onClick={() => go("person", { person: check.person })}>
              <span class="row-main">
                <span class="row-title">{kept(phone.rows, check.person)?.name ?? ""}</span>
                <span class="row-sub">{answerWords(check, today)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
