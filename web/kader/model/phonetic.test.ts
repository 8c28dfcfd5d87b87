import { describe, expect, it } from "vitest";
import vectors from "../../../vectors/phonetic.json";
import { nameSimilarity, parseName, phoneticKey, phoneticKeys } from "./phonetic.ts";

describe("names in old and new spelling", () => {
  it.each(vectors.names)("$name has the keys that the server gives it", (c) => {
    expect(parseName(c.name)).toEqual({ words: c.words, unnamed: c.unnamed });
    expect(phoneticKey(c.name)).toBe(c.key);
    expect(phoneticKeys(c.name)).toEqual(c.keys);
  });

  it.each(vectors.similar)("$a ~ $b", (c) => {
    expect(nameSimilarity(c.a, c.b)).toBeCloseTo(c.score, 6);
    expect(nameSimilarity(c.b, c.a)).toBeCloseTo(c.score, 6);
  });
});
