// What is next on a child's growth path, and when. Pure; held with the server to vectors/growth-path.json.
import content from "../../../content/programme/growth-path.json";
import { daysBetween } from "../i18n/format.ts";
import { addDays } from "./pregnancy.ts";

export interface PathStep {
  step: string;
  date: string;
  result?: string;
  values?: Record<string, unknown>;
}

export type TaskCode = keyof typeof content.tasks;

/** `by`: who does it. */
export interface PathTask {
  code: TaskCode;
  due: string;
  by: string;
}

/** The feeding started last: `day` n of `days`, counted from 1; portions given so far. */
export interface Feeding {
  kind: string;
  started: string;
  day: number;
  days: number;
  portions: number;
}

type Reason = (typeof content.reasons)[number];

/** The gravest of the reasons sets the rhythm; the mildest of all when none is known. */
function rhythm(reasons: readonly string[]): Reason {
  const known = content.reasons.find((reason) => reasons.includes(reason.code));
  return known ?? (content.reasons[content.reasons.length - 1] as Reason);
}

/** Steps in order of their days; those of one day as they were written. */
export const inOrder = (steps: readonly PathStep[]): PathStep[] =>
  [...steps].sort((a, b) => a.date.localeCompare(b.date));

const last = (steps: readonly PathStep[], code: string): PathStep | undefined =>
  [...steps].reverse().find((step) => step.step === code);

export function feedingOf(steps: readonly PathStep[], today: string): Feeding | null {
  const started = last(steps, "feeding_started");
  if (!started) return null;
  const typed = started.values?.days;
  const days = typeof typed === "number" && typed > 0 ? typed : defaultDays(started.result ?? "");
  const given = steps.filter((step) => step.step === "fed" && step.date >= started.date);
  const portions = given.reduce((sum, { values }) => sum + (Number(values?.portions) || 0), 0);
  const day = Math.min(days, Math.max(1, daysBetween(started.date, today) + 1));
  return { kind: started.result ?? "", started: started.date, day, days, portions };
}

function defaultDays(kind: string): number {
  const known = content.reasons
    .filter((reason) => reason.feeding === kind)
    .map((reason) => reason.feeding_days);
  return known.length > 0 ? Math.max(...known) : rhythm([]).feeding_days;
}

const task = (code: TaskCode, due: string): PathTask => ({ code, due, by: content.tasks[code].by });

/**
 * What is to be done on an open path, what is due first in front. `steps` in order; `weighed`: days on which the child
 * was weighed anywhere; `recovered`: the latest figures say so (the phone leaves that to the officer).
 */
export function pathTasks(
  opened: string,
  reasons: readonly string[],
  steps: readonly PathStep[],
  weighed: readonly string[],
  today: string,
  recovered = false,
): PathTask[] {
  const rule = rhythm(reasons);
  const found = [
    ...doctor(opened, rule, steps),
    ...hospital(steps),
    ...feeding(opened, rule, steps, today),
    weigh(opened, rule, steps, weighed, today),
  ];
  if (recovered) found.push(task("close", today));
  return found.sort((a, b) => a.due.localeCompare(b.due) || a.code.localeCompare(b.code));
}

function doctor(opened: string, rule: Reason, steps: readonly PathStep[]): PathTask[] {
  const seen = last(steps, "doctor");
  const ended = last(steps, "feeding_ended");
  if (!seen) return [task("doctor", addDays(opened, rule.doctor_within_days))];
  const again = ended?.result === "not_gained" && seen.date < ended.date;
  return again ? [task("doctor", addDays(ended.date, rule.doctor_within_days))] : [];
}

function hospital(steps: readonly PathStep[]): PathTask[] {
  const sent = last(steps, "doctor");
  const seen = last(steps, "hospital");
  const waits = sent?.result === "hospital" && (!seen || seen.date < sent.date);
  return waits ? [task("hospital", addDays(sent.date, content.hospital_within_days))] : [];
}

/** Whether a feeding runs that nobody has reviewed. */
function isFed(steps: readonly PathStep[]): boolean {
  const started = last(steps, "feeding_started");
  const ended = last(steps, "feeding_ended");
  return started !== undefined && (!ended || ended.date < started.date);
}

function feeding(opened: string, rule: Reason, steps: readonly PathStep[], today: string): PathTask[] {
  const running = feedingOf(steps, today);
  if (running) return isFed(steps) ? [task("review", addDays(running.started, running.days))] : [];
  const seen = last(steps, "hospital");
  const elsewhere = ["hospital", "watch"].includes(last(steps, "doctor")?.result ?? "") && !seen;
  const starts = !elsewhere && seen?.result !== "inpatient";
  return starts ? [task("feeding", addDays(opened, rule.feeding_within_days))] : [];
}

function weigh(
  opened: string,
  rule: Reason,
  steps: readonly PathStep[],
  weighed: readonly string[],
  today: string,
): PathTask {
  const every = isFed(steps) ? content.feeding_weigh_every_days : rule.weigh_every_days;
  return task("weigh", addDays(lastWeighed(weighed, opened, today), every));
}

function lastWeighed(weighed: readonly string[], opened: string, today: string): string {
  return latest([...weighed.filter((day) => day <= today), opened]) ?? opened;
}

const latest = (days: readonly string[]): string | undefined => [...days].sort().pop();

/** Whether nobody has weighed the child for so long that someone should go and see. */
export function isGivenUp(weighed: readonly string[], opened: string, today: string): boolean {
  const since = latest(weighed.filter((day) => day <= today)) ?? opened;
  return daysBetween(since, today) >= content.given_up_after_days;
}
