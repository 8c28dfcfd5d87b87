/** A correction names the entry whose values were wrong; several tables may have written one visit. */
import type { DraftOf, VisitView } from "../core/api.ts";

type Values = Readonly<Record<string, unknown>>;

/** Fields whose new value differs from what is recorded. */
export function changedValues(recorded: Values, now: Values): Record<string, unknown> {
  return Object.fromEntries(Object.entries(now).filter(([field, value]) => recorded[field] !== value));
}

/** One `visit.corrected` for each entry that gave one of the changed values. */
export function correctionDrafts(
  visit: Pick<VisitView, "id" | "person" | "entries">,
  changed: Values,
  reason: string,
): DraftOf<"visit.corrected">[] {
  const byEntry = new Map<string, Record<string, unknown>>();
  for (const [field, value] of Object.entries(changed)) {
    const entry = visit.entries[field];
    if (!entry) continue;
    byEntry.set(entry, { ...byEntry.get(entry), [field]: value });
  }
  return [...byEntry].map(([corrects, values]) => ({
    kind: "visit.corrected",
    subject: visit.person,
    data: { visit: visit.id, corrects, values, reason },
  }));
}
