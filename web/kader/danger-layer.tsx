import type { Fired } from "../knowledge/cards/index.ts";
import type { Phone } from "./core/api.ts";
import { lazy } from "./lazy.tsx";
import type { ScriptId } from "./model/screening.ts";
import { usePhone } from "./phone.tsx";
import { createStore, useStore } from "./store.ts";

/** A danger sign that is being spoken about. */
export interface Danger {
  person: string;
  fired: readonly Fired[];
  entries: string[] | null;
  request: string;
  onWrong: () => void;
  /** A critical answer of a screening: its script instead of rules that fired. */
  script?: ScriptId;
}

export const danger = createStore<Danger | null>(null);
export const hideDanger = (): void => danger.set(null);

/** The red screen as it is kept. Its name is not encrypted: it tells neither whom nor what. */
export const LAYER = "layer";

/** A crisis that a restart or a lock cut off is the first that its kader sees again. */
export async function raiseKept(phone: Phone): Promise<void> {
  if (await phone.loadForm(LAYER)) await (await import("./screens/screening/crisis.tsx")).raiseAgain(phone);
}

// Whoever raises a danger has loaded this file already: what calls for help never waits for it.
const DangerScreen = lazy(async () => (await import("./danger.tsx")).DangerScreen);
const CrisisScreen = lazy(async () => (await import("./screens/screening/crisis.tsx")).CrisisScreen);

/** Above every screen, as long as a danger sign is spoken about. */
export function DangerLayer() {
  const shown = useStore(danger);
  const phone = usePhone();
  if (!shown || phone.phase() !== "ready") return null;
  const { script } = shown;
  return script ? <CrisisScreen shown={{ ...shown, script }} /> : <DangerScreen shown={shown} />;
}
