import type { Env } from "./env.ts";

/** What is noted outside IndexedDB: that this phone is enrolled, and how far its counter has come. */
export interface Witness {
  device: string;
  counter: number;
}

export function readWitness(env: Env): Witness | null {
  try {
    const witness = JSON.parse(env.witness.read() ?? "null") as Witness | null;
    return witness && typeof witness.device === "string" ? witness : null;
  } catch {
    return null;
  }
}

/** Best effort: a browser may refuse; what is typed does not depend on it. */
export function writeWitness(env: Env, device: string | null, counter: number): void {
  if (!device) return;
  try {
    env.witness.write(JSON.stringify({ device, counter } satisfies Witness));
  } catch {
    // Storage is full or switched off.
  }
}
