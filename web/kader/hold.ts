/**
 * What a tap has set going is over before the next tap counts. An old phone takes half a second to encrypt and write;
 * who taps *Save* again meanwhile, or a row of the form that is about to go, means neither a second record nor that row.
 */
import { createStore, useStore } from "./store.ts";

const underWay = createStore(0);

/** Runs `work`; until it has ended, screens take no tap. What it starts in the same breath may hold on. */
export async function hold<T>(work: () => Promise<T>): Promise<T> {
  underWay.set(underWay.get() + 1);
  try {
    return await work();
  } finally {
    underWay.set(underWay.get() - 1);
  }
}

export const isHeld = (): boolean => underWay.get() > 0;

export function useHeld(): boolean {
  useStore(underWay);
  return isHeld();
}
