import { useEffect, useRef } from "preact/hooks";
import { type Ground, groundOf, type ReferralForm } from "../../model/referral.ts";
import { Choice } from "../../parts/choice.tsx";
import { r } from "./request-own-words.ts";

interface Props {
  form: ReferralForm;
  onChange: (ground: Ground) => void;
  /** It was to be sent before anyone was asked. */
  unasked: boolean;
}

/** Asked before anything travels: may the place that is asked know? In an emergency whoever cannot be asked is helped. */
export function Consent({ form, onChange, unasked }: Props) {
  const ground = groundOf(form);
  const missing = unasked && !ground;
  const hint = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (missing) hint.current?.scrollIntoView({ block: "center" });
  }, [missing]);
  const answers: Ground[] =
    form.urgency === "darurat" ? ["consent", "vital-interest", "no"] : ["consent", "no"];
  return (
    <section class="card stack stack-tight">
      <Choice
        legend={r("consent.legend")}
        help={r("consent.help")}
        value={ground ?? null}
        options={answers.map((value) => ({ value, label: r(`consent.${value}`) }))}
        onChange={onChange}
      />
      {missing && (
        <p class="field-error" role="alert" ref={hint}>
          {r("consent.missing")}
        </p>
      )}
      {ground === "no" && (
        <p class="question" role={unasked ? "alert" : undefined}>
          {r("consent.no.help")}
        </p>
      )}
    </section>
  );
}
