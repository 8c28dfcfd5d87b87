import { useEffect, useState } from "preact/hooks";
import type { DoseView, VisitView } from "../../core/api.ts";
import { usePhone } from "../../phone.tsx";

export interface History {
  /** Newest first; null while the pack is being opened. */
  visits: readonly VisitView[] | null;
  doses: readonly DoseView[] | null;
}

/** Everything ever recorded of one person; those merged into it included. */
export function useHistory(person: string): History {
  const { rows } = usePhone();
  const [history, setHistory] = useState<History>({ visits: null, doses: null });
  useEffect(() => {
    let here = true;
    void Promise.all([rows.visitsOf(person), rows.dosesOf(person)]).then(([visits, doses]) => {
      if (here)
        setHistory({
          visits: visits.filter((v) => v.status === "ok"),
          doses: doses.filter((d) => d.status === "ok"),
        });
    });
    return () => {
      here = false;
    };
  }, [rows, rows.version, person]);
  return history;
}
