import type { VisitView } from "../../core/api.ts";
import { usePhone } from "../../phone.tsx";
import { h } from "../handover/words.ts";
import { guestWords } from "../people/guest-seen.ts";

/** What of this visit came from elsewhere: another post that served the child as a guest, another table by QR. */
export function SeenElsewhere({ visit }: { visit: VisitView | null }) {
  const { rows } = usePhone();
  if (!visit) return null;
  const entries = [
    ...Object.values(visit.entries),
    ...Object.values(visit.steps).map((step) => String(step.entry)),
  ];
  const isHanded = entries.some((entry) => rows.isHanded(entry));
  return (
    <>
      {guestWords(visit).map((words) => (
        <p key={words} class="banner banner-info">
          {words}
        </p>
      ))}
      {isHanded && <p class="banner banner-info">{h("handed.visit")}</p>}
    </>
  );
}
