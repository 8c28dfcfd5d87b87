import { wordsOf } from "./namespace.ts";
import { en } from "./visit.en.ts";
import { id } from "./visit.id.ts";

export type VisitKey = keyof typeof id;
/** Words of a visit: its steps, what it means, danger signs, growth charts, corrections. */
export const v = wordsOf(id, en);
