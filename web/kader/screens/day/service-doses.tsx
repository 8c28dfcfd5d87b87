import { lazy } from "../../lazy.tsx";
import type { Subject } from "../../model/visit.ts";

const DueItems = lazy(async () => (await import("../care/due-items.tsx")).DueItems);

/** What immunisation and vitamins are due now, and giving them; for everyone at the service table. */
export function ServiceDoses({ subject }: { subject: Subject }) {
  return <DueItems person={subject.person} />;
}
