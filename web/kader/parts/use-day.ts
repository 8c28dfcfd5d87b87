import { useEffect, useMemo, useReducer } from "preact/hooks";
import { type Day, dayOf } from "../model/day.ts";
import { usePhone } from "../phone.tsx";

/** The day's numbers and queue, counted again only after a change of the rows or of the day. */
export function useDay(): Day {
  const phone = usePhone();
  const { rows } = phone;
  const today = phone.today();
  return useMemo(() => dayOf(rows, today), [rows, rows.version, today]);
}

const MINUTE_MS = 60_000;

/** Renders once a minute, for waiting times. */
export function useMinute(): void {
  const [, render] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(() => render(0), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
}
