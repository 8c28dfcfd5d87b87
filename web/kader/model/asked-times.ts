// What a family asked for, apart from the moments that only stand in for it, and how an appointment fits. Pure; no DOM.
import type { RequestView } from "../core/api.ts";

/** As many moments may be named one by one. */
export const MOST_PICKED = 3;
const NOON = 12;

export const PARTS = ["pagi", "siang", "puskesmas"] as const;
/** Any time of a part of the day, or whatever the puskesmas finds. */
export type Part = (typeof PARTS)[number];

export interface AskedTimes {
  /** Moments that were named, best first. */
  chosen: readonly string[];
  /** How many others an older phone wrote beside them. */
  more: number;
  /** What would do when those are taken; null: it was not said. */
  otherwise: Part | null;
}

/** `asked`: as it was said. `instead`: not one that was named, but what would do. `other`: neither. */
export type Fit = "asked" | "instead" | "other";

type Wished = Pick<RequestView, "wanted" | "wish">;
type Agreed = Wished & Pick<RequestView, "appointment_at" | "opened_by" | "history">;

const localHour = (at: string): number => new Date(at).getHours();

export const isPartOf = (hour: number, part: Part): boolean =>
  part === "puskesmas" || (part === "pagi") === hour < NOON;

/** Of an entry without `wish` nobody knows how many moments were named (docs/protocol.md). */
export function askedTimes({ wanted, wish }: Wished): AskedTimes {
  if (wish) return { chosen: wanted.slice(0, Math.max(0, wish.chosen)), more: 0, otherwise: partOf(wish) };
  return {
    chosen: wanted.slice(0, MOST_PICKED),
    more: Math.max(0, wanted.length - MOST_PICKED),
    otherwise: null,
  };
}

/** How the appointment stands to what was asked; null where nothing was, nothing is agreed, or they took it themselves. */
export function fitOf(row: Agreed, hourOf = localHour): Fit | null {
  const { wanted, wish, appointment_at: at } = row;
  if (at === null || wanted.length === 0 || isOwnChoice(row, at)) return null;
  const { chosen, otherwise } = askedTimes(row);
  if ((wish ? chosen : wanted).includes(at)) return "asked";
  if (otherwise === null || !(wanted.includes(at) || isPartOf(hourOf(at), otherwise))) return "other";
  return chosen.length > 0 ? "instead" : "asked";
}

/** By the calendar, in the name of whoever asked, and at none of the times asked for: by the appointment's own address. */
const isOwnChoice = ({ wanted, opened_by, history }: Agreed, at: string): boolean =>
  !wanted.includes(at) && history.filter(({ action }) => action === "schedule").at(-1)?.by === opened_by;

const partOf = ({ otherwise }: NonNullable<RequestView["wish"]>): Part => otherwise ?? "puskesmas";
