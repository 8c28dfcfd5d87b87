import { useEffect, useState } from "preact/hooks";
import { cardNow, isCardId, loadCards } from "../../knowledge/cards/index.ts";

/** True once these cards are at hand. Those of adults are read when someone needs them; names that are no card never wait. */
export function useCards(ids: readonly string[]): boolean {
  const missing = [...new Set(ids)].filter((id) => isCardId(id) && !cardNow(id)).join(" ");
  const [, setLoaded] = useState("");
  useEffect(() => {
    if (missing) void loadCards(missing.split(" ")).then(() => setLoaded(missing));
  }, [missing]);
  return missing === "";
}
