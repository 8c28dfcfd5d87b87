// Where one step back leads in first aid. Pure; no DOM.
import { END, move, stepOf, type Walk } from "../../knowledge/first-aid.ts";
import { type AidDraft, isHeldHere, mustRecord } from "./first-aid.ts";

/**
 * `step`: to the step before. `phase`: to a phase in which somebody may not be left alone either; entering it is
 * recorded like any entering. `start`: nothing was answered yet. `leave`: what was recorded is not undone by going back,
 * so only leaving is left, and that is asked.
 */
export type WayBack =
  | { to: "step" | "phase"; walk: Walk; earlier: readonly Walk[] }
  | { to: "start" }
  | { to: "leave" };

export function wayBack({ walk, earlier, recorded }: AidDraft): WayBack {
  const last = earlier.at(-1);
  const before = earlier.slice(0, -1);
  if (walk.step === END) return { to: "leave" };
  if (!last) return { to: recorded === null && !isHeldHere(walk) ? "start" : "leave" };
  if (!mustRecord(last, walk)) return { to: "step", walk: last, earlier: before };
  const again = isHeldHere(last) ? move(walk, stepOf(last.step).phase) : null;
  return again ? { to: "phase", walk: again, earlier: before } : { to: "leave" };
}
