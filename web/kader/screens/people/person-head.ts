import type { PersonView } from "../../core/api.ts";
import { ageInWords } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";

/** How someone is headed everywhere: age in words and sex. */
export function subtitle(person: PersonView, today: string): string {
  const age = person.birth_date && person.birth_date <= today ? ageInWords(person.birth_date, today) : "";
  return [age, person.sex ? t(`sex.${person.sex}`) : ""].filter(Boolean).join(" · ");
}
