import { handover as en } from "../../i18n/handover.en.ts";
import { handover as id } from "../../i18n/handover.id.ts";
import { wordsOf } from "../../i18n/namespace.ts";

export const h = wordsOf(id, en);
