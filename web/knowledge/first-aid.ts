/**
 * The kader's psychological first aid as a state machine over its content. A path goes from step to step by answers; the
 * phases it went through are what is recorded. Pure; twin of `simpul/knowledge/first_aid.py`, held to `vectors/first-aid.json`.
 */
import content from "../../content/programme/first-aid.json";
import { type P3lp, p3lpOf } from "./colour-scales.ts";

export type Words = { id: string; en: string };
export type Need = "follow_up" | "handed_to";
export interface Move {
  id: string;
  label?: Words;
  to: string;
  zone?: string;
  does?: string;
  accepted?: boolean;
  needs?: readonly Need[];
}
export interface Step {
  id: string;
  phase: string;
  title: Words;
  say?: Words;
  help?: Words;
  avoid?: Words;
  list?: readonly Words[];
  shows?: "options" | "leaflet" | "time" | "follow-up" | "handover" | "contact";
  calls?: { scripts: readonly string[]; first: string };
  moves: readonly Move[];
}

/** Where a path stands. `path` lists its phases in order; dates are local days `YYYY-MM-DD`. */
export interface Walk {
  step: string;
  path: readonly string[];
  zone: P3lp | null;
  actions: readonly string[];
  handed_to: string | null;
  accepted: boolean | null;
  follow_up: string | null;
}

/** What is kept of a path given on the day `date`; `handed_at` in UTC. */
export interface AidRecord {
  date: string;
  path: readonly string[];
  zone: string | null;
  actions: readonly string[];
  handed_to: string | null;
  handed_at: string | null;
  accepted: boolean | null;
  follow_up: string | null;
}

export const EDITION = content.edition;
export const END = "selesai";
const AGAIN = "sapa";
const HANDING = "serah-terima";
/** Phases in one path; nobody goes back and forth more often. */
const LONGEST = 60;
const DAY_MS = 86_400_000;
const STEPS: ReadonlyMap<string, Step> = new Map((content.steps as Step[]).map((step) => [step.id, step]));
const ANY: ReadonlyMap<string, string> = new Map(Object.entries(content.any));
const CRITICAL: ReadonlySet<string> = new Set(
  content.phases.filter((phase) => "critical" in phase).map(({ id }) => id),
);
const PHASE_MOVES = phaseMoves();

export const FOLLOW_UP_DAYS: readonly number[] = content.follow_up_days;
export const HANDOVERS = content.handovers;
export const ALL_STEPS: readonly Step[] = [...STEPS.values()];

/** Throws for a step that the content does not have. */
export function stepOf(id: string): Step {
  const found = STEPS.get(id);
  if (!found) throw new RangeError(`no step ${id}`);
  return found;
}

export const phaseWord = (id: string): Words =>
  content.phases.find((phase) => phase.id === id)?.word ?? { id, en: id };
export const isCritical = (path: readonly string[]): boolean => path.some((phase) => CRITICAL.has(phase));

/** A path at its first step; null for a phase in which none begins. */
export function start(phase = "lihat"): Walk | null {
  const first = ALL_STEPS.find((step) => step.phase === phase);
  if (!first || !content.starts.includes(phase)) return null;
  const nothing = { zone: null, actions: [], handed_to: null, accepted: null, follow_up: null };
  return arrive({ step: first.id, path: [phase], ...nothing });
}

/** The path after an answer of the step, or the name of a phase that is one tap away; null when that cannot be. */
export function move(walk: Walk, answer: string): Walk | null {
  const here = stepOf(walk.step);
  const found = here.moves.find(({ id }) => id === answer);
  if (found) return stepOn(walk, found);
  const target = ANY.get(answer);
  if (!target || walk.step === END || stepOf(target).phase === here.phase) return null;
  return enter({ ...walk, handed_to: null, accepted: null }, target);
}

/** The phases that are one tap away from here, beside the step's own answers. */
export const shortcuts = (walk: Walk): string[] =>
  [...ANY.keys()].filter((phase) => move(walk, phase) !== null);

function stepOn(walk: Walk, found: Move): Walk | null {
  if (found.needs?.some((name) => walk[name] === null)) return null;
  const does = found.does && !walk.actions.includes(found.does) ? [found.does] : [];
  const zone = found.zone ? p3lpOf(found.zone) : walk.zone;
  const accepted = found.accepted ?? walk.accepted;
  return enter({ ...walk, actions: [...walk.actions, ...does], zone, accepted }, found.to);
}

function enter(walk: Walk, target: string): Walk {
  const { phase } = stepOf(target);
  const path = walk.path.at(-1) === phase ? walk.path : [...walk.path, phase];
  return arrive({ ...walk, step: target, path });
}

/** Whoever may not be left alone needs a professional, whatever was thought before; the day to ask again is open. */
const arrive = (walk: Walk): Walk =>
  CRITICAL.has(walk.path.at(-1) ?? "") ? { ...walk, zone: "p3lp:merah", follow_up: null } : walk;

function phaseMoves(): ReadonlySet<string> {
  const steps = [...STEPS.values()];
  const led = steps.flatMap(({ phase, moves }) => moves.map(({ to }) => [phase, stepOf(to).phase] as const));
  const any = steps
    .filter(({ phase }) => phase !== END)
    .flatMap(({ phase }) => [...ANY.keys()].map((to) => [phase, to] as const));
  return new Set([...led, ...any].filter(([from, to]) => from !== to).map(([from, to]) => `${from} ${to}`));
}

/** The field of a record that cannot be, the first found; null when a path may have left it. */
export function fault(record: AidRecord): keyof AidRecord | null {
  if (!isWalkable(record.path)) return "path";
  if (isCritical(record.path) && record.zone !== "p3lp:merah") return "zone";
  const known = content.actions.map(({ id }) => id);
  if (
    !record.actions.every((one) => known.includes(one)) ||
    new Set(record.actions).size !== record.actions.length
  )
    return "actions";
  return handoverFault(record) ?? followUpFault(record);
}

function isWalkable(path: readonly string[]): boolean {
  if (path.length === 0 || path.length > LONGEST || !content.starts.includes(path[0] ?? "")) return false;
  const follows = path.slice(1).every((phase, index) => PHASE_MOVES.has(`${path[index]} ${phase}`));
  return follows && (path.at(-1) === END || isCritical(path));
}

function handoverFault({ path, handed_to, handed_at, accepted }: AidRecord): keyof AidRecord | null {
  if (handed_to !== null && !HANDOVERS.some(({ id }) => id === handed_to)) return "handed_to";
  if ((handed_at === null) !== (handed_to === null)) return "handed_at";
  const must = path.at(-1) === END && path.at(-2) === HANDING;
  return (accepted === true) !== must || (accepted !== null && handed_to === null) ? "accepted" : null;
}

function followUpFault({ date, path, zone, follow_up }: AidRecord): keyof AidRecord | null {
  const ended = path.at(-1) === END;
  if (follow_up === null) {
    const isLighter = path.length === 2 && path[0] === AGAIN && zone === "p3lp:hijau";
    return ended && !isLighter ? "follow_up" : null;
  }
  const days = (Date.parse(follow_up) - Date.parse(date)) / DAY_MS;
  return ended && days >= 0 && days <= Math.max(...FOLLOW_UP_DAYS) ? null : "follow_up";
}
