import { wordsOf } from "./namespace.ts";
import { en } from "./session.en.ts";
import { id } from "./session.id.ts";

export type SessionKey = keyof typeof id;
/** Words of opening and closing a day, its totals, and entries to be repaired. */
export const ds = wordsOf(id, en);
