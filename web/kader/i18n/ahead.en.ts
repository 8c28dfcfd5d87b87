import type { id } from "./ahead.id.ts";

export const en: Readonly<Record<keyof typeof id, string>> = {
  title: "What comes next",
  appointment: "Appointment at a service",
  greeting: "Greet again",
  "greeting.due": "Time to greet again",
  visit: "Home visit",
  today: "Today",
  tomorrow: "Tomorrow",
  since: "since {day}",
  more: "and {n} more",
};
