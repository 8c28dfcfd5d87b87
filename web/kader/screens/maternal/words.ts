import "./maternal.css";
import { say } from "../../i18n/index.ts";
import { en } from "../../i18n/maternal.en.ts";
import { id } from "../../i18n/maternal.id.ts";
import { wordsOf } from "../../i18n/namespace.ts";
import type { Choices } from "../../model/birth.ts";

export type MaternalKey = keyof typeof id;
/** Words of pregnancy, birth, the time after it, and deaths. */
export const m = wordsOf(id, en);

/** The label of a choice of content; what was typed freely stays as it is. */
export function labelOf(choices: readonly Choices[], value: string): string {
  const known = choices.find((choice) => choice.value === value);
  return known ? say(known.label) : value;
}

/** Choices of content as options of a field. */
export const optionsOf = (choices: readonly Choices[]) =>
  choices.map(({ value, label }) => ({ value, label: say(label) }));
