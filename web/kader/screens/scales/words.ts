import { wordsOf } from "../../i18n/namespace.ts";
import { en } from "../../i18n/scales.en.ts";
import { id } from "../../i18n/scales.id.ts";

/** Words of scales. */
export const sc = wordsOf(id, en);
