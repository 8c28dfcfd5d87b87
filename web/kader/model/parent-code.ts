// Codes for parents. The twin of simpul/care/parents/codes.py; both are held to vectors/parent-code.json.
import content from "../../../content/programme/parents.json";
import { completedMonths } from "../i18n/format.ts";
import { addDays } from "./pregnancy.ts";

/** Digits and letters that nobody mistakes for another when they are read aloud or written down. */
export const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
export const LENGTH = 10;
const SALT = "simpul-parent-code-1";
const ROUNDS = 100_000;
const BITS = 256;
const MONTHS = 12;

/** A fresh code. Bytes that would favour some letters are drawn again. */
export function newCode(random: (size: number) => Uint8Array): string {
  const fair = Math.floor(256 / ALPHABET.length) * ALPHABET.length;
  let code = "";
  while (code.length < LENGTH)
    for (const byte of random(LENGTH))
      if (byte < fair && code.length < LENGTH) code += ALPHABET[byte % ALPHABET.length];
  return code;
}

/** What was typed, in capitals, without what is in no code. */
export const tidy = (typed: string): string =>
  [...typed.toUpperCase()]
    .filter((letter) => ALPHABET.includes(letter))
    .join("")
    .slice(0, LENGTH + 1);

/** In two halves, as people read it to one another. */
export const shown = (code: string): string => `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;

/** Hex of the hash that `parent.code` carries; the code itself is kept nowhere. */
export async function codeHash(code: string, subtle: SubtleCrypto): Promise<string> {
  const text = new TextEncoder();
  const key = await subtle.importKey("raw", text.encode(tidy(code)), "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: text.encode(SALT), iterations: ROUNDS };
  const bits = new Uint8Array(await subtle.deriveBits(how, key, BITS));
  return [...bits].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const lastDay = (today: string): string => addDays(today, content.code_valid_days);

/** Whether a parent's page is meant for a person of this birth date. */
export const isChild = (birth: string | null, today: string): boolean =>
  birth !== null && birth <= today && completedMonths(birth, today) < (content.child_to_years + 1) * MONTHS;

/** Whether the child is of an age to have its own privacy. */
export const isPrivate = (birth: string | null, today: string): boolean =>
  birth !== null && completedMonths(birth, today) >= content.private_from_years * MONTHS;
