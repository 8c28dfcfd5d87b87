import { useEffect, useMemo, useState } from "preact/hooks";
import type { PersonView, VisitView } from "../../core/api.ts";
import { cardOf } from "../../model/day.ts";
import { kept } from "../../model/people.ts";
import { type Subject, subjectOf } from "../../model/visit.ts";
import { useCards } from "../../parts/use-cards.ts";
import { usePhone } from "../../phone.tsx";

export interface VisitState {
  person: PersonView | null;
  /** Null when no card belongs to this person today, and while it is being read. */
  subject: Subject | null;
  isReading: boolean;
}

/** A person's visit of today, or of `date`. The whole history is read in the background; the index stands in until it is there. */
export function useVisit(personId: string, date?: string): VisitState {
  const phone = usePhone();
  const { rows } = phone;
  const today = date ?? phone.today();
  const [history, setHistory] = useState<readonly VisitView[] | null>(null);
  // Asked once: who turns out to be someone else while a form is open stays until the form is left.
  const id = useMemo(() => kept(rows, personId)?.id ?? personId, [personId]);
  const person = rows.persons.get(id) ?? null;

  useEffect(() => {
    let isGone = false;
    void rows.visitsOf(id).then((visits) => {
      if (!isGone) setHistory(visits);
    });
    return () => {
      isGone = true;
    };
  }, [rows, rows.version, id]);

  const isRead = useCards([(person && cardOf(rows, person, today)) ?? ""]);
  const subject = useMemo(
    () => person && subjectOf(rows, person, today, history),
    [rows, rows.version, person, today, history, isRead],
  );
  return { person, subject, isReading: !isRead };
}
