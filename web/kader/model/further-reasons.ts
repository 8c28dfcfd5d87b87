// Reasons that came up after a referral was sent: each is offered, none is swallowed by the one that stands. Pure.
import type { Action } from "../../knowledge/cards/model.ts";
import type { RequestView } from "../core/api.ts";
import { RANK, type ReferralForm } from "./referral.ts";

type Standing = Pick<RequestView, "reasons" | "message" | "outcome">;
type Rule = { readonly id: string; readonly action: Action; readonly private?: boolean };

export interface Further<R, F> {
  /** Referrals that count: one taken back says nothing. */
  standing: R[];
  /** Rules that ask for a referral and stand in none of them. */
  fresh: F[];
}

/** What is referred already, and what is new. A rule said in private goes into no referral. */
export function further<R extends Standing, F extends Rule>(
  requests: readonly R[],
  fired: readonly F[],
): Further<R, F> {
  const standing = requests.filter(({ outcome }) => outcome !== "cancelled");
  const named = new Set(standing.flatMap(({ reasons }) => reasons.map(({ rule }) => rule)));
  const asks = ({ action }: F): boolean => action === "rujuk" || action === "darurat";
  return { standing, fresh: fired.filter((rule) => asks(rule) && !rule.private && !named.has(rule.id)) };
}

/** Why they were sent, each reason once. */
export const toldWords = (standing: readonly Standing[]): string =>
  [...new Set(standing.flatMap(({ reasons, message }) => [...reasons.map(({ text }) => text), message]))]
    .filter(Boolean)
    .join(" ");

/** A form that was left half-way; `offered`: ids of the rules it named when it was opened, removed ones included. */
export type OfferedForm = ReferralForm & { offered: string[] };

export const offeredForm = (form: ReferralForm): OfferedForm => ({
  ...form,
  offered: form.reasons.map(({ rule }) => rule),
});

/** A form taken up again, with the reasons of now: one of another visit is begun anew, a new reason is added. */
export function broughtUp(saved: OfferedForm, now: OfferedForm): OfferedForm {
  if (saved.visit !== now.visit) return now;
  const known = new Set(saved.offered ?? saved.reasons.map(({ rule }) => rule));
  const fresh = now.reasons.filter(({ rule }) => !known.has(rule));
  if (fresh.length === 0) return saved;
  return {
    ...saved,
    urgency: RANK[now.urgency] < RANK[saved.urgency] ? now.urgency : saved.urgency,
    reasons: [...saved.reasons, ...fresh],
    offered: [...known, ...fresh.map(({ rule }) => rule)],
  };
}
