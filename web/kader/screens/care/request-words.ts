import type { RequestView } from "../../core/api.ts";
import { formatDate, formatTime } from "../../i18n/format.ts";
import { id } from "../../i18n/people.id.ts";
import { type PeopleKey, w } from "../people/words.ts";

const isKey = (key: string): key is PeopleKey => key in id;

/** A state of the workflow in words; its own name where a newer server says one that this app does not know. */
export function stateWords(request: Pick<RequestView, "state" | "pending">): string {
  if (request.pending && !request.state) return w("state.unsent");
  const key = `state.${request.state}`;
  return isKey(key) ? w(key) : request.state || w("state.unsent");
}

export function actionWords(action: string): string {
  const key = `action.${action}`;
  return isKey(key) ? w(key) : action;
}

export const reasonsWords = (request: RequestView): string =>
  request.reasons.map((reason) => reason.text).join(" ") || request.message;

export const requestTitle = (request: RequestView): string =>
  [stateWords(request), request.urgency === "biasa" ? "" : w(`urgency.${request.urgency}`)]
    .filter(Boolean)
    .join(" · ");

export const momentWords = (iso: string): string => `${formatDate(iso.slice(0, 10))} ${formatTime(iso)}`;
