import type { paper as id } from "./paper.id.ts";

export const paper: Record<keyof typeof id, string> = {
  title: "A day written on paper",
  help: "For a past open day on which no phone could be used. Every record is stored with its true date.",
  day: "Date of the open day",
  limit: "At most {days} days ago. Older registers are typed at the puskesmas.",
  wrong: "Choose a date between {first} and {last}.",
  begin: "Begin typing",
  done: "Typed: {n} of {all}",
  left: "Not typed yet",
  typed: "Typed already",
  all: "Everyone is typed",
  allHelp: "Someone came who is not registered? Register them first on the home screen.",
  other: "Choose another date",
  opened: "The day of {date} is open",
};
