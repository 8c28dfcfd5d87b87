import type { id } from "./members.id.ts";

export const en: Record<keyof typeof id, string> = {
  title: "Other members",
  help: "Father, youths, grandparents, or whoever lives in the house.",
  add: "Add another member",
  n: "Member {n}",
  remove: "Remove",
  years: "Age in years, when the birth date is not known",
  "years.help": "The birth date is then written down as a guess.",
  relation: "Relation",
  marital: "Marital status",
  occupation: "Work, or school and class",
  more: "NIK, work, marital status, special needs",
  disability: "Is anything hard to do alone?",
  "disability.help": "Ask gently, so that the posyandu can prepare. It may be passed over.",
  assistance: "What helps when coming to the posyandu?",
  alone: "No child or other member yet. If that is all, tap Save once more.",
  "missing.member_name": "Write the name.",
};
