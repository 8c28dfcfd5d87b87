import { Icon } from "../../ui/icon.tsx";
import type { PersonView } from "../core/api.ts";
import { say } from "../i18n/index.ts";
import { offersOf } from "../model/screening.ts";
import { go } from "../nav.ts";
import { usePhone } from "../phone.tsx";
import { s } from "../screens/screening/words.ts";

/** "Skrining hari ini: …": what is due for this person; nothing when nothing is. */
export function ScreeningsToday({ person }: { person: PersonView }) {
  const phone = usePhone();
  const due = offersOf(phone.rows, person, phone.today(), phone.account()?.role ?? "").filter(
    (offer) => offer.state === "due",
  );
  if (due.length === 0) return null;
  return (
    <section class="card stack stack-tight" aria-labelledby="screenings-today">
      <h2 id="screenings-today">{s("today.title")}</h2>
      <p>{due.map(({ label }) => say(label)).join(" · ")}</p>
      <button type="button" class="btn btn-block" onClick={() => go("screenings", { person: person.id })}>
        <Icon name="list-checks" /> {s("today.open")}
      </button>
    </section>
  );
}
