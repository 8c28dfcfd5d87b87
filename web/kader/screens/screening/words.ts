import "../people/people.css";
import "./screening.css";
import { wordsOf } from "../../i18n/namespace.ts";
import { en } from "../../i18n/screening.en.ts";
import { id } from "../../i18n/screening.id.ts";

/** Words of screening. */
export const s = wordsOf(id, en);
