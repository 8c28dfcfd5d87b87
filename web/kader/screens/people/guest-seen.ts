import type { VisitView } from "../../core/api.ts";
import { g } from "./guest-words.ts";

/** "Ditimbang sebagai tamu di …", once for each post that saw the child that day. */
export function guestWords(visit: VisitView): string[] {
  const posts = Object.values(visit.steps).flatMap((step) =>
    typeof step.guest_at === "string" ? [step.guest_at] : [],
  );
  return [...new Set(posts)].map((post) => g("guest.seen", { post }));
}
