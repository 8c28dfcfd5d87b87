import { en } from "../../i18n/join.en.ts";
import { id } from "../../i18n/join.id.ts";
import { wordsOf } from "../../i18n/namespace.ts";

/** Words of joining a phone: code, waiting for the officer, choosing a PIN. */
export const j = wordsOf(id, en);
