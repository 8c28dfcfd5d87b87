import { en } from "../../i18n/body.en.ts";
import { id } from "../../i18n/body.id.ts";
import { wordsOf } from "../../i18n/namespace.ts";

export const b = wordsOf(id, en);
