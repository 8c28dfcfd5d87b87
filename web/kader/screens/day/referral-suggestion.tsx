import type { Evaluation } from "../../../knowledge/cards/index.ts";
import { Icon } from "../../../ui/icon.tsx";
import { say } from "../../i18n/index.ts";
import { v } from "../../i18n/visit-words.ts";
import type { Subject } from "../../model/visit.ts";
import { go } from "../../nav.ts";
import { usePhone } from "../../phone.tsx";

/** Says what the card suggests and refers in one tap; once referred, says to whom. */
export function ReferralSuggestion(props: { subject: Subject; evaluation: Evaluation; isBrief?: boolean }) {
  const { subject, evaluation, isBrief } = props;
  const phone = usePhone();
  const { person, today } = subject;
  const visit = phone.visitId(person.id, today);
  const sent = phone.rows.requestsOf(person.id).find((request) => request.visit === visit);
  if (sent)
    return <Sent unit={sent.to_unit_name || (phone.post().puskesmas?.name ?? v("verdict.followUp.unit"))} />;
  const reasons = evaluation.fired.filter(
    (fired) => !fired.private && (fired.action === "rujuk" || fired.action === "darurat"),
  );
  if (reasons.length === 0) return null;
  const urgency = evaluation.action === "darurat" ? "darurat" : "biasa";
  return (
    <section class="banner banner-question">
      <div class="row-main stack stack-tight">
        <h2>{v("visit.refer")}</h2>
        {!isBrief && (
          <ul>
            {reasons.map((each) => (
              <li key={each.id}>{say(each.say)}</li>
            ))}
          </ul>
        )}
      </div>
      <button
        type="button"
        class="btn btn-primary btn-big btn-block"
        onClick={() =>
          go("referral", {
            person: person.id,
            visit,
            urgency,
            reasons: reasons.map((each) => ({ rule: each.id, text: each.say.id })),
          })
        }
      >
        <Icon name="send" /> {v("verdict.refer")}
      </button>
    </section>
  );
}

function Sent({ unit }: { unit: string }) {
  return (
    <p class="banner banner-info">
      <Icon name="circle-check" /> <span class="row-main">{v("visit.refer.done", { unit })}</span>
    </p>
  );
}
