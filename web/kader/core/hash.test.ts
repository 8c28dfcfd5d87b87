import canonicalize from "canonicalize";
import { describe, expect, it } from "vitest";
import vectors from "../../../vectors/entry-hash.json";
import { entryHash, jcs } from "./hash.ts";

describe("the hash of an entry", () => {
  it.each(vectors.cases)("$name", async ({ json, jcs: text, hash }) => {
    const { hash: _, ...entry } = JSON.parse(json);
    const whole = {
      ...entry,
      after: entry.after ?? [],
      base: entry.base ?? null,
      sealed: entry.sealed ?? null,
    };
    expect(jcs(whole)).toBe(text);
    expect(await entryHash(JSON.parse(json))).toBe(hash);
  });

  it("writes any JSON as another implementation does", () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed / 2147483648;
    };
    const value = (depth: number): unknown => {
      const pick = Math.floor(random() * (depth > 3 ? 4 : 6));
      if (pick === 0) return (random() - 0.5) * 10 ** Math.floor(random() * 60 - 30);
      if (pick === 1) return Math.floor(random() * 1e6);
      if (pick === 2) return String.fromCodePoint(Math.floor(random() * 0xd7ff), Math.floor(random() * 200));
      if (pick === 3) return [null, true, false][Math.floor(random() * 3)];
      if (pick === 4) return Array.from({ length: 3 }, () => value(depth + 1));
      return Object.fromEntries(
        Array.from({ length: 4 }, () => [String.fromCharCode(random() * 0xd7ff), value(depth + 1)]),
      );
    };
    for (let i = 0; i < 300; i++) {
      const sample = value(0);
      expect(jcs(sample)).toBe(canonicalize(sample));
    }
  });

  it("refuses what JSON cannot hold", () => {
    expect(() => jcs({ n: Number.NaN })).toThrow(TypeError);
    expect(() => jcs({ n: 1n })).toThrow(TypeError);
  });
});
