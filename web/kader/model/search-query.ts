// What was typed into the search: words, numbers, a lane. Pure; no DOM.
import { fold, foldAlternate, parseName, skeleton } from "./phonetic.ts";

/** A word of a name as search compares it. */
export interface Term {
  raw: string;
  folded: string;
  alternate: string;
  key: string;
}

const MIN_NUMBER = 3;

const termCache = new Map<string, Term>();

export function termOf(raw: string): Term {
  const known = termCache.get(raw);
  if (known) return known;
  const folded = fold(raw);
  const term = { raw, folded, alternate: foldAlternate(raw), key: skeleton(folded) };
  if (termCache.size > 8192) termCache.clear();
  termCache.set(raw, term);
  return term;
}

export const termsOf = (name: string): Term[] => parseName(name).words.map(termOf);
export interface Query {
  words: readonly Term[];
  numbers: readonly string[];
  rt: string;
  rw: string;
  lane: string;
}

const LANE = /\b(?:rt\s*\.?\s*)?0*(\d{1,3})\s*\/\s*(?:rw\s*\.?\s*)?0*(\d{1,3})\b/i;
const RT = /\brt\s*\.?\s*0*(\d{1,3})\b/i;
const RW = /\brw\s*\.?\s*0*(\d{1,3})\b/i;
/** A number too short for the end of a NIK, or written with a nought before it, is a lane: `5`, `05`, `005`. */
const BARE_RT = /(?<![\d])(?:0{1,2}([1-9]\d?)|([1-9]\d?))(?![\d])/;

export function parseQuery(text: string): Query {
  const lane = LANE.exec(text);
  const named = lane ? text.replace(LANE, " ") : text;
  const rw = lane ? null : RW.exec(named);
  const rt = lane ? null : RT.exec(named);
  const unnamed = named.replace(RW, " ").replace(RT, " ");
  const bare = lane || rt || rw ? null : BARE_RT.exec(unnamed);
  const rest = bare ? unnamed.replace(BARE_RT, " ") : unnamed;
  const numbers = (rest.match(/\d[\d ]*/g) ?? [])
    .map((n) => n.replace(/\s/g, ""))
    .filter((n) => n.length >= MIN_NUMBER);
  return {
    words: queryWords(rest),
    numbers,
    rt: rt?.[1] ?? bare?.[1] ?? bare?.[2] ?? "",
    rw: rw?.[1] ?? "",
    lane: lane ? `${lane[1]}/${lane[2]}` : "",
  };
}

/** The last letters may be half a word: a lone "m" is not yet Muhammad, "si" not yet an initial. */
function queryWords(text: string): Term[] {
  const letters = text.replace(/\d+/g, " ").trim();
  const single = /^[a-z]$/i.test(letters);
  return single ? [termOf(letters.toLowerCase())] : termsOf(letters);
}
