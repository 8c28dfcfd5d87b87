import { useState } from "preact/hooks";
import type { DoseView, PersonView } from "../../core/api.ts";
import { formatDate } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { visitWithoutDose } from "../../model/answered-doses.ts";
import { historyOf, schedulesOf } from "../../model/doses.ts";
import { doseLabel, notCounted } from "../../model/schedule.ts";
import { TextField } from "../../parts/text-field.tsx";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { useHistory } from "../people/use-history.ts";
import { w } from "../people/words.ts";

/** Every dose written down, newest first; those that do not count say why; a wrong one can be withdrawn. */
export function GivenDoses({ person }: { person: PersonView }) {
  const { doses } = useHistory(person.id);
  const reasons = useNotCounted(person);
  if (!doses || doses.length === 0) return null;
  const newest = [...doses].sort((a, b) => b.date.localeCompare(a.date));
  return (
    <section class="card stack stack-tight" aria-labelledby="given">
      <h2 id="given">{w("dose.given")}</h2>
      <ul class="list">
        {newest.map((dose) => (
          <GivenRow
            key={dose.id}
            dose={dose}
            person={person}
            reason={reasons.get(`${dose.product}|${dose.date}`) ?? ""}
          />
        ))}
      </ul>
    </section>
  );
}

function useNotCounted(person: PersonView): Map<string, string> {
  const phone = usePhone();
  const { rows } = phone;
  const today = phone.today();
  const history = historyOf(rows, person.id);
  const found = schedulesOf(rows, person, today, phone.post().province).flatMap(([schedule, who]) =>
    notCounted(schedule, who, history, today),
  );
  return new Map(found.map((entry) => [`${entry.product}|${entry.date}`, entry.words]));
}

function GivenRow({ dose, person, reason }: { dose: DoseView; person: PersonView; reason: string }) {
  const [asking, setAsking] = useState(false);
  const label = doseLabel(dose.product, dose.number);
  const from = w(dose.source === "history" ? "dose.history" : "dose.here");
  const batch = dose.batch && w("dose.batchIs", { batch: dose.batch });
  return (
    <li class="row">
      <div class="row-main">
        <span class="row-title">{label}</span>
        <span class="row-sub">{[formatDate(dose.date), batch, from].filter(Boolean).join(" · ")}</span>
        {reason && <span class="row-sub strong">{reason}</span>}
        {asking && <Withdraw dose={dose} person={person} label={label} onClose={() => setAsking(false)} />}
      </div>
      {!asking && (
        <button type="button" class="btn btn-quiet" onClick={() => setAsking(true)}>
          {w("dose.wrong")}
          <span class="sr-only">
            {" "}
            {label} {formatDate(dose.date)}
          </span>
        </button>
      )}
    </li>
  );
}

interface WithdrawProps {
  dose: DoseView;
  person: PersonView;
  label: string;
  onClose: () => void;
}

function Withdraw({ dose, person, label, onClose }: WithdrawProps) {
  const { rows } = usePhone();
  const save = useSave();
  const [reason, setReason] = useState("");
  const [error, setError] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    if (!reason.trim()) return setError(t("required"));
    const draft = {
      kind: "entry.voided" as const,
      subject: person.id,
      data: { target: dose.id, reason: reason.trim() },
    };
    const answers = visitWithoutDose(rows, { ...dose, person: person.id }, reason.trim());
    const paper = [{ label: w("dose.wrong"), value: `${label} ${dose.date}: ${reason}` }];
    if (await save([draft, ...answers], { title: person.name, paper, done: w("dose.withdrawn") })) onClose();
  };
  return (
    <div class="stack stack-tight">
      <TextField label={w("dose.wrong.why")} value={reason} error={error} onInput={setReason} />
      <div class="cluster">
        <button type="button" class="btn" onClick={() => void submit()}>
          {w("dose.withdraw")}
        </button>
        <button type="button" class="btn btn-quiet" onClick={onClose}>
          {t("cancel")}
        </button>
      </div>
    </div>
  );
}
