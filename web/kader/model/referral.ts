// A referral as the post sees it: why, to whom, how urgent, and where the answer stands. Pure; no DOM.
import { ACTIONS, type Action, type CardRule } from "../../knowledge/cards/model.ts";
import type { Draft, PostInfo, RequestView } from "../core/api.ts";
import type { RequestOpened } from "../generated/wire.ts";

export type Urgency = "biasa" | "segera" | "darurat";
export const RANK: Record<Urgency, number> = { darurat: 0, segera: 1, biasa: 2 };

export interface Reason {
  rule: string;
  text: string;
}

/** A rule that fired, as the visit keeps it in its results. */
export interface FiredRule {
  id: string;
  action: Action;
  text: string;
  bring: string;
  urgency?: Urgency | undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

type Rules = readonly Pick<CardRule, "id" | "action" | "say" | "bring" | "urgency">[];

function ruleOf(id: unknown, rules: Rules): FiredRule[] {
  const rule = rules.find((each) => each.id === id);
  if (!rule) return [];
  const { action, say, bring, urgency } = rule;
  return [{ id: rule.id, action, text: say.id, bring: bring?.id ?? "", urgency }];
}

/**
 * Rules named as fired in a visit's results, of any step, most urgent first and each once. `rules` are those of the
 * visit's card; ids of other editions are left out. Texts are in Bahasa Indonesia: the puskesmas reads them.
 */
export function firedIn(results: Readonly<Record<string, unknown>>, rules: Rules): FiredRule[] {
  const steps = [results, ...Object.values(results).filter(isObject)];
  const fired = steps.flatMap((step) => (Array.isArray(step.fired) ? step.fired : []));
  const once = [...new Set(fired)].flatMap((id) => ruleOf(id, rules));
  return once.sort((x, y) => ACTIONS.indexOf(y.action) - ACTIONS.indexOf(x.action));
}

/** Rules that ask for a referral. */
export const referring = (rules: readonly FiredRule[]): FiredRule[] =>
  rules.filter((rule) => rule.action === "rujuk" || rule.action === "darurat");

/** How soon a rule asks for an answer, where it does not say so itself. */
export const URGENCY: Readonly<Record<Action, Urgency>> = {
  edukasi: "biasa",
  konsul: "biasa",
  rujuk: "segera",
  darurat: "darurat",
};

type Asking = { readonly action: Action; readonly urgency?: Urgency | undefined };

/** The most urgent of them. */
export const urgencyOf = (rules: readonly Asking[]): Urgency =>
  rules.map((rule) => rule.urgency ?? URGENCY[rule.action]).sort((a, b) => RANK[a] - RANK[b])[0] ?? "biasa";

/** Who can answer: the post's puskesmas first, then hospitals. */
export const unitsOf = (post: PostInfo) => [...(post.puskesmas ? [post.puskesmas] : []), ...post.hospitals];

export interface ReferralForm {
  person: string;
  urgency: Urgency;
  reasons: Reason[];
  message: string;
  to_unit: string;
  visit: string | null;
  /** On which ground the reasons travel; not asked yet, or "no". */
  basis?: Ground | undefined;
}

export type Ground = "consent" | "vital-interest" | "no";

/** Whoever cannot be asked in an emergency is referred all the same; otherwise the family says yes first. */
export const groundOf = ({ basis, urgency }: Pick<ReferralForm, "basis" | "urgency">): Ground | undefined =>
  basis === "vital-interest" && urgency !== "darurat"
    ? undefined
    : (basis ?? (urgency === "darurat" ? "vital-interest" : undefined));

export const SERVICE = "health";

export function referralDraft(form: ReferralForm, id: string): Draft {
  const data: RequestOpened = {
    person: form.person,
    service: SERVICE,
    urgency: form.urgency,
    reasons: form.reasons,
    visit: form.visit,
    to_unit: form.to_unit || null,
    message: form.message.trim(),
    basis: groundOf(form) === "vital-interest" ? "vital-interest" : "consent",
  };
  return { kind: "request.opened", subject: id, data };
}

/** Its workflow has not ended it: end states carry an outcome. */
export const isOpen = (request: Pick<RequestView, "outcome">): boolean => request.outcome === null;

export interface RequestAge {
  late: boolean;
  /** Whole days since it was opened. */
  days: number;
}

export function ageOf(request: Pick<RequestView, "opened_at" | "due_at" | "outcome">, now: Date): RequestAge {
  const days = Math.max(0, Math.floor((now.getTime() - Date.parse(request.opened_at)) / 86_400_000));
  const late = isOpen(request) && request.due_at !== null && Date.parse(request.due_at) < now.getTime();
  return { late, days };
}

/** Emergencies first, then the late ones, then the oldest. */
export function byRisk(now: Date): (a: RequestView, b: RequestView) => number {
  return (a, b) =>
    RANK[a.urgency] - RANK[b.urgency] ||
    Number(ageOf(b, now).late) - Number(ageOf(a, now).late) ||
    a.opened_at.localeCompare(b.opened_at);
}

/** Does this person already have an open request for the same reasons? One is enough. */
export function alreadyOpen(requests: readonly RequestView[], person: string): RequestView | undefined {
  return requests
    .filter((r) => r.person === person && isOpen(r))
    .sort((a, b) => b.opened_at.localeCompare(a.opened_at))[0];
}
