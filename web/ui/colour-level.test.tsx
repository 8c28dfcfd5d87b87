import { describe, expect, it } from "vitest";
import { E_JIWA, JCS, P3LP, shown } from "../knowledge/colour-scales.ts";
import { ColourLevel } from "./colour-level.tsx";

/** Texts of a drawn element, in order. */
function texts(node: unknown): string[] {
  if (typeof node === "string") return [node];
  if (Array.isArray(node)) return node.flatMap(texts);
  const props = (node as { props?: { children?: unknown } } | null)?.props;
  return props === undefined ? [] : texts(props.children);
}

const files = import.meta.glob("../**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true });
const sources = Object.entries(files as Record<string, string>).filter(
  ([path]) => !/colour-(level|scales)(\.test)?\.tsx?$/.test(path),
);
const NAMES = ["Jcs", "EJiwa", "P3lp"] as const;

describe("a level on the screen", () => {
  it.each([...JCS, ...E_JIWA, ...P3LP])("%s stands beside its scale and its word", (level) => {
    for (const lang of ["id", "en"] as const) {
      const { scale, colour, word } = shown(level, lang);
      expect(texts(ColourLevel({ level, lang })).join("")).toBe(`${scale} ${colour}: ${word}`);
    }
  });

  it("is drawn nowhere else", () => {
    const drawn = sources.filter(([, text]) => /(pill|--)-?(jcs|ejiwa|p3lp)-/.test(text));
    expect(sources.length).toBeGreaterThan(100);
    expect(drawn.map(([path]) => path)).toEqual([]);
  });

  it("is of one scale in every file: nothing can turn it into another's", () => {
    const mixed = sources.filter(
      ([, text]) => NAMES.filter((name) => new RegExp(`\\b${name}\\b`).test(text)).length > 1,
    );
    expect(mixed.map(([path]) => path)).toEqual([]);
  });
});
