import type { id } from "./near.id.ts";

export const en: Record<keyof typeof id, string> = {
  search: "Find the posyandu",
  "search.help": "Name, village, RW, or address. Tap the one that fits.",
  count: "{n} posts fit. Type more to come closer.",
  none: "Nothing fits “{text}” yet. Try part of the name, or its RW number.",
};
