import type { ComponentType } from "preact";
import { loadIcons } from "../../ui/icon.tsx";
import type { Phone } from "../core/api.ts";
import type { Route } from "../nav.ts";
import { createStore, useStore } from "../store.ts";

/** A practice that runs: the phone that all screens show instead of the real one, and what is seen above them. */
export interface Practice {
  /** Another one each time: screens start afresh with it. */
  run: number;
  phone: Phone;
  Bar: ComponentType;
  /** What stands on paper and pictures, in the language of the phone. */
  label(): string;
  again(): Promise<void>;
  leave(): Promise<void>;
}

export const practice = createStore<Practice | null>(null);
export const usePractice = (): Practice | null => useStore(practice);

/** What a sheet or a picture of a practice says; null on the real phone. */
export const practiceLabel = (): string | null => practice.get()?.label() ?? null;

let landing: Route | null = null;

/** Where a practice that has just begun opens, told once: its start lands there, beginning again lands at home. */
export function takeLanding(): Route | null {
  const at = landing;
  landing = null;
  return at;
}

/** Start practising; `at` is what is practised. Nothing of the real phone is closed, and nothing of it is shown until the practice ends. */
export async function startPractice(real: Phone, at: Route | null = null): Promise<void> {
  if (practice.get()) return;
  // The bar is drawn beside the first view, with icons of later screens.
  const [{ start }] = await Promise.all([import("./start.ts"), loadIcons()]);
  landing = at;
  await start(real);
}
