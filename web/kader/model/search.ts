// Find a person while typing, forgiving spelling: 500 people in a few milliseconds, offline. Pure; no DOM.
import type { FamilyView, PersonView } from "../core/api.ts";
import { distance, isCommon } from "./phonetic.ts";
import { parseQuery, type Query, type Term, termOf, termsOf } from "./search-query.ts";

interface Indexed {
  person: PersonView;
  names: readonly Term[];
  mothers: readonly Term[];
  /** "3" for RT 003; "3/2" for RT 003 RW 002. */
  rt: string;
  rw: string;
  lane: string;
  digits: readonly string[];
}

export type SearchIndex = readonly Indexed[];
export type Via = "name" | "mother" | "number" | "address";

export interface Hit {
  person: PersonView;
  score: number;
  via: Via;
}

export interface SearchContext {
  /** Person ids that wait at a table today; they come first among equals. */
  queue?: ReadonlySet<string>;
  /** Person ids with something due. */
  due?: ReadonlySet<string>;
}

interface Lookup {
  persons: ReadonlyMap<string, PersonView>;
  families: ReadonlyMap<string, FamilyView>;
}

const EXACT = 100;
const STARTS = 90;
const SOUNDS = 84;
const SOUNDS_START = 72;
const NEAR = 62;
const SKELETON = 46;
const NEAR_START = 42;
const NUMBER = 80;
const ADDRESS = 50;
const MOTHER_SHARE = 0.6;
/** "Muhammad Rizki" still finds the Rizki whose Muhammad was never written down. */
const COMMON_MISSING = 20;
const FIRST_WORD = 4;
const IN_QUEUE = 14;
const IS_DUE = 7;
const LEFT = -60;

const plainNumber = (text: string): string => text.replace(/\D/g, "").replace(/^0+/, "");

const indexed = new WeakMap<PersonView, { family: FamilyView | undefined; mother: string; entry: Indexed }>();

function indexPerson(person: PersonView, { persons, families }: Lookup): Indexed {
  const family = person.family ? families.get(person.family) : undefined;
  const mother = person.mother_name || (person.mother && persons.get(person.mother)?.name) || "";
  const known = indexed.get(person);
  if (known && known.family === family && known.mother === mother) return known.entry;
  const rt = plainNumber(family?.rt ?? "");
  const rw = plainNumber(family?.rw ?? "");
  const entry = {
    person,
    names: termsOf(person.name),
    mothers: termsOf(mother),
    rt,
    rw,
    lane: `${rt}/${rw}`,
    digits: [person.nik, family?.kk_number, person.phone, family?.phone].flatMap((d) =>
      d ? [d.replace(/\D/g, "")] : [],
    ),
  };
  indexed.set(person, { family, mother, entry });
  return entry;
}

const target = (person: PersonView, persons: Lookup["persons"]): PersonView | undefined =>
  person.merged_into ? persons.get(person.merged_into) : person;

/**
 * What search reads. Someone merged into another is found by either name and stands as the person kept. Entries of
 * unchanged people are reused, so that building again after a write costs little.
 */
export function buildIndex(lookup: Lookup): SearchIndex {
  const entries: Indexed[] = [];
  for (const person of lookup.persons.values()) {
    const kept = target(person, lookup.persons);
    if (!kept) continue;
    const entry = indexPerson(person, lookup);
    entries.push(kept === person ? entry : { ...entry, person: kept });
  }
  return entries;
}

/** Tenths of a letter that may be wrong in a word of so many letters. */
const allowance = (length: number): number => (length < 4 ? 5 : length < 6 ? 10 : 20);

/** Letters that sound like next to nothing (`zzz`, `hh`) are compared as they were typed. */
const saysSomething = ({ raw, folded }: Term): boolean => folded.length > 1 || raw.length === 1;

function startScore(query: Term, term: Term): number {
  if (term.raw.startsWith(query.raw)) return STARTS;
  if (!saysSomething(query)) return 0;
  if (term.folded.startsWith(query.folded) || term.alternate.startsWith(query.alternate)) return SOUNDS_START;
  return 0;
}

function nearScore(query: Term, term: Term): number {
  const length = query.folded.length;
  if (length < 3) return 0;
  const allowed = allowance(length);
  if (Math.abs(length - term.folded.length) <= 2) {
    const wrong = Math.min(
      distance(query.folded, term.folded, allowed),
      distance(query.alternate, term.alternate, allowed),
    );
    if (wrong <= allowed) return NEAR - wrong;
  }
  if (query.key.length >= 3 && query.key === term.key) return SKELETON;
  if (length >= 4 && term.folded.length > length) {
    const wrong = distance(query.folded, term.folded.slice(0, length), allowed);
    if (wrong <= allowed / 2) return NEAR_START - wrong;
  }
  return 0;
}

function wordScore(query: Term, term: Term): number {
  if (query.raw === term.raw) return EXACT;
  const start = startScore(query, term);
  if (start === STARTS) return start;
  if (query.folded === term.folded || query.alternate === term.alternate) return SOUNDS;
  return start || nearScore(query, term);
}

/** Scores one query word against many words; the same word of many people is compared once. */
class Scorer {
  private readonly known = new Map<Term, number>();
  readonly query: Term;
  constructor(query: Term) {
    this.query = query;
  }

  of(term: Term): number {
    let score = this.known.get(term);
    if (score === undefined) {
      score = wordScore(this.query, term);
      this.known.set(term, score);
    }
    return score;
  }

  best(terms: readonly Term[]): number {
    let best = 0;
    for (let i = 0; i < terms.length; i++) {
      const score = this.of(terms[i] as Term);
      if (score > 0) best = Math.max(best, score + (i === 0 ? FIRST_WORD : 0));
    }
    return best;
  }
}

function numberScore(entry: Indexed, number: string): number {
  return entry.digits.some((d) => d.endsWith(number) || d.startsWith(number)) ? NUMBER + number.length : 0;
}

interface Scored {
  score: number;
  via: Via;
}

const NO_MATCH: Scored = { score: 0, via: "name" };

/** Every word, number and lane asked for must fit somewhere; the score is their mean. */
function scoreOf(entry: Indexed, query: Query, joined: Scorer | null, scorers: readonly Scorer[]): Scored {
  const names = nameScores(entry, joined, scorers);
  if (!names) return NO_MATCH;
  const numbers = query.numbers.map((n) => numberScore(entry, n));
  const lane = query.lane !== "" && entry.lane === query.lane ? ADDRESS : 0;
  const rt = query.rt !== "" && entry.rt === query.rt ? ADDRESS : 0;
  const rw = query.rw !== "" && entry.rw === query.rw ? ADDRESS : 0;
  if (numbers.includes(0) || (query.lane && !lane) || (query.rt && !rt) || (query.rw && !rw)) return NO_MATCH;
  const address = lane + rt + rw;
  const parts = [...names.scores, ...numbers, ...(address > 0 ? [address] : [])];
  const via = numbers.length
    ? "number"
    : names.scores.length === 0
      ? "address"
      : names.mother
        ? "mother"
        : "name";
  return { score: parts.reduce((sum, part) => sum + part, 0) / parts.length, via };
}

function nameScores(entry: Indexed, joined: Scorer | null, scorers: readonly Scorer[]) {
  const scores: number[] = [];
  let mother = false;
  for (const scorer of scorers) {
    const own = scorer.best(entry.names);
    const hers = scorer.best(entry.mothers) * MOTHER_SHARE;
    if (hers > own) mother = true;
    scores.push(Math.max(own, hers));
  }
  if (!scores.includes(0)) return { scores, mother };
  const forgiven = scores.map(
    (s, i) => s || (isCommon((scorers[i] as Scorer).query.raw) ? COMMON_MISSING : 0),
  );
  if (scores.some((s) => s > 0) && !forgiven.includes(0)) return { scores: forgiven, mother };
  const together = joined ? joinedScore(entry, joined) : 0;
  return together ? { scores: [together], mother: false } : null;
}

/** `nurhayati` finds Nur Hayati and the other way round; the first letter must agree. */
function joinedScore(entry: Indexed, joined: Scorer): number {
  if (entry.names[0]?.folded.charAt(0) !== joined.query.folded.charAt(0)) return 0;
  return Math.max(joined.best(entry.names), joined.best(joinedNames(entry)));
}

const joins = new WeakMap<Indexed, readonly Term[]>();

function joinedNames(entry: Indexed): readonly Term[] {
  let terms = joins.get(entry);
  if (!terms) {
    terms = entry.names.length > 1 ? [termOf(entry.names.map((n) => n.raw).join(""))] : [];
    joins.set(entry, terms);
  }
  return terms;
}

function boost(person: PersonView, context: SearchContext): number {
  const waits = context.queue?.has(person.id) ? IN_QUEUE : 0;
  const due = context.due?.has(person.id) ? IS_DUE : 0;
  return waits + due + (person.status === "active" ? 0 : LEFT);
}

const byName = new Intl.Collator("id").compare;
const better = (a: Hit, b: Hit): number => b.score - a.score || byName(a.person.name, b.person.name);

function isEmpty(query: Query): boolean {
  return query.words.length === 0 && query.numbers.length === 0 && !query.rt && !query.rw && !query.lane;
}

/** Everyone who fits, likeliest first. With nothing typed: who waits, who has something due, then the rest by name. */
export function search(index: SearchIndex, text: string, context: SearchContext = {}): Hit[] {
  const query = parseQuery(text);
  const nothing = isEmpty(query);
  if (nothing && /\d/.test(text)) return [];
  const scorers = query.words.map((word) => new Scorer(word));
  const joined = query.words.length > 0 ? new Scorer(termOf(query.words.map((w) => w.raw).join(""))) : null;
  const best = new Map<string, Hit>();
  for (const entry of index) {
    if (entry.person.status === "mistake" || (nothing && entry.person.status !== "active")) continue;
    const { score, via } = nothing
      ? { score: 1, via: "name" as const }
      : scoreOf(entry, query, joined, scorers);
    if (score <= 0) continue;
    const hit = { person: entry.person, score: score + boost(entry.person, context), via };
    const other = best.get(entry.person.id);
    if (!other || other.score < hit.score) best.set(entry.person.id, hit);
  }
  return [...best.values()].sort(better);
}

/** Does once what the first search would do for everyone, before anybody types: `nurhayati` against Nur Hayati. */
export function warm(index: SearchIndex): void {
  for (const entry of index) joinedNames(entry);
  search(index, "siti rahayu");
}
