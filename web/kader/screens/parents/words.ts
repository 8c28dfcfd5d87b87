import { wordsOf } from "../../i18n/namespace.ts";
import { en } from "../../i18n/parent.en.ts";
import { id } from "../../i18n/parent.id.ts";

/** Words of codes for parents. */
export const pc = wordsOf(id, en);
