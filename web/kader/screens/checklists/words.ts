import { en } from "../../i18n/checklists.en.ts";
import { id } from "../../i18n/checklists.id.ts";
import { wordsOf } from "../../i18n/namespace.ts";

/** Words of the checklists of a post. */
export const cl = wordsOf(id, en);
