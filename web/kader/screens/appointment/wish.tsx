import { Icon } from "../../../ui/icon.tsx";
import type { RequestView } from "../../core/api.ts";
import { say } from "../../i18n/index.ts";
import { wishState } from "../../model/appointment.ts";
import { askedTimes, fitOf } from "../../model/asked-times.ts";
import { asksWish } from "../../model/step-form.ts";
import { movesOf } from "../../model/workflow.ts";
import { whenWords } from "../care/request-words.ts";
import { a } from "./words.ts";

/** What became of the moments that a family asked for, and whether the appointment is one of them. */
export function WishNote({ request }: { request: RequestView }) {
  const said = noteWords(request);
  if (!said) return null;
  return (
    <div class="banner banner-info">
      <Icon name="calendar-days" />
      <div class="row-main stack stack-tight">
        <p>{said}</p>
        {isAnother(request) && <AskAgain request={request} />}
      </div>
    </div>
  );
}

/** Agreed, and not a moment that was named. */
export const isAnother = (request: RequestView): boolean => {
  const fit = request.state === "scheduled" ? fitOf(request) : null;
  return fit === "instead" || fit === "other";
};

/** The way to another time, where the post has it. */
function AskAgain({ request }: { request: RequestView }) {
  const move = request.pending ? undefined : movesOf(request).find(asksWish);
  return move ? <p>{a("again", { label: say(move.label) })}</p> : null;
}

function noteWords(request: RequestView): string {
  const when = wishWords(request);
  const state = wishState(request);
  if (!when) return "";
  if (state) return a(`state.${state}`, { when });
  const fit = request.state === "scheduled" ? fitOf(request) : null;
  const { otherwise } = askedTimes(request);
  if (fit === "instead" && otherwise) return a(`fit.instead.${otherwise}`, { when: chosenWords(request) });
  return fit && fit !== "instead" ? a(`fit.${fit}`, { when }) : "";
}

function chosenWords(request: RequestView): string {
  const { chosen, more } = askedTimes(request);
  return [...chosen.map(whenWords), more > 0 && a("more.asked", { n: more })].filter(Boolean).join("; ");
}

/** `Rabu, 25 November, 08.00; bila terisi: pagi lain` */
function wishWords(request: RequestView): string {
  const { chosen, otherwise } = askedTimes(request);
  if (chosen.length === 0) return otherwise ? a(`wish.${otherwise}`).toLowerCase() : "";
  const named = chosenWords(request);
  return otherwise ? `${named}; ${a("otherwise", { part: a(`part.${otherwise}`).toLowerCase() })}` : named;
}
