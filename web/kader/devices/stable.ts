/** When a reading may be written down: the last ones agree, they are fresh, and someone stands on the scale. */
import limits from "../../../content/programme/scales.json" with { type: "json" };
import type { Reading } from "./gatt.ts";

export interface Taken {
  kg: number;
  /** Milliseconds of the phone's clock when it arrived. */
  at: number;
}

const { readings, within_kg, fresh_ms, least_kg } = limits.bluetooth;

/** Readings of one person on the scale, newest last; older ones and nonsense are let go. */
export function take(taken: readonly Taken[], { kg }: Reading, now: number): Taken[] {
  const fresh = taken.filter(({ at }) => now - at <= fresh_ms);
  return kg === null || kg < least_kg ? fresh : [...fresh, { kg, at: now }].slice(-readings);
}

/** The stable weight, or null while the scale still moves. Compared in grams, so that 0.1 is 0.1. */
export function stable(taken: readonly Taken[], now: number): number | null {
  const fresh = taken.filter(({ at }) => now - at <= fresh_ms);
  if (fresh.length < readings) return null;
  const grams = fresh.map(({ kg }) => Math.round(kg * 1000));
  const isSteady = Math.max(...grams) - Math.min(...grams) <= Math.round(within_kg * 1000);
  return isSteady ? (fresh.at(-1)?.kg ?? null) : null;
}

/**
 * A scale that sends one settled result only (most do when they keep measurements) says when it was taken: such a
 * reading counts alone, if it is of now and not one that the scale kept from before. `scaleNow` is the phone's local time.
 */
export function isStale({ at }: Reading, localNow: Date): boolean {
  if (at === null) return false;
  return Math.abs(localNow.getTime() - new Date(at).getTime()) > limits.bluetooth.stale_minutes * 60_000;
}
