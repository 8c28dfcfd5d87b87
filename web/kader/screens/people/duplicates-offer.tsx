import { useMemo } from "preact/hooks";
import { formatDate } from "../../i18n/format.ts";
import { type Candidate, candidates, type Facts } from "../../model/duplicates.ts";
import { everyone } from "../../model/people.ts";
import { usePhone } from "../../phone.tsx";
import { PersonRow } from "./person-row.tsx";
import { w } from "./words.ts";

/** People on the register who may be the one being typed. */
export function useCandidates(facts: Facts, except?: string): Candidate[] {
  const { rows } = usePhone();
  const key = JSON.stringify(facts);
  return useMemo(
    () => (facts.name.trim().length < 3 ? [] : candidates(facts, everyone(rows, except))),
    [rows, rows.version, key, except],
  );
}

interface OfferProps {
  found: readonly Candidate[];
  onChoose: (person: string) => void;
  title?: string;
}

/** "Is it one of these?": offered while typing, decided by the kader. */
export function DuplicatesOffer({ found, onChoose, title }: OfferProps) {
  const { rows } = usePhone();
  if (found.length === 0) return null;
  return (
    <section class="question stack stack-tight" aria-live="polite">
      <p class="strong">{title ?? w("dup.title")}</p>
      <ul class="list">
        {found.flatMap(({ id, match }) => {
          const person = rows.persons.get(id);
          if (!person) return [];
          const born = person.birth_date ? w("dup.born", { date: formatDate(person.birth_date) }) : "";
          const why = match.reasons.map((reason) => w(`dup.${reason}`)).join(", ");
          return [
            <li key={id}>
              <PersonRow
                person={person}
                sub={[born, why].filter(Boolean).join(" · ")}
                onOpen={() => onChoose(id)}
              />
            </li>,
          ];
        })}
      </ul>
      <p class="small">{w("dup.help")}</p>
    </section>
  );
}
