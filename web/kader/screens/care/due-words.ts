import { en } from "../../i18n/due.en.ts";
import { id } from "../../i18n/due.id.ts";
import { wordsOf } from "../../i18n/namespace.ts";

/** Words of the due list beyond those of mothers and children. */
export const d = wordsOf(id, en);
