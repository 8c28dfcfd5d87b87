import "../people/people.css";
import "../screening/screening.css";
import "./firstaid.css";
import { en } from "../../i18n/firstaid.en.ts";
import { id } from "../../i18n/firstaid.id.ts";
import { wordsOf } from "../../i18n/namespace.ts";

/** Words of first aid. */
export const f = wordsOf(id, en);
