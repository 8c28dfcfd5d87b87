import { homeAdvice } from "../../../knowledge/cards/index.ts";
import { Icon } from "../../../ui/icon.tsx";
import { say, t } from "../../i18n/index.ts";
import type { Values } from "../../model/visit.ts";
import type { Form } from "../../parts/use-form.ts";

/** Advice for the child's age; one tap says that it was given. */
export function AdviceChips({ facts, form }: { facts: Values; form: Form }) {
  const advice = typeof facts.age_months === "number" ? homeAdvice(facts.age_months, facts) : null;
  if (!advice) return null;
  const given = typeof form.values.education === "string" ? form.values.education : "";
  const unique = new Map([advice.one, advice.feeding, advice.stimulation].map((each) => [each.id, each]));
  return (
    <section class="stack stack-tight">
      <h2>{t("visit.advice")}</h2>
      {[...unique.values()].map((each) => {
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
