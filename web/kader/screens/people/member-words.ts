import { en } from "../../i18n/members.en.ts";
import { id } from "../../i18n/members.id.ts";
import { wordsOf } from "../../i18n/namespace.ts";

export const m = wordsOf(id, en);
