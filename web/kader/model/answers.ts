// Answers to a request that the post must do something with: go and ask, add what is missing, tell the family. Pure; no DOM.
import content from "../../../content/programme/due.json";
import type { RequestView } from "../core/api.ts";
import { daysBetween } from "../i18n/format.ts";
import { localDay } from "../i18n/moment.ts";
import { waitsFor } from "./workflow.ts";

/** Whom a state waits for when the post has something to do or to tell: itself, or the puskesmas that looks further. */
const TOLD = new Set(["post", "puskesmas"]);

/** `state`: the state itself says what is to be done; `follow_up`: it has ended, with something for the post to do. */
export type Answer = "state" | "follow_up";

/** The day of its last step, at the place of this phone. */
export const answeredOn = ({ history, opened_at }: RequestView): string =>
  localDay(history.at(-1)?.at ?? opened_at);

/** What an answer asks of the post; null when it asks nothing, or was given long ago. */
export function answerOf(request: RequestView, today: string): Answer | null {
  if (request.outcome === null) return TOLD.has(waitsFor(request, request.state) ?? "") ? "state" : null;
  const isFresh = daysBetween(answeredOn(request), today) < content.answer_shown_days;
  return request.follow_up && isFresh ? "follow_up" : null;
}

/** An agreed time that is still to come; null once it has passed, or was given back. */
export const agreedTime = ({ state, appointment_at }: RequestView, now: Date): string | null =>
  state === "scheduled" && appointment_at && Date.parse(appointment_at) > now.getTime()
    ? appointment_at
    : null;
