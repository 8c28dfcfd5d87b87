import { wordsOf } from "../i18n/namespace.ts";
import { en } from "../i18n/practice.en.ts";
import { id } from "../i18n/practice.id.ts";

/** Words of the practice mode. */
export const p = wordsOf(id, en);
