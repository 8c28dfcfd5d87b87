import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { FIRST } from "./generated/icons.ts";
import { LATER } from "./generated/icons-later.ts";

const IMPORT = /^(?:import|export) (?!type )[^;]*?from "(\.[^"]+)"/gm;
const START = join(import.meta.dirname, "../kader/main.tsx");

/** Whatever is loaded before the first view: files reached without a dynamic import. */
function firstFiles(): Map<string, string> {
  const found = new Map<string, string>();
  const look = (path: string): void => {
    if (found.has(path) || !/\.tsx?$/.test(path)) return;
    const text = readFileSync(path, "utf8");
    found.set(path, text);
    for (const [, to] of text.matchAll(IMPORT)) look(join(dirname(path), to ?? ""));
  };
  look(START);
  return found;
}

it("has every icon at hand that the first view may draw", () => {
  const drawing = [...firstFiles()].filter(([path]) => path.endsWith(".tsx"));
  expect(drawing.length).toBeGreaterThan(15);
  const late = drawing.flatMap(([path, text]) =>
    Object.keys(LATER).flatMap((name) => (text.includes(`"${name}"`) ? [`${path}: ${name}`] : [])),
  );
  expect(late).toEqual([]);
});

it("keeps what only later screens draw out of the first view", () => {
  const all = [...firstFiles().values()].join("\n");
  expect(Object.keys(FIRST).filter((name) => !all.includes(`"${name}"`))).toEqual([]);
});
