import { wordsOf } from "../../i18n/namespace.ts";
import { en } from "../../i18n/relay.en.ts";
import { id } from "../../i18n/relay.id.ts";

/** Words of giving copies away and carrying others'. */
export const r = wordsOf(id, en);
