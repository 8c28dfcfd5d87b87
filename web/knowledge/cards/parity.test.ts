/** Random facts must give in TypeScript what they gave in Python, to the last field. */
import { expect, it } from "vitest";
import parity from "../../../vectors/cards-parity.json" with { type: "json" };
import { CARDS, type CardId, evaluate, type Settings } from "./index.ts";

type Case = {
  card: CardId;
  facts: Record<string, unknown>;
  settings: Settings;
  action: string | null;
  fired: unknown[];
  unknown: string[];
};

it.each((parity.cases as unknown as Case[]).map((given, i) => [i, given] as const))("case %i", (_, given) => {
  const answer = evaluate(CARDS[given.card], given.facts, given.settings);
  expect(answer.action).toBe(given.action);
  expect(answer.fired.map((fired) => [fired.id, fired.action, fired.trace])).toEqual(given.fired);
  expect(answer.unknown).toEqual(given.unknown);
});
