import { Icon } from "../../../ui/icon.tsx";
import type { PersonView, RequestView } from "../../core/api.ts";
import { say } from "../../i18n/index.ts";
import { mayHoldContact, reachOf } from "../../model/reach-kept.ts";
import { ageOf, byRisk, isOpen } from "../../model/referral.ts";
import { MIND } from "../../model/services.ts";
import { familyWords, isNotice } from "../../model/workflow.ts";
import { go } from "../../nav.ts";
import { usePhone } from "../../phone.tsx";
import { WishNote } from "../appointment/wish.tsx";
import { ForgetContact } from "../firstaid/forget-contact.tsx";
import { f } from "../firstaid/words.ts";
import { w } from "../people/words.ts";
import { TakeBack } from "../requests/story.tsx";
import { CostLine } from "./place-facts.tsx";
import { RequestFacts } from "./request-facts.tsx";
import { RequestMoves } from "./request-moves.tsx";
import { r } from "./request-own-words.ts";
import {
  actionWords,
  momentWords,
  outcomeWords,
  reasonsWords,
  stateWords,
  whenWords,
} from "./request-words.ts";

/** Where a referral stands, with the puskesmas' answer in its own words. */
export function RequestCard({ request }: { request: RequestView }) {
  const phone = usePhone();
  const age = ageOf(request, phone.now());
  const isUnsent = request.state === "";
  const hasStory = !isUnsent && (request.history.length > 1 || request.history.some((step) => step.note));
  // A step that waits to be sent: what may be done next is only known once the server has taken it.
  const isChanging = request.pending;
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
      {request.appointment_at && request.state === "scheduled" && (
        <>
          <p class="banner banner-info">
            <Icon name="calendar-days" />
            <strong>{w("referral.appointment", { when: whenWords(request.appointment_at) })}</strong>
          </p>
          <CostLine request={request} />
        </>
      )}
      <WishNote request={request} />
      {request.outcome && (
        <p class="strong">{w("referral.outcome", { outcome: outcomeWords(request, request.outcome) })}</p>
      )}
      {request.follow_up && <p>{w("referral.followUp", { text: request.follow_up })}</p>}
      {age.late && <p class="clock clock-late">{w("referral.late", { n: age.days })}</p>}
      <RequestFacts request={request} />
      {hasStory && <Steps request={request} />}
      {isOpen(request) && (!isChanging || isUnnamed(request)) && <Pass request={request} />}
      <div class="cluster">
        {(request.person !== null || isNotice(request)) && (
          <button type="button" class="btn" onClick={() => go("printLetter", { request: request.id })}>
            <Icon name="printer" />
            {w(isNotice(request) ? "notice.letter" : "referral.letter")}
          </button>
        )}
        {!isChanging && <RequestMoves request={request} />}
      </div>
      <TakeBack request={request} />
      {mayHoldContact(request, phone.rows, phone.today()) && <ForgetContact request={request} />}
    </article>
  );
}

/** Nobody is looked up for them on the register. */
const isUnnamed = (request: RequestView): boolean => request.person === null && !isNotice(request);

/** What may be said, and to whom: nobody can call somebody who was not named, and what is confidential is for one alone. */
function Pass({ request }: { request: RequestView }) {
  const text = say(familyWords(request, request.state));
  if (isUnnamed(request)) return <p class="small">{f(`reach.${reachOf(request)}`)}</p>;
  if (!text) return null;
  return (
    <p class="small">
      {request.service === MIND ? f("reach.own", { text }) : w("referral.family", { text })}
    </p>
  );
}

function Steps({ request }: { request: RequestView }) {
  return (
    <ol class="timeline">
      {request.history.map((step) => (
        <li key={`${step.at}${step.action}`}>
          <p class="timeline-date">{momentWords(step.at)}</p>
          <p class="strong">{actionWords(request, step.action)}</p>
          {step.answered_by && <p class="small muted">{r("by.place", { name: step.answered_by })}</p>}
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
