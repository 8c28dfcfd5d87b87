import { type Fired, homeAdvice, type Text } from "../../../knowledge/cards/index.ts";
import { Icon } from "../../../ui/icon.tsx";
import { say } from "../../i18n/index.ts";
import { v } from "../../i18n/visit-words.ts";
import type { Values } from "../../model/visit.ts";
import type { Form } from "../../parts/use-form.ts";

interface AdviceChipsProps {
  facts: Values;
  fired: readonly Fired[];
  form: Form;
}

interface Tip {
  id: string;
  say: Text;
}

/** Advice for the child's age, or what the card suggests to do at home; each once. */
function tipsOf(facts: Values, fired: readonly Fired[]): Tip[] {
  const advice = typeof facts.age_months === "number" ? homeAdvice(facts.age_months, facts) : null;
  if (!advice)
    return fired.flatMap(({ id, do_at_home: home, ...rule }) =>
      home && !rule.private ? [{ id, say: home }] : [],
    );
  return [
    ...new Map([advice.one, advice.feeding, advice.stimulation].map((each) => [each.id, each])).values(),
  ];
}

/** One tap says that the advice was given. */
export function AdviceChips({ facts, fired, form }: AdviceChipsProps) {
  const tips = tipsOf(facts, fired);
  if (tips.length === 0) return null;
  const given = typeof form.values.education === "string" ? form.values.education : "";
  return (
    <section class="stack stack-tight">
      <h2>{v("visit.advice")}</h2>
      {tips.map((each) => {
        const text = say(each.say);
        const isGiven = given.includes(text);
        return (
          <button
            key={each.id}
            type="button"
            class={`choice${isGiven ? " is-on" : ""}`}
            aria-pressed={isGiven}
            onClick={() =>
              form.set("education", isGiven ? given.replace(text, "").trim() : `${given} ${text}`.trim())
            }
          >
            {isGiven && <Icon name="check" />} {text}
          </button>
        );
      })}
    </section>
  );
}
