/**
 * Three colour scales that never cross: JCS (the line), e-Jiwa (self-check), P3LP (first aid). The twin of
 * `simpul/knowledge/colour_scales.py`; words, actions and tokens are content. A level carries its scale in its
 * value, so the type checker knows that no two scales overlap; what comes from outside is read by the scale's own reader.
 */

import content from "../../content/programme/colour-scales.json";

/** JakCare's triage: chosen by a counsellor after talking, never computed. */
export type Jcs = "jcs:hijau" | "jcs:kuning" | "jcs:oranye" | "jcs:merah";
/** The colour of a citizen's own self-check. */
export type EJiwa = "e-jiwa:hijau" | "e-jiwa:kuning" | "e-jiwa:merah";
/** The zone that whoever gives psychological first aid sees. */
export type P3lp = "p3lp:hijau" | "p3lp:biru" | "p3lp:kuning" | "p3lp:merah";

/** A level of any one scale, for what only shows it. */
export type Level = Jcs | EJiwa | P3lp;

/** The levels of each scale, mildest first. */
export const JCS: readonly Jcs[] = ["jcs:hijau", "jcs:kuning", "jcs:oranye", "jcs:merah"];
export const E_JIWA: readonly EJiwa[] = ["e-jiwa:hijau", "e-jiwa:kuning", "e-jiwa:merah"];
export const P3LP: readonly P3lp[] = ["p3lp:hijau", "p3lp:biru", "p3lp:kuning", "p3lp:merah"];

/** What stands on a screen for one level: a colour is never shown without `scale` and `word`. */
export interface Shown {
  readonly scale: string;
  readonly colour: string;
  readonly word: string;
  readonly action: string;
  /** Name of the colour tokens, `<token>` and `<token>-ink`. */
  readonly token: string;
}

/** The level of this scale that a text names; null for anything else, a level of another scale included. */
export const jcsOf = (text: unknown): Jcs | null => JCS.find((level) => level === text) ?? null;
export const eJiwaOf = (text: unknown): EJiwa | null => E_JIWA.find((level) => level === text) ?? null;
export const p3lpOf = (text: unknown): P3lp | null => P3LP.find((level) => level === text) ?? null;

/** Below, above or zero as `one` is milder, graver or the same; throws when a caller without types mixes two scales. */
export function compare(one: Jcs, other: Jcs): number;
export function compare(one: EJiwa, other: EJiwa): number;
export function compare(one: P3lp, other: P3lp): number;
export function compare(one: Level, other: Level): number {
  const levels: readonly Level[] | undefined = [JCS, E_JIWA, P3LP].find((scale) =>
    (scale as readonly Level[]).includes(one),
  );
  if (levels?.includes(other) !== true) throw new TypeError(`${one} and ${other} are not of one scale`);
  return levels.indexOf(one) - levels.indexOf(other);
}

/** A level's name, word, action and colour token. */
export function shown(level: Level, lang: "id" | "en"): Shown {
  const [scaleId, id] = level.split(":");
  const scale = Object.entries(content.scales).find(([name]) => name === scaleId)?.[1];
  const found = scale?.levels.find((one) => one.id === id);
  if (scale === undefined || found === undefined) throw new RangeError(`${level} is not in the content`);
  return {
    scale: scale.name[lang],
    colour: found.colour[lang],
    word: found.word[lang],
    action: found.action[lang],
    token: found.token,
  };
}
