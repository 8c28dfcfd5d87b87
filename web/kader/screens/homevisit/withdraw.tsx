import { useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import type { HomeVisitRow } from "../../core/api.ts";
import { formatDate } from "../../i18n/format.ts";
import { isOwnVisit, visitsTo, withdrawVisit, writtenOn } from "../../model/withdraw-home-visit.ts";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { showToast } from "../../toast.tsx";
import { h } from "./words.ts";

/** The latest visits to a family; what this kader wrote by mistake is taken back here, sent or not. */
export function VisitsTo({ family }: { family: string }) {
  const { rows } = usePhone();
  const visits = visitsTo(rows, family);
  if (visits.length === 0) return null;
  return (
    <details class="more">
      <summary>{h("kept.title", { n: visits.length })}</summary>
      <ul class="list">
        {visits.map((visit) => (
          <li key={visit.id} class="stack stack-tight card">
            <Kept visit={visit} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Kept({ visit }: { visit: HomeVisitRow }) {
  const phone = usePhone();
  const [isAsking, setAsking] = useState(false);
  const withdraw = useWithdraw(visit);
  const date = formatDate(visit.date);
  if (!isOwnVisit(visit, phone.account()?.id ?? ""))
    return (
      <>
        <p class="strong">{date}</p>
        <p class="small muted">{h("kept.others")}</p>
      </>
    );
  return (
    <>
      <p class="strong">{date}</p>
      {isAsking ? (
        <>
          <p role="status">{h("kept.ask")}</p>
          <button type="button" class="btn btn-primary btn-block" onClick={() => void withdraw()}>
            {h("kept.sure")}
          </button>
          <button type="button" class="btn btn-block" onClick={() => setAsking(false)}>
            {h("kept.keep")}
          </button>
        </>
      ) : (
        <button type="button" class="btn btn-block" onClick={() => setAsking(true)}>
          <Icon name="undo-2" /> {h("kept.withdraw")}
          <span class="sr-only"> {date}</span>
        </button>
      )}
    </>
  );
}

/** Unsent it goes without a trace; what was sent stays readable at the puskesmas and no longer counts. */
function useWithdraw(visit: HomeVisitRow): () => Promise<void> {
  const phone = usePhone();
  const save = useSave();
  return async () => {
    const entries = writtenOn(phone.rows, visit).map(({ entry }) => entry);
    if (await phone.undo(entries)) return showToast(h("kept.done"));
    const paper = [{ label: h("kept.withdraw"), value: formatDate(visit.date) }];
    const drafts = withdrawVisit(phone.rows, visit, h("kept.reason"));
    await save(drafts, { title: h("card.title"), paper, done: h("kept.done") });
  };
}
