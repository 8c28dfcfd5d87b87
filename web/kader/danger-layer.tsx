import type { Fired } from "../knowledge/cards/index.ts";
import { lazy } from "./lazy.tsx";
import { createStore, useStore } from "./store.ts";

/** A danger sign that is being spoken about. */
export interface Danger {
  person: string;
  fired: readonly Fired[];
  entries: string[] | null;
  request: string;
  onWrong: () => void;
}

export const danger = createStore<Danger | null>(null);
export const hideDanger = (): void => danger.set(null);

// Whoever raises a danger has loaded this file already: what calls for help never waits for it.
const DangerScreen = lazy(async () => (await import("./danger.tsx")).DangerScreen);

/** Above every screen, as long as a danger sign is spoken about. */
export function DangerLayer() {
  const shown = useStore(danger);
  return shown && <DangerScreen shown={shown} />;
}
