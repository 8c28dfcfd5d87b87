import { useEffect, useMemo, useState } from "preact/hooks";
import type { PersonView, VisitView } from "../../core/api.ts";
import { type Subject, subjectOf } from "../../model/visit.ts";
import { usePhone } from "../../phone.tsx";

export interface VisitState {
  person: PersonView | null;
  /** Null when no card belongs to this person today. */
  subject: Subject | null;
}

/** A person's visit of today, or of `date`. The whole history is read in the background; the index stands in until it is there. */
export function useVisit(personId: string, date?: string): VisitState {
  const phone = usePhone();
  const { rows } = phone;
  const today = date ?? phone.today();
  const [history, setHistory] = useState<readonly VisitView[] | null>(null);
  const person = rows.persons.get(personId) ?? null;

  useEffect(() => {
    let isGone = false;
    void rows.visitsOf(personId).then((visits) => {
      if (!isGone) setHistory(visits);
    });
    return () => {
      isGone = true;
    };
  }, [rows, rows.version, personId]);

  const subject = useMemo(
    () => person && subjectOf(rows, person, today, history),
    [rows, rows.version, person, today, history],
  );
  return { person, subject };
}
