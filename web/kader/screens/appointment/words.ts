import { en } from "../../i18n/appointment.en.ts";
import { id } from "../../i18n/appointment.id.ts";
import { wordsOf } from "../../i18n/namespace.ts";

/** Words of appointments. */
export const a = wordsOf(id, en);
