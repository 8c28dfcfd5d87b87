import type { id } from "./limits.id.ts";

export const en: Readonly<Record<keyof typeof id, string>> = {
  impossible: "Nobody has {value} {unit}. It may be a slip of the finger, so it is not recorded yet.",
  meant: "I mean {value} {unit}",
  look: "Not saved yet. Look at this figure first.",
};
