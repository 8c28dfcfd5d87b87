/** Read what a person answered: numbers, texts and words in, scored values out; what cannot be is refused by name. */
import type { Facts } from "../rules/index.ts";
import { type Compiled, compile } from "./compile.ts";
import type { Answers, Input, Instrument, Item, Scale } from "./model.ts";

const WORDS: Readonly<Record<string, number>> = {
  ya: 1,
  y: 1,
  yes: 1,
  true: 1,
  tidak: 0,
  no: 0,
  n: 0,
  false: 0,
};
const WHOLE = /^[+-]?[0-9]{1,9}(?:[.,]0{1,9})?$/;
const NUMBER = /^[+-]?[0-9]{1,9}(?:[.,][0-9]{1,9})?$/;

/** An answer that cannot be used: where, what is wrong, what to do. Never repeats a free text. */
export class AnswerError extends Error {
  constructor(
    readonly where: string,
    readonly what: string,
    readonly todo: string,
  ) {
    super(`${where}: ${what} ${todo}`);
  }
}

/** The printed number as an id: `1`, `"1"` and `" 01"` are all item 1; other texts stay as they are. */
export function itemId(key: string): string {
  const text = key.trim();
  return /^[0-9]{1,9}$/.test(text) ? String(Number(text)) : text;
}

const isEmpty = (raw: unknown): boolean =>
  raw === null || raw === undefined || (typeof raw === "string" && raw.trim() === "");

export type Read = { readonly values: Map<string, number>; readonly known: Map<string, unknown> };

/** Scored values by item id, and inputs by name; what was left empty is in neither. Throws AnswerError. */
export function readAnswers(instrument: Instrument, answers: Answers): Read {
  const { itemById, inputById } = compile(instrument);
  const values = new Map<string, number>();
  const known = new Map<string, unknown>();
  const seen = new Set<string>();
  for (const [key, raw] of Object.entries(answers)) {
    const name = itemId(key);
    const where = `butir ${name.slice(0, 20)}`;
    if (seen.has(name)) throw new AnswerError(where, "tertulis dua kali.", "Sisakan satu jawaban.");
    seen.add(name);
    const input = inputById.get(name);
    const item = itemById.get(name);
    if (!input && !item) {
      const all = [...itemById.keys(), ...inputById.keys()].join(", ");
      throw new AnswerError(where, `tidak ada dalam ${instrument.id}.`, `Butirnya: ${all}.`);
    }
    if (isEmpty(raw)) continue;
    if (input) known.set(name, readInput(input, raw));
    else if (item) values.set(name, readValue(instrument, item, raw));
  }
  return { values, known };
}

/**
 * Ids of the items whose answer cannot wait, from what can be read so far; what cannot be read is passed over.
 * For the moment of answering: a danger is not lost to a slip elsewhere.
 */
export function criticalNow(instrument: Instrument, answers: Answers): string[] {
  const compiled = compile(instrument);
  const facts: Record<string, unknown> = {};
  for (const [key, raw] of Object.entries(answers)) {
    const read = attempt(instrument, { [key]: raw });
    if (!read) continue;
    for (const [name, value] of read.values) facts[`item_${name}`] = value;
    for (const [name, value] of read.known) facts[name] = value;
  }
  return fired(compiled, facts);
}

/** The answers that can be read; a slip is left out. */
export const readable = (instrument: Instrument, answers: Answers): Answers =>
  Object.fromEntries(
    Object.entries(answers).filter(([key, raw]) => attempt(instrument, { [key]: raw }) !== null),
  );

function attempt(instrument: Instrument, answers: Answers): Read | null {
  try {
    return readAnswers(instrument, answers);
  } catch (error) {
    if (error instanceof AnswerError) return null;
    throw error;
  }
}

/** Items with a critical answer, in the order of the instrument. */
export const fired = (compiled: Compiled, facts: Facts): string[] => [
  ...new Set(compiled.critical.filter((each) => each.test(facts) === true).map((each) => each.data.item)),
];

function readValue(instrument: Instrument, item: Item, raw: unknown): number {
  const scale = instrument.scales[item.scale] as Scale;
  const number = readNumber(scale, raw);
  if (number === null || !scale.values.includes(number)) {
    const shown = number === null ? "jawabannya" : `jawaban ${number}`;
    const words = scale.kind === "yes_no" ? " (atau ya, tidak)" : "";
    throw new AnswerError(
      `butir ${item.id}`,
      `${shown} bukan pilihan butir ini.`,
      `Pilihannya: ${scale.values.join(", ")}${words}; kosong bila belum.`,
    );
  }
  const first = scale.values[0] as number;
  const last = scale.values[scale.values.length - 1] as number;
  return item.reverse ? first + last - number : number;
}

/** A whole number, or null for what is none. */
function readNumber(scale: Scale, raw: unknown): number | null {
  if (typeof raw === "boolean") return scale.kind === "yes_no" ? Number(raw) : null;
  if (typeof raw === "number") return Number.isInteger(raw) ? raw : null;
  if (typeof raw !== "string") return null;
  const text = raw.trim().toLowerCase();
  if (scale.kind === "yes_no" && Object.hasOwn(WORDS, text)) return WORDS[text] ?? null;
  return WHOLE.test(text) ? Number.parseInt(text, 10) + 0 : null;
}

function readInput(input: Input, raw: unknown): unknown {
  const value = inputValue(input, raw);
  if (value !== null) return value;
  const allowed = {
    number: `Tulis angka ${input.min} sampai ${input.max}.`,
    boolean: "Tulis ya atau tidak.",
    choice: `Pilihannya: ${(input.choices ?? []).join(", ")}.`,
  };
  throw new AnswerError(input.id, "isinya tidak terbaca atau di luar batas.", allowed[input.kind]);
}

function inputValue(input: Input, raw: unknown): unknown {
  if (input.kind === "boolean") {
    const answer = readNumber({ kind: "yes_no", values: [0, 1] }, raw);
    return answer === 0 || answer === 1 ? answer === 1 : null;
  }
  if (input.kind === "choice") {
    const text = String(raw).trim().toLowerCase();
    return input.choices?.includes(text) ? text : null;
  }
  const text = typeof raw === "string" && NUMBER.test(raw.trim()) ? raw.trim().replace(",", ".") : null;
  const number = typeof raw === "number" ? raw : text === null ? Number.NaN : Number(text);
  return number >= (input.min ?? 0) && number <= (input.max ?? 0) ? number : null;
}
