import { useEffect, useReducer } from "preact/hooks";

/** A value with listeners: toasts, language, the open route. */
export interface Store<T> {
  get(): T;
  set(value: T): void;
  subscribe(listener: () => void): () => void;
}

export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      value = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The store's value; the component renders again after each `set`. */
export function useStore<T>(store: Store<T>): T {
  const [, render] = useReducer((count: number) => count + 1, 0);
  const seen = store.get();
  useEffect(() => {
    // What changed between the first rendering and now was told to nobody here.
    if (store.get() !== seen) render(0);
    return store.subscribe(() => render(0));
  }, [store]);
  return seen;
}
