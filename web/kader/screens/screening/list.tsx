import { useEffect, useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import type { PersonView } from "../../core/api.ts";
import { formatDate } from "../../i18n/format.ts";
import { say } from "../../i18n/index.ts";
import { factsOf, lacksInstrument, OBSERVE, type Offer, offersOf } from "../../model/screening.ts";
import { go, type Screens } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { usePhone } from "../../phone.tsx";
import { unfinishedOf } from "./use-sheet.ts";
import { s } from "./words.ts";

/** What may be screened with this person: today, when needed, and what was done, without what came of it. */
export function Screenings({ params }: { params: Screens["screenings"] }) {
  const phone = usePhone();
  const person = phone.rows.persons.get(params.person);
  const unfinished = useUnfinished(params.person);
  if (!person) return <Frame title={s("title")}>{null}</Frame>;
  const today = phone.today();
  const offers = offersOf(phone.rows, person, today, phone.account()?.role ?? "");
  const isChild = lacksInstrument(factsOf(phone.rows, person, today));
  return (
    <Frame title={s("title")} sub={person.name}>
      {offers.length === 0 && !isChild && (
        <Empty icon="clipboard-list" title={s("list.none")} help={s("list.none.help")} />
      )}
      {(["due", "asked", "later", "done"] as const).map((place) => (
        <Section
          key={place}
          title={s(`list.${place}`)}
          offers={offers.filter((offer) => placeOf(offer) === place)}
          person={person}
          unfinished={unfinished}
        />
      ))}
      {isChild && <NoInstrument person={person} />}
    </Frame>
  );
}

/** What was declined is not done: it comes another day. */
const placeOf = ({ state, declined }: Offer): Offer["state"] | "later" =>
  state === "done" && declined ? "later" : state;

function useUnfinished(person: string): readonly string[] {
  const phone = usePhone();
  const [found, setFound] = useState<readonly string[]>([]);
  useEffect(() => {
    void unfinishedOf(phone, person).then(setFound);
  }, [phone, person]);
  return found;
}

interface SectionProps {
  title: string;
  offers: readonly Offer[];
  person: PersonView;
  unfinished: readonly string[];
}

function Section({ title, offers, person, unfinished }: SectionProps) {
  if (offers.length === 0) return null;
  return (
    <section class="stack stack-tight">
      <h2>{title}</h2>
      <ul class="list">
        {offers.map((offer) => (
          <li key={offer.instrument}>
            <button
              type="button"
              class="row"
              onClick={() => go("screening", { person: person.id, instrument: offer.instrument })}
            >
              <Icon name="list-checks" />
              <span class="row-main">
                <span class="row-title">{say(offer.label)}</span>
                <span class="row-sub">
                  {unfinished.includes(offer.instrument) ? s("list.resume") : stateWords(offer)}
                </span>
              </span>
              <Icon name="chevron-right" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** That it was done: what came of it, or that somebody follows it up, would tell a glance how it was answered. */
function stateWords({ last, declined }: Offer): string {
  const done = last && s("list.last", { date: formatDate(last.date) });
  const asked =
    declined &&
    say(declined.word)
      .replace("{date}", formatDate(declined.date))
      .replace("{next}", formatDate(declined.next));
  return [done, asked].filter(Boolean).join(" · ");
}

/** Nothing may be shipped freely for a child's emotions: so nothing empty is shown either. */
function NoInstrument({ person }: { person: PersonView }) {
  return (
    <section class="card stack stack-tight">
      <h2>{s("child.title")}</h2>
      <p>{s("child.help")}</p>
      <button
        type="button"
        class="btn btn-block"
        onClick={() => go("screening", { person: person.id, instrument: OBSERVE })}
      >
        <Icon name="eye" /> {s("child.open")}
      </button>
    </section>
  );
}
