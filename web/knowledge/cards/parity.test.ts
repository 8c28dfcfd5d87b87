/** Random facts must give in TypeScript what they gave in Python, to the last field. */
import { beforeAll, expect, it } from "vitest";
import parity from "../../../vectors/cards-parity.json" with { type: "json" };
import { CARD_IDS, type Card, type CardId, cardNow, evaluate, loadCards, type Settings } from "./index.ts";

type Case = {
  card: CardId;
  facts: Record<string, unknown>;
  settings: Settings;
  action: string | null;
  fired: unknown[];
  unknown: string[];
};

beforeAll(() => loadCards(CARD_IDS));

it.each((parity.cases as unknown as Case[]).map((given, i) => [i, given] as const))("case %i", (_, given) => {
  const answer = evaluate(cardNow(given.card) as Card, given.facts, given.settings);
  expect(answer.action).toBe(given.action);
  expect(answer.fired.map((fired) => [fired.id, fired.action, fired.trace])).toEqual(given.fired);
  expect(answer.unknown).toEqual(given.unknown);
});
