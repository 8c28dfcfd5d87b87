// Whom to call when an answer cannot wait, and what to say until then. Pure; no DOM.
import lines from "../../../content/programme/crisis-lines.json";
import type { Words } from "../core/api.ts";

export type ScriptId = keyof typeof lines.scripts;
export interface CrisisScript {
  first: Words;
  say: Words;
  do: readonly Words[];
  avoid: Words;
}
export interface CrisisLine {
  id: string;
  number: string;
  shown: string;
  name: Words;
  after: Words | null;
}

export const crisisScript = (id: ScriptId): CrisisScript => lines.scripts[id];

/** Whom to call from a post of this area, the first with the big button. */
export function crisisLines(ids: readonly ScriptId[], area: string, first = ""): readonly CrisisLine[] {
  const found = lines.lines.filter(
    (line) =>
      ids.some((id) => line.for.includes(id)) &&
      (line.areas.length === 0 || line.areas.some((code: string) => area.startsWith(code))),
  );
  return found.sort((a, b) => Number(b.id === first) - Number(a.id === first));
}
