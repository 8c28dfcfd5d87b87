import { wordsOf } from "../../i18n/namespace.ts";
import { en } from "../../i18n/posts.en.ts";
import { id } from "../../i18n/posts.id.ts";

/** Words of the posts of one phone. */
export const o = wordsOf(id, en);
