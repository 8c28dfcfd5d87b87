// A request whose puskesmas may hold how somebody is reached. What it holds, no phone knows. Pure.
import type { RequestView, Rows } from "../core/api.ts";
import { daysBetween } from "../i18n/format.ts";
import { localDay } from "../i18n/moment.ts";
import { KEPT_DAYS } from "./reach.ts";
import { isOpen } from "./referral.ts";
import { MIND } from "./services.ts";

const RULE = "firstaid.";
const UNNAMED = "firstaid.unnamed";
const CRITICAL = "firstaid.critical";

const hasRule = ({ reasons }: RequestView, start: string): boolean =>
  reasons.some(({ rule }) => rule.startsWith(start));

/** It came from first aid, or first aid went with it; and the days after its end in which a number is kept are not over. */
export function mayHoldContact(request: RequestView, rows: Rows, today: string): boolean {
  if (request.service !== MIND) return false;
  const isAided = hasRule(request, RULE) || rows.firstAids().some((aid) => aid.request === request.id);
  if (!isAided || isOpen(request)) return isAided;
  const last = request.history.at(-1)?.at ?? request.opened_at;
  return daysBetween(localDay(last), today) <= KEPT_DAYS;
}

/**
 * How somebody whom nobody named is reached, as far as the request tells: a calm path says it when it asks; a crisis
 * asks first, and how they may be reached is agreed when it is over.
 */
export function reachOf(request: RequestView): "number" | "kader" | "either" {
  if (hasRule(request, CRITICAL)) return "either";
  return hasRule(request, UNNAMED) ? "kader" : "number";
}
