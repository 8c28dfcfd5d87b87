/**
 * What a tap has set going is over before the next tap counts. An old phone takes half a second to encrypt and write;
 * who taps *Save* again meanwhile, or a row of the form that is about to go, means neither a second record nor that row.
 */
import { createStore, useStore } from "./store.ts";

const underWay = createStore(0);

/** A store that never answers must not leave a phone that takes no tap; the slowest phones write in two seconds. */
export const AT_MOST_MS = 10_000;

/** Runs `work`; until it has ended, screens take no tap. What it starts in the same breath may hold on. */
export async function hold<T>(work: () => Promise<T>): Promise<T> {
  let letGo = (): void => {
    letGo = () => undefined;
    underWay.set(underWay.get() - 1);
  };
  underWay.set(underWay.get() + 1);
  const timer = setTimeout(() => letGo(), AT_MOST_MS);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    letGo();
  }
}

export const isHeld = (): boolean => underWay.get() > 0;

export function useHeld(): boolean {
  useStore(underWay);
  return isHeld();
}
