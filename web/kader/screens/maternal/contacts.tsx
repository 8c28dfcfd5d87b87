import { useMemo } from "preact/hooks";
import type { PersonView, PregnancyView } from "../../core/api.ts";
import { say } from "../../i18n/index.ts";
import { countContacts, isEarlyFirst } from "../../model/contact.ts";
import { historyOf } from "../../model/due.ts";
import { startDate } from "../../model/pregnancy.ts";
import { forecaster } from "../../model/schedule.ts";
import { usePhone } from "../../phone.tsx";
import { ContactList } from "./contact-list.tsx";
import { m } from "./words.ts";

/** K1–K6: counted by date, labelled both ways that forms use, never refused. */
export function Contacts({ person, pregnancy }: { person: PersonView; pregnancy: PregnancyView }) {
  const phone = usePhone();
  const { rows } = phone;
  const today = phone.today();
  const lmp_date = startDate(pregnancy);
  const contacts = useMemo(() => {
    if (!lmp_date || lmp_date > today) return [];
    return forecaster("anc", { lmp_date }, historyOf(rows, person.id), today);
  }, [rows, rows.version, person.id, lmp_date, today]);
  if (contacts.length === 0) return null;
  const dates = contacts.flatMap(({ given_on }) => (given_on ? [given_on] : []));
  const early = isEarlyFirst(pregnancy, dates);
  return (
    <section class="card stack" aria-labelledby="contacts">
      <h2 id="contacts">{m("contacts.title")}</h2>
      <p class="strong">{m("contacts.of", { n: dates.length, target: contacts.length })}</p>
      {early === false && <p class="small">{m("contacts.late")}</p>}
      <ContactList person={person.id} contacts={contacts} code="K" />
      {dates.length > 0 && <Counts pregnancy={pregnancy} dates={dates} />}
    </section>
  );
}

/** The same contacts as the two forms count them, trimester by trimester. */
function Counts({ pregnancy, dates }: { pregnancy: PregnancyView; dates: readonly string[] }) {
  return (
    <details class="more">
      <summary>{m("contacts.count")}</summary>
      <table class="small">
        <thead>
          <tr>
            <th scope="col">{m("contacts.form")}</th>
            {[1, 2, 3].map((n) => (
              <th key={n} scope="col">
                {m("contacts.trimester", { n })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {countContacts(pregnancy, dates).map(({ id, label, trimesters }) => (
            <tr key={id}>
              <th scope="row">{say(label)}</th>
              {trimesters.map(({ trimester, done, target }) => (
                <td key={trimester}>{m("contacts.cell", { n: done, target })}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
