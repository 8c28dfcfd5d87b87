import content from "../../../../content/programme/growth-path.json";
import { say } from "../../i18n/index.ts";
import { wordsOf } from "../../i18n/namespace.ts";
import { en } from "../../i18n/path.en.ts";
import { id } from "../../i18n/path.id.ts";
import type { TaskCode } from "../../model/growth-path.ts";

/** Words of growth paths. */
export const p = wordsOf(id, en);

/** A task as the family would say it. */
export const taskWords = (code: TaskCode): string => say(content.tasks[code].family);

export const stepWords = (code: string): string => {
  const known = content.steps.find((step) => step.code === code);
  return known ? say(known.word) : code;
};

export const resultWords = (step: string, result: string): string => {
  const known = content.steps.find(({ code }) => code === step)?.results.find(({ code }) => code === result);
  return known ? say(known.word) : "";
};

export const outcomeWords = (code: string | null): string => {
  const known = content.outcomes.find((one) => one.code === code);
  return known ? say(known.word) : "";
};

/** How much was eaten, as the content names it. */
export const eaten = content.steps.find((step) => step.code === "fed")?.results ?? [];
