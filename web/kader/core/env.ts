import type { MirrorFile } from "./mirror.ts";

/** Everything the core takes from around it, so that tests can be clock, network, browser and neighbour tab. */
export interface Env {
  /** Device clock, milliseconds since 1970. */
  now(): number;
  fetch(path: string, init: RequestInit): Promise<Response>;
  /** Calls `fn` after `ms`; returns how to stop. */
  timer(fn: () => void, ms: number): () => void;
  random(): number;
  online(): boolean;
  /** Runs `fn` while no other tab holds `name`. */
  lock<T>(name: string, fn: () => Promise<T>): Promise<T>;
  /** A second memory beside IndexedDB, to notice that the first was deleted. */
  witness: { read(): string | null; write(value: string): void };
  /** The file that holds the second copy of sealed entries; null, or left out, where the browser has none. */
  mirror?(): Promise<MirrorFile | null>;
  /** Tell other tabs that something was stored, and hear of theirs. */
  tell(what: TabMessage): void;
  hear(fn: (what: TabMessage) => void): void;
  storage(): Promise<{ persisted: boolean | null; usage: number | null; quota: number | null }>;
  persist(): Promise<void>;
  appVersion: string;
  rulesEdition: string;
  /** Words of enrolment, 256 of them (content/enrolment-words.json). Loaded only when needed. */
  words(): Promise<readonly string[]>;
  /** PBKDF2 rounds; left out, they are measured on this phone. */
  rounds?: number;
}

/** accounts: who may use the phone · outbox: what waits · packs: rows and cursor. */
export type TabMessage = "accounts" | "outbox" | "packs";

export interface BrowserOptions {
  appVersion: string;
  rulesEdition: string;
  words(): Promise<readonly string[]>;
}

const WITNESS = "simpul.witness";

export function browserEnv(options: BrowserOptions): Env {
  const channel = new BroadcastChannel("simpul");
  return {
    ...options,
    now: () => Date.now(),
    fetch: (path, init) => fetch(path, init),
    timer: (fn, ms) => {
      const id = setTimeout(fn, ms);
      return () => clearTimeout(id);
    },
    random: Math.random,
    online: () => navigator.onLine,
    lock: <T>(name: string, fn: () => Promise<T>) => navigator.locks.request(name, fn) as Promise<T>,
    witness: {
      read: () => localStorage.getItem(WITNESS),
      write: (value) => localStorage.setItem(WITNESS, value),
    },
    tell: (what) => channel.postMessage(what),
    hear: (fn) => channel.addEventListener("message", (event) => fn(event.data as TabMessage)),
    storage: browserStorage,
    persist: async () => void (await navigator.storage?.persist?.()),
  };
}

async function browserStorage(): ReturnType<Env["storage"]> {
  const manager = navigator.storage;
  const persisted = (await manager?.persisted?.()) ?? null;
  const { usage = null, quota = null } = (await manager?.estimate?.()) ?? {};
  return { persisted, usage, quota };
}
