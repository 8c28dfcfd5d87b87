import { useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import type { RequestView } from "../../core/api.ts";
import { formatDate, formatTime } from "../../i18n/format.ts";
import { localDay } from "../../i18n/moment.ts";
import { contactOf, type Story, unsentOf, type Whom } from "../../model/request-story.ts";
import { usePhone } from "../../phone.tsx";
import { showToast } from "../../toast.tsx";
import { actionWords } from "../care/request-words.ts";
import { w } from "../people/words.ts";
import { q } from "./words.ts";

const whoWords = ({ request, whom }: Story): string =>
  q(`whom.${whom}`, { unit: request.to_unit_name || w("referral.unit") });

/** `sejak 3 November 2026 (18 hari) · sudah lewat waktunya` */
function sinceWords({ since, days, late }: Story): string {
  const when = q(days > 0 ? "since.days" : "since", { date: formatDate(since), n: days });
  return [when, late && q("late")].filter(Boolean).join(" · ");
}

export const waitingWords = (story: Story): string => `${whoWords(story)} ${sinceWords(story)}`;

/** Until when an answer is due, with the hour in an emergency; nothing once the family or nobody is waited for. */
function dueWords({ request, whom }: Story): string {
  const { due_at, urgency } = request;
  if (!due_at || whom === "nobody" || whom === "family") return "";
  const date = formatDate(localDay(due_at));
  return q("due", { date: urgency === "darurat" ? `${date}, ${formatTime(due_at)}` : date });
}

const isAtHome = (whom: Whom): boolean => whom === "post" || whom === "family";

/** Who has the next step, since when, until when, and whom to call. */
export function StoryFacts({ story }: { story: Story }) {
  const phone = usePhone();
  const { whom } = story;
  const contact = contactOf(story, phone.post(), phone.rows);
  return (
    <section class="card stack stack-tight">
      <h2>{whoWords(story)}</h2>
      <p>{sinceWords(story)}</p>
      {dueWords(story) && <p class="small">{dueWords(story)}</p>}
      {contact ? (
        <a class="btn btn-block" href={`tel:${contact.phone.replace(/[^\d+]/g, "")}`}>
          <Icon name="phone" /> {q("contact", { name: contact.name })}
        </a>
      ) : (
        whom !== "nobody" && <p class="small muted">{q(isAtHome(whom) ? "contact.visit" : "contact.none")}</p>
      )}
    </section>
  );
}

/** What has not left the phone is taken back without a trace, with or without a signal. */
export function TakeBack({ request }: { request: RequestView }) {
  const phone = usePhone();
  const [isAsking, setAsking] = useState(false);
  const unsent = unsentOf(request, phone.rows);
  if (unsent.length === 0) return null;
  const isWhole = request.state === "";
  async function takeBack(): Promise<void> {
    const isBack = await phone.undo([...unsent]);
    showToast(q(isBack ? "back.done" : "back.late"));
    setAsking(false);
  }
  const last = request.history.at(-1);
  return (
    <div class="stack stack-tight">
      {!isWhole && last && <p>{q("step.unsent", { action: actionWords(request, last.action) })}</p>}
      {isAsking ? (
        <>
          <p role="status">{q("back.ask")}</p>
          <button type="button" class="btn btn-primary btn-block" onClick={() => void takeBack()}>
            {q("back.sure")}
          </button>
          <button type="button" class="btn btn-block" onClick={() => setAsking(false)}>
            {q("back.keep")}
          </button>
        </>
      ) : (
        <button type="button" class="btn btn-block" onClick={() => setAsking(true)}>
          <Icon name="undo-2" /> {q(isWhole ? "back" : "back.step")}
        </button>
      )}
    </div>
  );
}
