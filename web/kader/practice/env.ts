import type { Env } from "../core/env.ts";
import type { StandIn } from "./stand-in.ts";

export interface PracticeFacts {
  now(): number;
  appVersion: string;
  rulesEdition: string;
}

/**
 * The surroundings of a practising phone. Made without `browserEnv`: there is no `fetch` of the browser, no other tab, no
 * witness, no second copy and no lock that the real phone shares. What is not named here cannot be reached from there.
 */
export function practiceEnv(standIn: StandIn, facts: PracticeFacts): Env {
  return {
    ...facts,
    fetch: standIn.answer,
    timer: (fn, ms) => {
      const id = setTimeout(fn, ms);
      return () => clearTimeout(id);
    },
    random: () => 0.5,
    online: () => true,
    lock: queues(),
    witness: { read: () => null, write: () => undefined },
    tell: () => undefined,
    hear: () => undefined,
    storage: async () => ({ persisted: true, usage: null, quota: null }),
    persist: async () => undefined,
    words: async () => [],
    // The PIN of the practice guards nothing and nobody types it.
    rounds: 1,
  };
}

/** One after the other per name, within this page. */
function queues(): Env["lock"] {
  const last = new Map<string, Promise<unknown>>();
  return <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const run = (last.get(name) ?? Promise.resolve()).then(work, work);
    last.set(
      name,
      run.catch(() => undefined),
    );
    return run;
  };
}
