import { en } from "../../i18n/homevisit.en.ts";
import { id } from "../../i18n/homevisit.id.ts";
import { wordsOf } from "../../i18n/namespace.ts";

/** Words of visits at home. */
export const h = wordsOf(id, en);
