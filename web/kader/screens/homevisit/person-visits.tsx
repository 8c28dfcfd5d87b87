import type { PersonView } from "../../core/api.ts";
import { formatDate } from "../../i18n/format.ts";
import { historyIds } from "../../model/people.ts";
import { go } from "../../nav.ts";
import { usePhone } from "../../phone.tsx";
import { answerWords } from "./answers.tsx";
import { VisitsTo } from "./withdraw.tsx";
import { h } from "./words.ts";

/** How many of the latest findings stand on a person's page. */
const SHOWN = 3;
type Category = "layanan" | "obat" | "bahaya" | "tbc";

/** Visits at home on a person's page: what was found in words, what the puskesmas answered, and the next visit. */
export function PersonVisits({ person }: { person: PersonView }) {
  const { rows, today } = usePhone();
  const ids = historyIds(rows, person.id);
  const checks = rows
    .homeChecks()
    .filter((check) => ids.includes(check.person) && check.categories.length > 0)
    .sort((a, b) => b.date.localeCompare(a.date))
    .slice(0, SHOWN);
  const { family } = person;
  if (!family) return null;
  return (
    <section class="stack stack-tight" aria-labelledby="home-visits">
      <h2 id="home-visits">{h("card.title")}</h2>
      {checks.length > 0 && (
        <ul class="list">
          {checks.map((check) => (
            <li key={check.id} class="row">
              <span class="row-main">
                <span class="row-title">
                  {check.categories.map((id) => h(`category.${id as Category}`)).join(", ")}
                </span>
                <span class="row-sub">{formatDate(check.date)}</span>
                {check.state === "followed" && (
                  <span class="row-sub">{h("plan.seen", { words: answerWords(check, today()) })}</span>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      <button type="button" class="btn" onClick={() => go("homeVisit", { family })}>
        {h("card.start")}
      </button>
      <VisitsTo family={family} />
    </section>
  );
}
