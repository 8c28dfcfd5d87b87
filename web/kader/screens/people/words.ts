import "./people.css";
import { wordsOf } from "../../i18n/namespace.ts";
import { en } from "../../i18n/people.en.ts";
import { id } from "../../i18n/people.id.ts";

export type PeopleKey = keyof typeof id;
/** Words of the people, care and print screens. */
export const w = wordsOf(id, en);
