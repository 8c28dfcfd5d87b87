// Is this person already on the register? Same weights and answers as simpul/people/duplicates.py
// (vectors/duplicates.json). Candidates are offered at entry, offline; a human decides.

import weights from "../../../content/people/matching.json";
import names from "../../../content/people/names.json";
import { fold, nameSimilarity, parseName, wordSimilarity } from "./phonetic.ts";

/** What is compared. Dates `YYYY-MM-DD`; `mother` and `family` are ids; empty means not known. */
export interface Facts {
  name: string;
  sex?: string | null;
  birth_date?: string | null;
  birth_date_estimated?: boolean;
  nik?: string | null;
  mother?: string | null;
  mother_name?: string;
  father_name?: string;
  family?: string | null;
  rt?: string;
  rw?: string;
  phone?: string;
  birth_order?: number | null;
}

export type Level = "sure" | "likely" | "maybe" | "none";
export type Reason =
  | `name_${"same" | "similar" | "unnamed"}`
  | `birth_${"same" | "swapped" | "near" | "one_part" | "estimated"}`
  | `mother_${"same" | "similar"}`
  | "father_same"
  | `nik_${"same" | "one_digit"}`
  | "family_same"
  | "address_same"
  | "phone_same";

export interface Match {
  score: number;
  level: Level;
  reasons: Reason[];
  /** Told apart from someone born with them: not a duplicate, say so kindly. */
  twin: boolean;
}

type Part = readonly [weight: number, reason: Reason | null];
const NOTHING: Part = [0, null];

function nameScore(a: Facts, b: Facts): Part {
  const w = weights.name;
  if (parseName(a.name).unnamed || parseName(b.name).unnamed) return [w.unnamed, "name_unnamed"];
  const score = nameSimilarity(a.name, b.name);
  if (score >= w.same_from) return [w.same, "name_same"];
  if (score >= w.similar_from) return [w.similar, "name_similar"];
  return [score >= w.weak_from ? w.weak : w.different, null];
}

type Day = readonly [year: number, month: number, day: number];

function partsOf(text: string | null | undefined): Day | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? "");
  if (!found || Number.isNaN(Date.parse(`${text}T00:00:00Z`))) return null;
  return [Number(found[1]), Number(found[2]), Number(found[3])];
}

const dayNumber = ([y, m, d]: Day): number => Math.round(Date.UTC(y, m - 1, d) / 86_400_000);

function birthScore(a: Facts, b: Facts): Part {
  const x = partsOf(a.birth_date);
  const y = partsOf(b.birth_date);
  if (!x || !y) return NOTHING;
  return datesScore(x, y, Boolean(a.birth_date_estimated || b.birth_date_estimated));
}

function datesScore(x: Day, y: Day, estimated: boolean): Part {
  const w = weights.birth_date;
  const apart = Math.abs(dayNumber(x) - dayNumber(y));
  if (apart === 0) return [w.same, "birth_same"];
  if (x[0] === y[0] && x[1] === y[2] && x[2] === y[1]) return [w.swapped, "birth_swapped"];
  if (apart <= w.near_days) return [w.near, "birth_near"];
  if (x.filter((p, i) => p !== y[i]).length === 1)
    return [estimated ? w.one_part_estimated : w.one_part, "birth_one_part"];
  if (estimated && apart <= w.estimated_within_days) return [w.estimated, "birth_estimated"];
  return [estimated ? w.different_estimated : w.different, null];
}

function sexScore(a: Facts, b: Facts): Part {
  if (!a.sex || !b.sex) return NOTHING;
  return [a.sex === b.sex ? weights.sex.same : weights.sex.different, null];
}

/** Her name as written, or as a newborn's stand-in name ("Bayi Ny. Siti") tells it. */
function motherName(person: Facts): string {
  const parsed = parseName(person.name);
  return person.mother_name || (parsed.unnamed ? parsed.words.join(" ") : "");
}

function motherScore(a: Facts, b: Facts): Part {
  const w = weights.mother;
  if (a.mother && a.mother === b.mother) return [w.same_id, "mother_same"];
  const x = motherName(a);
  const y = motherName(b);
  if (!x || !y) return NOTHING;
  const score = nameSimilarity(x, y);
  if (score >= w.same_from) return [w.same, "mother_same"];
  if (score >= w.similar_from) return [w.similar, "mother_similar"];
  return score < w.different_below ? [w.different, null] : NOTHING;
}

function fatherScore(a: Facts, b: Facts): Part {
  if (!a.father_name || !b.father_name) return NOTHING;
  const same = nameSimilarity(a.father_name, b.father_name) >= weights.father.same_from;
  return same ? [weights.father.same, "father_same"] : NOTHING;
}

function nikScore(a: Facts, b: Facts): Part {
  const x = a.nik;
  const y = b.nik;
  if (!x || !y || x.length !== y.length) return NOTHING;
  const wrong = [...x].filter((digit, i) => digit !== y[i]).length;
  if (wrong === 0) return [weights.nik.same, "nik_same"];
  return wrong === 1 ? [weights.nik.one_digit, "nik_one_digit"] : [weights.nik.different, null];
}

function placeScore(a: Facts, b: Facts): Part {
  if (a.family && a.family === b.family) return [weights.family.same, "family_same"];
  if (a.rt && b.rt && (a.rw ?? "") === (b.rw ?? "") && a.rt === b.rt)
    return [weights.address.same_rt, "address_same"];
  return a.rw && b.rw && a.rw !== b.rw ? [weights.address.different_rw, null] : NOTHING;
}

const phoneScore = (a: Facts, b: Facts): Part =>
  a.phone && a.phone === b.phone ? [weights.phone.same, "phone_same"] : NOTHING;

interface Parts {
  name: Part;
  birth: Part;
  sex: Part;
  mother: Part;
  father: Part;
  nik: Part;
  place: Part;
  phone: Part;
}

const household = (parts: Parts): boolean => parts.mother[1] !== null || parts.place[1] === "family_same";

const VOWELS = new Set("aeiou");
const CONFUSED = new Set(names.costs.vowel_pairs.flatMap((p) => [p, p.charAt(1) + p.charAt(0)]));

/** Whether two words differ only in vowels that are not confused: Rizki and Rizka are two children. */
export function differByVowel(a: string, b: string): boolean {
  const x = fold(a);
  const y = fold(b);
  if (x.length !== y.length) return false;
  const wrong = [...x].map((p, i) => p + y.charAt(i)).filter((pair) => pair.charAt(0) !== pair.charAt(1));
  const vowels = wrong.every((pair) => VOWELS.has(pair.charAt(0)) && VOWELS.has(pair.charAt(1)));
  return vowels && wrong.some((pair) => !CONFUSED.has(pair));
}

function toldApart(word: string, others: readonly string[]): boolean {
  const scores = others.map((other) => wordSimilarity(word, other));
  const top = Math.max(...scores);
  return top < weights.twin.word_below || differByVowel(word, others[scores.indexOf(top)] as string);
}

/** Whether a word of the shorter name has no fellow in the longer one. */
function namesDiffer(a: Facts, b: Facts): boolean {
  const x = parseName(a.name);
  const y = parseName(b.name);
  if (x.unnamed || y.unnamed || x.words.length === 0 || y.words.length === 0) return false;
  const [short, long] = x.words.length <= y.words.length ? [x.words, y.words] : [y.words, x.words];
  const shorter = short.length < long.length;
  if (shorter && wordSimilarity(short.join(""), long.join("")) >= weights.name.same_from) return false;
  return short.some((word) => toldApart(word, long));
}

/** Born together in one household, and told apart by order, sex or name. */
function areTwins(a: Facts, b: Facts, parts: Parts): boolean {
  const birth = parts.birth[1];
  if ((birth !== "birth_same" && birth !== "birth_near") || !household(parts)) return false;
  if (parts.nik[1] === "nik_same") return false;
  const byOrder = Boolean(a.birth_order && b.birth_order) && a.birth_order !== b.birth_order;
  const bySex = Boolean(a.sex && b.sex) && a.sex !== b.sex;
  return byOrder || bySex || (birth === "birth_same" && namesDiffer(a, b));
}

/** Of one household, with birth dates that cannot be the same date mistyped. */
function areSiblings(a: Facts, b: Facts, parts: Parts): boolean {
  const dated = a.birth_date && b.birth_date && !a.birth_date_estimated && !b.birth_date_estimated;
  return Boolean(dated) && parts.birth[1] === null && household(parts);
}

function levelOf(score: number): Level {
  if (score >= weights.levels.sure) return "sure";
  if (score >= weights.levels.likely) return "likely";
  return score >= weights.levels.maybe ? "maybe" : "none";
}

/** How likely `a` and `b` are one person. Symmetric. */
export function compare(a: Facts, b: Facts): Match {
  const parts: Parts = {
    name: nameScore(a, b),
    birth: birthScore(a, b),
    sex: sexScore(a, b),
    mother: motherScore(a, b),
    father: fatherScore(a, b),
    nik: nikScore(a, b),
    place: placeScore(a, b),
    phone: phoneScore(a, b),
  };
  const all = Object.values(parts) as Part[];
  const twin = areTwins(a, b, parts);
  let score = all.reduce((sum, [weight]) => sum + weight, 0);
  if (twin) score += weights.twin.penalty;
  else if (areSiblings(a, b, parts)) score += weights.sibling.penalty;
  score = Math.round(score * 100) / 100;
  const reasons = all.flatMap(([, reason]) => (reason ? [reason] : []));
  return { score, level: levelOf(score), reasons, twin };
}

export interface Candidate {
  id: string;
  match: Match;
}

/** The `limit` likeliest of `others`, best first; only those that reach a level. */
export function candidates(
  person: Facts,
  others: Iterable<readonly [string, Facts]>,
  limit = 3,
): Candidate[] {
  const found: Candidate[] = [];
  for (const [id, facts] of others) {
    const match = compare(person, facts);
    if (match.level !== "none") found.push({ id, match });
  }
  found.sort((x, y) => y.match.score - x.match.score || (x.id < y.id ? -1 : 1));
  return found.slice(0, limit);
}
