import { describe, expect, it } from "vitest";
import vectors from "../../../vectors/parent-code.json";
import { ALPHABET, codeHash, isChild, isPrivate, LENGTH, newCode, shown, tidy } from "./parent-code.ts";

describe.each(vectors.cases)("$name", (given) => {
  it("is tidied and hashed as the server does", async () => {
    expect(tidy(given.typed)).toBe(given.tidy);
    expect(await codeHash(given.typed, crypto.subtle)).toBe(given.hash);
  });
});

describe("a new code", () => {
  it("is its own tidy form", () => {
    const code = newCode((size) => crypto.getRandomValues(new Uint8Array(size)));
    expect(code).toHaveLength(LENGTH);
    expect(tidy(shown(code))).toBe(code);
  });

  it("favours no letter: bytes beyond the last whole round are drawn again", () => {
    let calls = 0;
    const code = newCode((size) => new Uint8Array(size).fill(calls++ === 0 ? 255 : 0));
    expect(code).toBe(ALPHABET.charAt(0).repeat(LENGTH));
  });
});

it("is for children, and says who is old enough for privacy", () => {
  expect(isChild(null, "2026-11-22")).toBe(false);
  expect(isChild("2007-11-22", "2026-11-22")).toBe(false);
  expect(isChild("2007-11-23", "2026-11-22")).toBe(true);
  expect(isPrivate("2014-11-23", "2026-11-22")).toBe(false);
  expect(isPrivate("2014-11-22", "2026-11-22")).toBe(true);
});
