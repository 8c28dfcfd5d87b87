import { Icon } from "../../../ui/icon.tsx";
import type { PersonView, RequestView } from "../../core/api.ts";
import { say } from "../../i18n/index.ts";
import { ageOf, byRisk, isOpen } from "../../model/referral.ts";
import { familyWords, isNotice } from "../../model/workflow.ts";
import { go } from "../../nav.ts";
import { usePhone } from "../../phone.tsx";
import { w } from "../people/words.ts";
import { RequestMoves } from "./request-moves.tsx";
import { actionWords, momentWords, outcomeWords, reasonsWords, stateWords } from "./request-words.ts";

/** Where a referral stands, with the puskesmas' answer in its own words. */
export function RequestCard({ request }: { request: RequestView }) {
  const phone = usePhone();
  const age = ageOf(request, phone.now());
  const family = say(familyWords(request, request.state));
  const answers = request.history.filter((step) => step.note);
  return (
    <article class="card stack stack-tight">
      <div class="spread">
        <h3>{request.to_unit_name || w("referral.unit")}</h3>
        <span class={`pill ${age.late ? "pill-unsafe" : "pill-nila"}`}>
          <Icon name={age.late ? "clock" : "send"} />
          {[stateWords(request), age.late && w("referral.isLate")].filter(Boolean).join(" · ")}
        </span>
      </div>
      <p>{reasonsWords(request)}</p>
      {request.appointment_at && (
        <p class="banner banner-info">
          <Icon name="calendar-days" />
          {w("referral.appointment", { when: momentWords(request.appointment_at) })}
        </p>
      )}
      {request.outcome && (
        <p class="strong">{w("referral.outcome", { outcome: outcomeWords(request, request.outcome) })}</p>
      )}
      {request.follow_up && <p>{w("referral.followUp", { text: request.follow_up })}</p>}
      {age.late && <p class="clock clock-late">{w("referral.late", { n: age.days })}</p>}
      {(answers.length > 0 || request.history.length > 1) && <Steps request={request} />}
      {family && isOpen(request) && <p class="small">{w("referral.family", { text: family })}</p>}
      <div class="cluster">
        <button type="button" class="btn" onClick={() => go("printLetter", { request: request.id })}>
          <Icon name="printer" />
          {w(isNotice(request) ? "notice.letter" : "referral.letter")}
        </button>
        <RequestMoves request={request} />
      </div>
    </article>
  );
}

function Steps({ request }: { request: RequestView }) {
  return (
    <ol class="timeline">
      {request.history.map((step) => (
        <li key={`${step.at}${step.action}`}>
          <p class="timeline-date">{momentWords(step.at)}</p>
          <p class="strong">{actionWords(request, step.action)}</p>
          {step.note && <p>{step.note}</p>}
        </li>
      ))}
    </ol>
  );
}

/** The referrals of one person that wait for an answer, and those answered lately. */
export function OpenRequests({ person }: { person: PersonView }) {
  const phone = usePhone();
  const all = phone.rows.requestsOf(person.id);
  // Nobody is to meet, or to send on, who has died; the family still is.
  const requests = person.status === "died" ? all.filter(isNotice) : all;
  const open = requests.filter(isOpen).sort(byRisk(phone.now()));
  const [last] = requests.filter((r) => !isOpen(r)).sort((a, b) => b.opened_at.localeCompare(a.opened_at));
  const shown = last && open.length === 0 ? [last] : open;
  if (shown.length === 0) return null;
  return (
    <section class="stack stack-tight" aria-labelledby="referrals">
      <h2 id="referrals">{w("person.referrals")}</h2>
      {shown.map((request) => (
        <RequestCard key={request.id} request={request} />
      ))}
    </section>
  );
}
