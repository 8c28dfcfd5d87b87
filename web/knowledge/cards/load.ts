/** The cards that ship with the application. */
import balita from "../../../content/cards/balita.json" with { type: "json" };
import hamil from "../../../content/cards/hamil.json" with { type: "json" };
import nifas from "../../../content/cards/nifas.json" with { type: "json" };
import type { Card } from "./model.ts";

export type CardId = "balita" | "hamil" | "nifas";

// The JSON is held to card.schema.json by the content check, which TypeScript cannot see.
export const CARDS: Readonly<Record<CardId, Card>> = { balita, hamil, nifas } as unknown as Record<
  CardId,
  Card
>;
