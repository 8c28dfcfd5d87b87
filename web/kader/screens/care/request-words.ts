import type { RequestView } from "../../core/api.ts";
import { formatTime, formatWeekday } from "../../i18n/format.ts";
import { say } from "../../i18n/index.ts";
import { localDay } from "../../i18n/moment.ts";
import { actionDone, outcomeLabel, stateLabel } from "../../model/workflow.ts";
import { w } from "../people/words.ts";

/** A state of the workflow in words; its own name where a newer server says one that this app does not know. */
export function stateWords(request: RequestView): string {
  const { state } = request;
  return state ? say(stateLabel(request, state)) || state : w("state.unsent");
}

export const actionWords = (request: RequestView, action: string): string =>
  action === "open" ? w("action.open") : say(actionDone(request, action)) || action;
export const outcomeWords = (request: RequestView, outcome: string): string =>
  say(outcomeLabel(request, outcome)) || outcome;

export const reasonsWords = (request: RequestView): string =>
  request.reasons.map((reason) => reason.text).join(" ") || request.message;

export const requestTitle = (request: RequestView): string =>
  [stateWords(request), request.urgency === "biasa" ? "" : w(`urgency.${request.urgency}`)]
    .filter(Boolean)
    .join(" · ");

export { formatMoment as momentWords } from "../../i18n/moment.ts";

/** `Senin, 23 November, 09.00`, in the phone's own zone. */
export const whenWords = (iso: string): string => `${formatWeekday(localDay(iso))}, ${formatTime(iso)}`;
