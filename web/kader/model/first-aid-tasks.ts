// What is still to be done after first aid: somebody must take over, or be asked again. Without the content. Pure; no DOM.
import type { FirstAidView, RequestView, Rows } from "../core/api.ts";
import { daysBetween } from "../i18n/format.ts";
import { localDay } from "../i18n/moment.ts";
import { kept } from "./people.ts";
import { isOpen } from "./referral.ts";

/** `waits`: somebody may not be left alone and nobody has taken over; else the day on which to ask again has come. */
export interface AidTask {
  aid: FirstAidView;
  date: string;
  waits: boolean;
}

/** What stands open was recorded before the path's end, and only for who may not be left alone. */
export const waits = ({ path }: FirstAidView): boolean => path.at(-1) !== "selesai";

/** What is to be done by today, what waits first, then the longest due. */
export function aidTasks(aids: readonly FirstAidView[], today: string): AidTask[] {
  const followed = new Set(aids.map((aid) => aid.follows));
  const tasks = aids.flatMap((aid): AidTask[] => {
    if (waits(aid)) return [{ aid, date: aid.date, waits: true }];
    const isDue = aid.follow_up !== null && aid.follow_up <= today && !followed.has(aid.aid);
    return isDue ? [{ aid, date: aid.follow_up ?? "", waits: false }] : [];
  });
  return tasks.sort((a, b) => Number(b.waits) - Number(a.waits) || a.date.localeCompare(b.date));
}

/** Tasks about whom no list of persons shows: nobody was named, or they are no longer on the register. */
export function unlistedTasks(rows: Rows, today: string): AidTask[] {
  const isListed = ({ person }: FirstAidView): boolean => {
    const known = person === null ? undefined : kept(rows, person);
    return known !== undefined && !known.guest && known.status === "active";
  };
  return aidTasks(rows.firstAids(), today).filter(({ aid }) => !isListed(aid));
}

/** So long does the answer to a request that names nobody stand where the kader finds it. */
const ANSWER_DAYS = 7;

/** Requests that name nobody: those that wait, and those answered lately. */
export const unnamedRequests = (rows: Rows, today: string): readonly RequestView[] =>
  rows.requests().filter((row) => row.person === null && (isOpen(row) || isFresh(row, today)));

function isFresh({ history }: RequestView, today: string): boolean {
  const last = history.at(-1)?.at;
  return last !== undefined && daysBetween(localDay(last), today) < ANSWER_DAYS;
}
