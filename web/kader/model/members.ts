// Members of a family who are neither the mother nor a small child: what is typed, what is missing, what it becomes. Pure.
import households from "../../../content/people/households.json" with { type: "json" };
import type { Draft, Words } from "../core/api.ts";
import type { Facts } from "./duplicates.ts";
import { onlyDigits } from "./nik.ts";

export interface Household {
  marital_status: string;
  occupation: string;
  disabilities: readonly string[];
  assistance: readonly string[];
}

export interface MemberForm extends Household {
  id: string;
  name: string;
  sex: "" | "L" | "P";
  birth_date: string;
  birth_date_estimated: boolean;
  relation: string;
  nik: string;
}

export interface HouseholdChoice {
  id: string;
  word: Words;
}

type Part = "relations" | "marital_statuses" | "disabilities" | "assistance";

export const choicesOf = (part: Part): readonly HouseholdChoice[] => households[part];

/** The word of a choice; what an older app or another system wrote stands as it is. */
export const choiceWord = (part: Part, id: string): Words =>
  households[part].find((choice) => choice.id === id)?.word ?? { id, en: id };

export const emptyHousehold: Household = {
  marital_status: "",
  occupation: "",
  disabilities: [],
  assistance: [],
};

export const emptyMember = (newId: () => string): MemberForm => ({
  ...emptyHousehold,
  id: newId(),
  name: "",
  sex: "",
  birth_date: "",
  birth_date_estimated: false,
  relation: "",
  nik: "",
});

export const isBlankMember = (member: MemberForm): boolean =>
  !member.name.trim() && !member.birth_date && !member.sex;

/** A day of birth for someone of so many completed years; the middle of the year, marked as a guess by the caller. */
export function bornAbout(years: number, today: string): string {
  const year = Number(today.slice(0, 4)) - years;
  return today.slice(5) < "07-01" ? `${year - 1}-07-01` : `${year}-07-01`;
}

export type MissingOfMember = { at: string; what: "member_name" | "sex" | "birth_date" | "future" };

export function missingOfMember(member: MemberForm, today: string): MissingOfMember[] {
  const gaps: MissingOfMember[] = [];
  if (!member.name.trim()) gaps.push({ at: member.id, what: "member_name" });
  if (!member.sex) gaps.push({ at: member.id, what: "sex" });
  if (!member.birth_date) gaps.push({ at: member.id, what: "birth_date" });
  if (member.birth_date > today) gaps.push({ at: member.id, what: "future" });
  return gaps;
}

export const memberFacts = (member: MemberForm, family: string | null, rt: string, rw: string): Facts => ({
  name: member.name,
  sex: member.sex || null,
  birth_date: member.birth_date || null,
  birth_date_estimated: member.birth_date_estimated,
  nik: onlyDigits(member.nik) || null,
  family,
  rt,
  rw,
});

export function memberDraft(member: MemberForm, family: string): Draft {
  return {
    kind: "person.registered",
    subject: member.id,
    data: {
      family,
      name: member.name.trim(),
      sex: member.sex || null,
      birth_date: member.birth_date || null,
      birth_date_estimated: member.birth_date_estimated,
      nik: onlyDigits(member.nik) || null,
      relation: member.relation,
      marital_status: member.marital_status,
      occupation: member.occupation.trim(),
      disabilities: [...member.disabilities],
      assistance: [...member.assistance],
    },
  };
}
