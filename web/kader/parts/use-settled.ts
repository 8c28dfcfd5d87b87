import { useEffect, useState } from "preact/hooks";

const SETTLE_MS = 700;

/** A value once the hand has paused, so that `1` on the way to `12,5` is not questioned. `now()` takes it at once. */
export function useSettled<T>(value: T): { settled: T; now: () => void } {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return { settled, now: () => setSettled(value) };
}
