// Indonesian names made comparable. Same rules and answers as simpul/people/phonetic.py (vectors/phonetic.json).
import content from "../../../content/people/names.json";

export interface ParsedName {
  words: readonly string[];
  /** A newborn entered as "Bayi Ny. …": the words are the mother's. */
  unnamed: boolean;
}

const VOWELS = new Set("aeiou");
const APOSTROPHES = /['’‘`´ʼʻ]/g;
const COMBINING = /\p{Mn}/gu;
const DOUBLED = /(.)\1+/g;

type Rule = readonly [pattern: RegExp, replacement: string];

const rulesOf = (alternate: boolean): Rule[] =>
  content.rules.map((r) => [new RegExp(r[0] ?? "", "g"), (alternate && r[2]) || (r[1] ?? "")] as const);
const RULES = rulesOf(false);
const ALTERNATES = rulesOf(true);
const EXPANSIONS = new Map(Object.entries(content.expansions));
const LEADING = new Map(Object.entries(content.leading_expansions));
const TITLES = new Set(content.leading_titles);
const COMMON = new Set(content.common);

/** Remembers answers by key; forgets everything when full, so memory stays bounded. */
function remember<T>(limit: number, make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= limit) known.clear();
    const value = make(key);
    known.set(key, value);
    return value;
  };
}

const ascii = (text: string): string =>
  text.normalize("NFKD").toLowerCase().replace(APOSTROPHES, "").replace(COMBINING, "");

function isDegree(chunk: string): boolean {
  const segments = chunk.split(".").filter(Boolean);
  const starts = content.degree_starts.includes(segments[0] ?? "");
  return segments.length > 1 && starts && segments.every((s) => s.length <= 4);
}

function rawWords(name: string): string[] {
  const plain = ascii(name);
  const head = plain.split(",")[0] ?? "";
  const chunks = (/[a-z]/.test(head) ? head : plain).split(/\s+/).filter(Boolean);
  return chunks
    .filter((c, i) => i === 0 || !isDegree(c))
    .join(" ")
    .split(/[^a-z]+/)
    .filter(Boolean);
}

function parse(name: string): ParsedName {
  let words = rawWords(name);
  const unnamed = content.unnamed.includes(words[0] ?? "");
  if (unnamed) words = words.slice(1);
  while (words.length > 1 && TITLES.has(words[0] ?? "")) words = words.slice(1);
  const first = words.length > 1 ? LEADING.get(words[0] ?? "") : undefined;
  if (first) words = [first, ...words.slice(1)];
  const kept = words.filter((w, i) => i === 0 || !content.connectors.includes(w));
  return { words: kept.map((w) => EXPANSIONS.get(w) ?? w), unnamed };
}

/** Comparable words of a name: titles dropped, abbreviations written out. */
export const parseName = remember(4096, parse);

const applyRules = (word: string, rules: readonly Rule[]): string =>
  rules.reduce((text, [pattern, to]) => text.replace(pattern, to), word).replace(DOUBLED, "$1");

/** One lower-case word in one modern spelling: `djoenaedi` and `junaidi` fold to the same letters. */
export const fold = remember(8192, (word) => applyRules(word, RULES));
/** The second reading where a letter has two (z as j or s; ch as kh or c). */
export const foldAlternate = remember(8192, (word) => applyRules(word, ALTERNATES));

/** Consonants in upper case; a leading vowel becomes A, y is J, inner h is not heard. */
export function skeleton(folded: string): string {
  if (!folded) return "";
  const first = folded.charAt(0);
  const head = VOWELS.has(first) ? "A" : first.toUpperCase();
  const tail = [...folded.slice(1)].filter((c) => !VOWELS.has(c) && c !== "h").join("");
  return (head + tail.toUpperCase()).replace(/Y/g, "J");
}

const unique = (first: string, second: string): string[] => (first === second ? [first] : [first, second]);

export const wordKeys = (word: string): string[] =>
  unique(skeleton(fold(word)), skeleton(foldAlternate(word)));

/** First keys of the words in order: `Moh. Djoenaedi` → `MMT JND`. */
export const phoneticKey = (name: string): string =>
  parseName(name)
    .words.map((w) => skeleton(fold(w)))
    .join(" ");

/** Every key of every word, sorted, without repeats. */
export const phoneticKeys = (name: string): string[] =>
  [...new Set(parseName(name).words.flatMap(wordKeys))].sort();

const both = (pairs: readonly string[]): Set<string> =>
  new Set(pairs.flatMap((p) => [p, p.charAt(1) + p.charAt(0)]));
const COSTS = content.costs;
const VOWEL_PAIRS = both(COSTS.vowel_pairs);
const NEAR_PAIRS = both(COSTS.near_pairs);
const CONSONANT_PAIRS = both(COSTS.consonant_pairs);

function substitutionCost(a: string, b: string): number {
  if (a === b) return 0;
  const pair = a + b;
  if (VOWELS.has(a) && VOWELS.has(b)) return VOWEL_PAIRS.has(pair) ? COSTS.vowel_pair : COSTS.vowel;
  if (NEAR_PAIRS.has(pair)) return COSTS.near_pair;
  return CONSONANT_PAIRS.has(pair) ? COSTS.consonant_pair : COSTS.other;
}

function gapCost(letter: string): number {
  if (VOWELS.has(letter)) return COSTS.vowel_gap;
  return COSTS.weak.includes(letter) ? COSTS.weak_gap : COSTS.other;
}

// Costs of a–z against a–z, computed once: search asks for them some hundred thousand times per query.
const SUBSTITUTION = new Uint8Array(26 * 26);
const GAP = new Uint8Array(26);
const letterAt = (i: number): string => String.fromCharCode(97 + i);
for (let i = 0; i < 26; i++) {
  GAP[i] = gapCost(letterAt(i));
  for (let j = 0; j < 26; j++) SUBSTITUTION[i * 26 + j] = substitutionCost(letterAt(i), letterAt(j));
}

const code = (text: string, i: number): number => text.charCodeAt(i) - 97;

/**
 * Edit distance of two folded words in tenths of a letter; confusable letters and swaps cost less. Past `max` it stops
 * and gives more than `max`.
 */
export function distance(a: string, b: string, max = Number.POSITIVE_INFINITY): number {
  let older: number[] = [];
  let before: number[] = [];
  let row: number[] = [0];
  for (let j = 0; j < b.length; j++) row.push((row[j] as number) + (GAP[code(b, j)] as number));
  for (let i = 0; i < a.length; i++) {
    older = before;
    before = row;
    row = nextRow(a, b, i, before, older);
    if (max < Number.POSITIVE_INFINITY && Math.min(...row) > max + COSTS.swap) return max + 1;
  }
  return row[b.length] as number;
}

function nextRow(a: string, b: string, i: number, before: number[], older: number[]): number[] {
  const x = code(a, i);
  const drop = GAP[x] as number;
  const row = [(before[0] as number) + drop];
  for (let j = 0; j < b.length; j++) {
    const y = code(b, j);
    let best = Math.min(
      (before[j] as number) + (SUBSTITUTION[x * 26 + y] as number),
      (before[j + 1] as number) + drop,
      (row[j] as number) + (GAP[y] as number),
    );
    if (i > 0 && j > 0 && x !== y && x === code(b, j - 1) && code(a, i - 1) === y)
      best = Math.min(best, (older[j - 1] as number) + COSTS.swap);
    row.push(best);
  }
  return row;
}

/** 0–1 for two folded words. */
export function foldedSimilarity(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  return longest === 0 ? 0 : Math.max(0, 1 - distance(a, b) / (10 * longest));
}

const readings = (word: string): string[] => unique(fold(word), foldAlternate(word));

/** 0–1 for two words as written; an initial agrees with any word that starts with it. */
export function wordSimilarity(a: string, b: string): number {
  if (a.length === 1 || b.length === 1) {
    const same = a !== "" && b !== "" && fold(a).charAt(0) === fold(b).charAt(0);
    if (!same) return 0;
    return a === b ? 1 : content.weights.initial;
  }
  let best = 0;
  for (const x of readings(a)) for (const y of readings(b)) best = Math.max(best, foldedSimilarity(x, y));
  return best;
}

/** A word that so many people share that it tells little: Muhammad, Siti, Nur. */
export const isCommon = (word: string): boolean => COMMON.has(word);

const weightOf = (word: string): number =>
  (COMMON.has(word) ? content.weights.common : 1) * Math.max(1, word.length);

/** Each word of the shorter name finds its best free partner; words left over count against a little. */
function aligned(short: readonly string[], long: readonly string[]): number {
  const free = [...long];
  let gained = 0;
  let total = 0;
  for (const word of short) {
    const scores = free.map((other) => wordSimilarity(word, other));
    const at = scores.indexOf(Math.max(...scores));
    const weight = Math.max(weightOf(word), weightOf(free[at] as string));
    gained += weight * (scores[at] as number);
    total += weight;
    free.splice(at, 1);
  }
  let left = 0;
  for (const word of free) left += weightOf(word);
  return gained / (total + content.weights.missing * left);
}

function inOrder(x: readonly string[], y: readonly string[]): boolean {
  if (x.length !== y.length) return x.length < y.length;
  const at = x.findIndex((word, i) => word !== y[i]);
  return at < 0 || (x[at] as string) < (y[at] as string);
}

/** 0–1 for two whole names, in any order of words, joined or apart; 0 when either has no letters. Symmetric. */
export function nameSimilarity(a: string, b: string): number {
  const x = parseName(a).words;
  const y = parseName(b).words;
  if (x.length === 0 || y.length === 0) return 0;
  const [short, long] = inOrder(x, y) ? [x, y] : [y, x];
  return Math.max(foldedSimilarity(fold(x.join("")), fold(y.join(""))), aligned(short, long));
}
