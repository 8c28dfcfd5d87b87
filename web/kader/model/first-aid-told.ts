// What is true of a path of first aid at this moment: who knows, and who will be in touch. Pure; no DOM.
import { isCritical, stepOf } from "../../knowledge/first-aid.ts";
import type { AidDraft } from "./first-aid.ts";
import { contactDrafts } from "./reach.ts";

const HANDING = "serah-terima";
const CALLED = "menelepon";
const LINKED = "disambungkan";

export type Told = "accepted" | "sent" | "handing" | "called" | "pending";

/** Of a path that stands recorded. `isSent`: the server has the record, so that the puskesmas can read the request. */
export function toldOf({ walk }: Pick<AidDraft, "walk">, isSent: boolean): Told {
  if (walk.accepted === true) return "accepted";
  if (isSent) return "sent";
  if (stepOf(walk.step).phase === HANDING) return "handing";
  return walk.actions.includes(CALLED) ? "called" : "pending";
}

/** `number`: left for the puskesmas. `kader`: by way of whoever sat with them. `listed`: by what the register knows. */
export type Way = "number" | "kader" | "listed";

/** How the puskesmas will be in touch after a path that has ended; null where it was not asked to. */
export function wayOf({ walk, person, reach, request }: AidDraft): Way | null {
  if (!walk.actions.includes(LINKED) && !isCritical(walk.path)) return null;
  const [left] = contactDrafts(request ?? "", reach);
  if (left) return reach?.via === "phone" ? "number" : "kader";
  return person === null ? "kader" : "listed";
}
