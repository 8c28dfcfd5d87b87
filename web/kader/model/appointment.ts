// When a family would like to meet and who may come along, from the free times that the phone last heard of. Pure; no DOM.
import type { RequestView, SlotsAnswer } from "../core/api.ts";
import type { Companion, RequestOpened, ServiceSlotsInfo, SlotInfo } from "../generated/wire.ts";
import { isPartOf, MOST_PICKED, type Part } from "./asked-times.ts";

/** As many moments stand in for "any time". */
export const MOST_WANTED = 40;

export const COMPANIONS = ["suami", "istri", "ayah", "ibu", "keluarga", "lainnya"] as const;
/** Who may come along with somebody of this sex; everybody where it is not known. */
export const companionsOf = (sex: string | null): Companion["who"][] =>
  COMPANIONS.filter((who) => who !== (sex === "P" ? "istri" : sex === "L" ? "suami" : ""));

export type Wish = Pick<RequestOpened, "wanted" | "wish" | "channel" | "companion" | "message">;

export interface Choosing {
  /** Moments in the order in which they were chosen. */
  picked: readonly string[];
  part: Part;
  companion: Companion["who"] | null;
  mayKnow: boolean;
}

export const NOTHING_CHOSEN: Choosing = { picked: [], part: "puskesmas", companion: null, mayKnow: false };

export const serviceSlots = (answer: SlotsAnswer | null, service: string): ServiceSlotsInfo | null =>
  answer?.services.find((one) => one.service === service) ?? null;

/** Those that have not begun, the earliest first. */
export const ahead = (slots: readonly SlotInfo[], now: Date): SlotInfo[] =>
  slots
    .filter((slot) => Date.parse(slot.at) > now.getTime())
    .sort((a, b) => a.at.localeCompare(b.at) || a.channel.localeCompare(b.channel));

/** Chosen once more: no longer chosen. A fourth takes the place of the last. */
export function toggled(picked: readonly string[], at: string): string[] {
  if (picked.includes(at)) return picked.filter((one) => one !== at);
  return [...picked.slice(0, MOST_PICKED - 1), at];
}

/** Where any time would do nothing stands in: the puskesmas finds it. */
const standsIn = (slot: SlotInfo, part: Part): boolean =>
  part !== "puskesmas" && isPartOf(new Date(slot.at).getHours(), part);

/** What is written with the request: named moments first, then any of the part of the day, the earliest first. */
export function wishOf(chosen: Choosing, slots: readonly SlotInfo[], partWords: string): Wish {
  const others = slots.filter((slot) => standsIn(slot, chosen.part)).map((slot) => slot.at);
  const wanted = [...new Set([...chosen.picked, ...others])].slice(0, MOST_WANTED);
  const first = slots.find((slot) => slot.at === wanted[0]);
  const companion = chosen.companion && { who: chosen.companion, may_know: chosen.mayKnow };
  return {
    wanted,
    // Without any moment nothing is wished for that a calendar could give.
    wish: wanted.length > 0 ? { chosen: chosen.picked.length, otherwise: chosen.part } : null,
    channel: first?.channel === "daring" ? "daring" : "datang",
    companion,
    // Without a list of times the wish is said in words: somebody at the puskesmas reads it.
    message: wanted.length === 0 && chosen.part !== "puskesmas" ? partWords : "",
  };
}

/** How a wish stands: sent or not, or answered without one of its moments; null without a wish, or with an appointment. */
export function wishState(request: RequestView): "unsent" | "asked" | null {
  if (request.wanted.length === 0 || request.appointment_at !== null || request.outcome !== null) return null;
  return request.pending ? "unsent" : "asked";
}
