import type { Evaluation } from "../../../knowledge/cards/index.ts";
import { Icon } from "../../../ui/icon.tsx";
import { say } from "../../i18n/index.ts";
import { v } from "../../i18n/visit-words.ts";
import { further, toldWords } from "../../model/further-reasons.ts";
import { urgencyOf } from "../../model/referral.ts";
import type { Subject } from "../../model/visit.ts";
import { go } from "../../nav.ts";
import { usePhone } from "../../phone.tsx";

/** Says what the card suggests and refers in one tap; once referred, says to whom, and what has come up since. */
export function ReferralSuggestion(props: { subject: Subject; evaluation: Evaluation; isBrief?: boolean }) {
  const { subject, evaluation, isBrief } = props;
  const phone = usePhone();
  const { person, today } = subject;
  const visit = phone.visitId(person.id, today);
  const sent = phone.rows.requestsOf(person.id).filter((request) => request.visit === visit);
  const { standing, fresh } = further(sent, evaluation.fired);
  const unit = standing[0]?.to_unit_name || (phone.post().puskesmas?.name ?? v("verdict.followUp.unit"));
  if (fresh.length === 0)
    return standing.length > 0 ? (
      <Sent unit={unit} isUnsent={standing.some(({ pending }) => pending)} />
    ) : null;
  return (
    <section class="banner banner-question">
      <div class="row-main stack stack-tight">
        <h2>{v("visit.refer")}</h2>
        {standing.length > 0 && <p>{v("visit.refer.further", { unit, why: toldWords(standing) })}</p>}
        {(!isBrief || standing.length > 0) && (
          <ul>
            {fresh.map((each) => (
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
            urgency: urgencyOf(fresh),
            reasons: fresh.map((each) => ({ rule: each.id, text: each.say.id })),
          })
        }
      >
        <Icon name="send" /> {v("verdict.refer")}
      </button>
    </section>
  );
}

function Sent({ unit, isUnsent }: { unit: string; isUnsent: boolean }) {
  return (
    <p class={`banner ${isUnsent ? "banner-question" : "banner-info"}`}>
      <Icon name={isUnsent ? "send" : "circle-check"} />{" "}
      <span class="row-main">{v(isUnsent ? "visit.refer.unsent" : "visit.refer.done", { unit })}</span>
    </p>
  );
}
