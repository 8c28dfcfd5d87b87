import { wordsOf } from "../../i18n/namespace.ts";
import { en } from "../../i18n/request.en.ts";
import { id } from "../../i18n/request.id.ts";

/** Words of a request's ground, its place among others and what comes next. */
export const r = wordsOf(id, en);
