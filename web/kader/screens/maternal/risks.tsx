import content from "../../../../content/programme/pregnancy-risks.json";
import { Icon } from "../../../ui/icon.tsx";
import type { PersonView, PregnancyView, Words } from "../../core/api.ts";
import { say } from "../../i18n/index.ts";
import { risksOf, startDate } from "../../model/pregnancy.ts";
import { usePhone } from "../../phone.tsx";
import { type PeopleKey, w } from "../people/words.ts";

const WORDS = content.words as Readonly<Record<string, Words>>;

/** What asks for more attention, each with the next step: computed from the four "too"s, and what was ticked. */
export function Risks({ person, pregnancy }: { person: PersonView; pregnancy: PregnancyView }) {
  const today = usePhone().today();
  const facts = { ...pregnancy, birth_date: person.birth_date, start: startDate(pregnancy) };
  const found = [...new Set([...risksOf(facts, today), ...pregnancy.risks])];
  if (found.length === 0) return null;
  return (
    <section class="card stack" aria-labelledby="risks">
      <h2 id="risks">{w("preg.risks")}</h2>
      <p>{w("preg.risks.help")}</p>
      <ul class="stack stack-tight">
        {found.map((risk) => (
          <li key={risk}>
            <p class="strong">
              <Icon name="circle-alert" /> {w(`risk.${risk}` as PeopleKey)}
            </p>
            {WORDS[risk] && <p>{say(WORDS[risk])}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
