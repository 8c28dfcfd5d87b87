/** The cards that ship with the application. Those that a toddler's visit does not need come when they are needed. */
import balita from "../../../content/cards/balita.json" with { type: "json" };
import hamil from "../../../content/cards/hamil.json" with { type: "json" };
import nifas from "../../../content/cards/nifas.json" with { type: "json" };
import type { Card } from "./model.ts";

export const CARD_IDS = ["balita", "hamil", "nifas", "remaja", "dewasa", "lansia"] as const;
export type CardId = (typeof CARD_IDS)[number];

export const isCardId = (id: string): id is CardId => (CARD_IDS as readonly string[]).includes(id);

// The JSON is held to card.schema.json by the content check, which TypeScript cannot see.
const parsed = (json: unknown): Card => json as Card;

const ready = new Map<string, Card>([
  ["balita", parsed(balita)],
  ["hamil", parsed(hamil)],
  ["nifas", parsed(nifas)],
]);

const later: Readonly<Record<string, () => Promise<{ default: unknown }>>> = {
  remaja: () => import("../../../content/cards/remaja.json", { with: { type: "json" } }),
  dewasa: () => import("../../../content/cards/dewasa.json", { with: { type: "json" } }),
  lansia: () => import("../../../content/cards/lansia.json", { with: { type: "json" } }),
};

/** The card of that id if it is loaded; null otherwise, and for a name that is no card. */
export const cardNow = (id: string): Card | null => ready.get(id) ?? null;

/** Fetch cards (they are precached, so this works offline). Names that are no card are passed over. */
export async function loadCards(ids: Iterable<string>): Promise<void> {
  const wanted = [...new Set(ids)].filter((id) => !ready.has(id));
  await Promise.all(
    wanted.map(async (id) => {
      const found = await later[id]?.();
      if (found) ready.set(id, parsed(found.default));
    }),
  );
}
