// The structure of a NIK, read as questions: never a reason to refuse anyone.
import content from "../../../content/people/nik.json";

export type NikQuestion = "length" | "area" | "date" | "birth_date" | "sex" | "serial" | "taken";

export interface NikFacts {
  birth_date?: string | null;
  sex?: string | null;
}

export const onlyDigits = (text: string): string => text.replace(/\D/g, "");

interface NikDate {
  day: number;
  month: number;
  year: number;
  sex: "L" | "P";
}

/** Day, month and two-digit year of birth that the NIK tells; women's day is raised by 40. */
export function nikDate(nik: string): NikDate {
  const raw = Number(nik.slice(6, 8));
  const female = raw > content.female_day_plus;
  return {
    day: female ? raw - content.female_day_plus : raw,
    month: Number(nik.slice(8, 10)),
    year: Number(nik.slice(10, 12)),
    sex: female ? "P" : "L",
  };
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isDay = ({ day, month }: NikDate): boolean => day >= 1 && day <= (DAYS[month - 1] ?? 0);

const isBirth = (told: NikDate, birth: string): boolean =>
  told.day === Number(birth.slice(8, 10)) &&
  told.month === Number(birth.slice(5, 7)) &&
  told.year === Number(birth.slice(2, 4));

/** What looks odd, in the order to ask. Empty for an empty NIK: it is always optional. */
export function nikQuestions(nik: string, facts: NikFacts = {}): NikQuestion[] {
  const digits = onlyDigits(nik);
  if (digits === "") return [];
  if (digits.length !== content.digits) return ["length"];
  const told = nikDate(digits);
  const questions: NikQuestion[] = [];
  if (!content.provinces.includes(digits.slice(0, 2))) questions.push("area");
  if (!isDay(told)) questions.push("date");
  else {
    if (facts.birth_date && !isBirth(told, facts.birth_date)) questions.push("birth_date");
    if (facts.sex && facts.sex !== told.sex) questions.push("sex");
  }
  if (digits.endsWith("0000")) questions.push("serial");
  return questions;
}

/** Lists show the last four digits only. Empty without NIK. */
export const maskNik = (nik: string | null): string =>
  nik ? `${"•".repeat(Math.max(0, nik.length - 4))}${nik.slice(-4)}` : "";
