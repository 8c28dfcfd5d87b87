import { wordsOf } from "../i18n/namespace.ts";
import { en } from "../i18n/near.en.ts";
import { id } from "../i18n/near.id.ts";

/** Words of the choice of a post near by. */
export const n = wordsOf(id, en);
