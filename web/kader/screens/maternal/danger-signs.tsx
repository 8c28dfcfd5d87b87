import content from "../../../../content/programme/danger-signs.json";
import { cardNow, type Fired } from "../../../knowledge/cards/index.ts";
import { Icon } from "../../../ui/icon.tsx";
import type { PersonView } from "../../core/api.ts";
import { raiseDanger } from "../../danger.tsx";
import { say } from "../../i18n/index.ts";
import type { Choices } from "../../model/birth.ts";
import { usePhone } from "../../phone.tsx";
import { m } from "./words.ts";

const RULE = "RJ-B0.danger";

/** The card's own emergency rule, as if it had been answered at the table; the sign is named first. */
function firedBy(card: "hamil" | "nifas", sign: Choices): Fired | null {
  const rule = cardNow(card)?.rules.find(({ id }) => id === RULE);
  if (!rule) return null;
  const named = { id: `${sign.label.id}. ${rule.say.id}`, en: `${sign.label.en}. ${rule.say.en}` };
  const { id, action, do_at_home = null, bring = null, source } = rule;
  return { id, action, say: named, do_at_home, bring, source, private: false, trace: [] };
}

/** One tap on what the mother tells: script, call and an emergency request, on any day, with or without signal. */
export function DangerSigns({ person, card }: { person: PersonView; card: "hamil" | "nifas" }) {
  const phone = usePhone();
  const raise = (sign: Choices): void => {
    const fired = firedBy(card, sign);
    if (!fired) return;
    const visit = phone.visitId(person.id, phone.today());
    void raiseDanger(phone, {
      person: person.id,
      name: person.name,
      visit,
      fired: [fired],
      onWrong: () => undefined,
    });
  };
  return (
    <details class="card more">
      <summary>
        <Icon name="triangle-alert" /> {m("danger.title")}
      </summary>
      <div class="stack stack-tight">
        <p>{m("danger.help")}</p>
        {content[card].map((sign) => (
          <button key={sign.value} type="button" class="btn btn-block" onClick={() => raise(sign)}>
            {say(sign.label)}
          </button>
        ))}
      </div>
    </details>
  );
}
