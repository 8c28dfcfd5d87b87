import { guest as en } from "../../i18n/guest.en.ts";
import { guest as id } from "../../i18n/guest.id.ts";
import { wordsOf } from "../../i18n/namespace.ts";

export const g = wordsOf(id, en);
