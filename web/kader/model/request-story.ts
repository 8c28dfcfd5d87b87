// A request as the post may tell it: who has the next step, since when, whom to call, and what is new. Pure; no DOM.
import content from "../../../content/programme/due.json";
import type { PostInfo, RequestView, Rows } from "../core/api.ts";
import { daysBetween } from "../i18n/format.ts";
import { localDay } from "../i18n/moment.ts";
import { answeredOn, answerOf } from "./answers.ts";
import { kept, phoneOf } from "./people.ts";
import { ageOf, byRisk, isOpen, unitsOf } from "./referral.ts";
import { MIND } from "./services.ts";
import { waitsFor } from "./workflow.ts";

/** Who has the next step. `phone`: it waits here for a signal; `nobody`: it has ended. */
export type Whom = "phone" | "unit" | "puskesmas" | "post" | "family" | "nobody";

/** Request → how many steps of others were read. */
export type Seen = Readonly<Record<string, number>>;

export interface Story {
  request: RequestView;
  whom: Whom;
  /** The local day since which they have it. */
  since: string;
  days: number;
  late: boolean;
  /** The post has something to do or to tell. */
  isOurs: boolean;
  /** Steps of others that this kader has not read. */
  news: number;
}

/** A time that the calendar gave is written in the name of whoever asked: news to them all the same. */
const BY_CALENDAR = "schedule";

/** Steps that somebody else took. */
const stepsOfOthers = ({ history }: RequestView, me: string): number =>
  history.filter(({ action, by }) => action !== "open" && (by !== me || action === BY_CALENDAR)).length;

export const newsOf = (request: RequestView, me: string, seen: Seen): number =>
  Math.max(0, stepsOfOthers(request, me) - (seen[request.id] ?? 0));

export const read = (request: RequestView, me: string, seen: Seen): Seen => ({
  ...seen,
  [request.id]: stepsOfOthers(request, me),
});

/** On a phone that has never said what was read: what is older than an answer is shown counts as read. */
export const firstSeen = (requests: readonly RequestView[], me: string, today: string): Seen =>
  requests
    .filter((request) => daysBetween(answeredOn(request), today) >= content.answer_shown_days)
    .reduce<Seen>((seen, request) => read(request, me, seen), {});

/** What waits to be sent waits here, a later step too; of a newer server's state only that it is open is known. */
function whomOf(request: RequestView): Whom {
  if (!isOpen(request)) return "nobody";
  if (request.state === "" || request.pending) return "phone";
  return (waitsFor(request, request.state) as Whom | null) ?? "unit";
}

export function storyOf(request: RequestView, me: string, seen: Seen, now: Date, today: string): Story {
  const at = request.history.at(-1)?.at ?? request.opened_at;
  const since = localDay(at);
  const days = Math.max(0, daysBetween(since, today));
  const { late } = ageOf(request, now);
  const isOurs = !request.pending && answerOf(request, today) !== null;
  return { request, whom: whomOf(request), since, days, late, isOurs, news: newsOf(request, me, seen) };
}

export type Group = "news" | "ours" | "theirs" | "ended";
export const GROUPS: readonly Group[] = ["news", "ours", "theirs", "ended"];

/** What is new comes first, whatever else it is; an unread answer is never below the fold of older ones. */
export function groupOf({ news, whom, isOurs }: Story): Group {
  if (news > 0) return "news";
  if (isOurs) return "ours";
  return whom === "nobody" ? "ended" : "theirs";
}

/** Open ones by risk, ended ones the latest first. */
export function inGroup(stories: readonly Story[], group: Group, now: Date): Story[] {
  const risk = byRisk(now);
  return stories
    .filter((story) => groupOf(story) === group)
    .sort((a, b) => (group === "ended" ? b.since.localeCompare(a.since) : risk(a.request, b.request)));
}

export interface Contact {
  name: string;
  phone: string;
}

/** Whom to call about it: the family when they or the post have the next step, else the place that was asked. */
export function contactOf({ request, whom }: Story, post: PostInfo, rows: Rows): Contact | null {
  if (whom === "nobody") return null;
  if (whom === "post" || whom === "family") return familyOf(request, rows);
  const units = unitsOf(post);
  const unit = units.find(({ id }) => id === request.to_unit) ?? post.puskesmas;
  return unit?.phone ? { name: unit.name, phone: unit.phone } : null;
}

function familyOf({ person }: RequestView, rows: Rows): Contact | null {
  const about = person && kept(rows, person);
  if (!about) return null;
  const phone = phoneOf(about, about.family ? rows.families.get(about.family) : undefined);
  return phone ? { name: about.name, phone } : null;
}

/** Requests that stand for somebody who may not be left alone are ended by nobody at the post (docs/protocol.md). */
const mayTakeBack = (request: RequestView): boolean =>
  !(
    (request.service === MIND && request.urgency === "darurat") ||
    request.reasons.some(({ rule }) => rule.startsWith("firstaid."))
  );

/** Entries of this request that have not left the phone, where they may be taken back. */
export const unsentOf = (request: RequestView, rows: Rows): readonly string[] =>
  request.pending && mayTakeBack(request) ? rows.unsentOf(request.id) : [];
