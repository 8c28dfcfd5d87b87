import { expect, it } from "vitest";
import { CARRIED_WORDS } from "../core/words-carried.ts";

type Messages = Readonly<Record<string, string>>;
const files = import.meta.glob<{ id?: Messages }>("./{*.id,id/index}.ts", { eager: true });
const words = Object.values(files).flatMap((file) => Object.entries(file.id ?? {}));

/** Where a call is meant: what one does, or the road to a family. */
const CALLS =
  /^(call|person\.call|sweep\.call|referral\..*|danger\.(call|pending)|crisis\.(call|unit|pending)|consent\.contact|contact\.(phone|number)|self\.ask(\.signal)?|task\.(pending|called)|forget\.help(\.named)?)$/;

it("calls the phone in one's hand HP everywhere, as kader do", () => {
  expect(words.length).toBeGreaterThan(500);
  const said = [...words, ...Object.values(CARRIED_WORDS).map((each) => ["carried", each.id] as const)];
  const others = said.filter(([key, text]) => /telepon|ponsel/i.test(text) && !CALLS.test(key));
  expect(others).toEqual([]);
});
