import { wordsOf } from "../../i18n/namespace.ts";
import { en } from "../../i18n/requests.en.ts";
import { id } from "../../i18n/requests.id.ts";

/** Words of what the post has sent and what came of it. */
export const q = wordsOf(id, en);
