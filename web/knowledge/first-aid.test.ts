import { describe, expect, it } from "vitest";
import vectors from "../../vectors/first-aid.json";
import {
  type AidRecord,
  ALL_STEPS,
  END,
  fault,
  isCritical,
  move,
  shortcuts,
  start,
  stepOf,
  type Walk,
} from "./first-aid.ts";

interface Case {
  start: string;
  moves: readonly string[];
  given: object;
  more: readonly string[];
}

function walkOf({ start: phase, moves, given, more }: Case): Walk | null {
  const along = (walk: Walk | null, answers: readonly string[]): Walk | null =>
    answers.reduce<Walk | null>((now, answer) => now && move(now, answer), walk);
  const first = along(start(phase), moves);
  return first && along({ ...first, ...given }, more);
}

describe("paths go where the server expects them", () => {
  it.each(vectors.walks)("$name", (one) => expect(walkOf(one)).toEqual(one.ends));
});

describe("records that no path leaves are named", () => {
  it.each(vectors.records)("$name", ({ record, fault: named }) =>
    expect(fault(record as AidRecord)).toBe(named),
  );
});

describe("no state is a trap", () => {
  const open = ALL_STEPS.filter(({ id }) => id !== END);
  const ahead = (step: string): Set<string> => {
    const seen = new Set<string>();
    const waiting = [step];
    for (let here = waiting.pop(); here; here = waiting.pop()) {
      if (seen.has(here)) continue;
      seen.add(here);
      waiting.push(...stepOf(here).moves.map(({ to }) => to));
    }
    return seen;
  };
  it.each(open)("$id reaches the end", ({ id }) => expect(ahead(id).has(END)).toBe(true));
  it.each(open)("$id: danger and not being left alone are one tap away", ({ id, phase }) => {
    const walk = { ...(start() as Walk), step: id, path: [phase] };
    expect([...shortcuts(walk), phase]).toEqual(expect.arrayContaining(["kritis", "darurat"]));
    for (const wanted of shortcuts(walk)) expect(isCritical(move(walk, wanted)?.path ?? [])).toBe(true);
  });
});
