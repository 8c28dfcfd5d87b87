import { useEffect, useState } from "preact/hooks";
import { cardNow, type Field } from "../../../knowledge/cards/index.ts";
import type { Draft, PersonView, VisitView } from "../../core/api.ts";
import { hold } from "../../hold.ts";
import { formatDate, formatNumber } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { v } from "../../i18n/visit-words.ts";
import { answersOf } from "../../model/card-doses.ts";
import { changedValues, correctionDrafts } from "../../model/correction.ts";
import { parseForm } from "../../model/parse-form.ts";
import { type FormValues, isKnown } from "../../model/visit.ts";
import { back, replace } from "../../nav.ts";
import { CardField } from "../../parts/card-field.tsx";
import { Choice } from "../../parts/choice.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { useCards } from "../../parts/use-cards.ts";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import type { ScreenProps } from "../index.tsx";
import { paperLines, valueWords } from "./value-words.ts";

const REASONS = ["typo", "remeasured", "person"] as const;

/** Correct what was recorded at a visit. The old value stays in the journal beside the new one. */
export function Correct({ params }: ScreenProps<"correct">) {
  const phone = usePhone();
  const person = phone.rows.persons.get(params.person);
  const visit = useOneVisit(params.person, params.visit ?? phone.visitId(params.person, phone.today()));
  const isReady = useCards(visit ? [visit.card] : []);
  const fields = visit ? recordedFields(visit) : [];
  if (!isReady)
    return (
      <Frame title={v("correct.title")}>
        <p class="muted">{t("loading")}</p>
      </Frame>
    );
  if (!person || !visit || fields.length === 0)
    return (
      <Frame title={v("correct.title")}>
        <Empty icon="pencil" title={v("correct.empty")} />
      </Frame>
    );
  return <CorrectVisit person={person} visit={visit} fields={fields} />;
}

/** Today's visit from the day's rows; an older one from the person's history. */
function useOneVisit(personId: string, visitId: string): VisitView | null {
  const phone = usePhone();
  const { rows } = phone;
  const [history, setHistory] = useState<readonly VisitView[]>([]);
  useEffect(() => {
    void rows.visitsOf(personId).then(setHistory);
  }, [rows, rows.version, personId]);
  const current = rows.visitsOn(phone.today()).find((row) => row.id === visitId);
  return current ?? history.find((row) => row.id === visitId) ?? null;
}

const recordedFields = (visit: VisitView): Field[] =>
  (cardNow(visit.card)?.fields ?? []).filter((field) => isKnown(visit.values[field.id]));

const asForm = (fields: readonly Field[], visit: VisitView): FormValues =>
  Object.fromEntries(
    fields.map((field) => {
      const value = visit.values[field.id];
      return [
        field.id,
        typeof value === "number" ? formatNumber(value, field.decimals ?? 0) : (value as string | boolean),
      ];
    }),
  );

function CorrectVisit({
  person,
  visit,
  fields,
}: {
  person: PersonView;
  visit: VisitView;
  fields: readonly Field[];
}) {
  const phone = usePhone();
  const save = useSave();
  const [form, setForm] = useState<FormValues>(() => asForm(fields, visit));
  const [reason, setReason] = useState<(typeof REASONS)[number]>("typo");
  const [error, setError] = useState<string | null>(null);
  const [showErrors, setShowErrors] = useState(false);
  const { values, invalid } = parseForm(fields, form);
  const changed = changedValues(visit.values, values);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    setShowErrors(invalid.length > 0);
    if (invalid.length > 0) return;
    if (Object.keys(changed).length === 0) return setError(v("correct.nothing"));
    const why = v(`correct.reason.${reason}`);
    const doses = await hold(() => dosesIn(why));
    const kept = await save([...correctionDrafts(visit, changed, why), ...doses], {
      title: person.name,
      paper: paperLines(fields, changed),
      done: v("correct.done"),
    });
    if (!kept) return;
    // what the correction means is shown at once: a word, and whether someone follows up
    if (visit.date === phone.today() && visit.status === "ok")
      replace("visit", { person: person.id, step: 2, isVerdict: true });
    else back();
  }

  /** Vitamin A and deworming stand in two places; both change. */
  async function dosesIn(why: string): Promise<Draft[]> {
    if (!answersOf(visit.card).some(({ field }) => field in changed)) return [];
    const [{ dosesUnanswered }, { answeredDoses }] = await Promise.all([
      import("../../model/answered-doses.ts"),
      import("../care/answered-doses.ts"),
    ]);
    return [
      ...dosesUnanswered(phone.rows, visit, changed, why),
      ...answeredDoses(phone, person, visit.card, changed, { date: visit.date, visit: visit.id }),
    ];
  }

  return (
    <Frame
      title={person.name}
      sub={`${v("correct.title")} · ${formatDate(visit.date)}`}
      action={
        <button type="submit" form="correct" class="btn btn-primary btn-big btn-block">
          {v("correct.submit")}
        </button>
      }
    >
      <p class="muted">{v("correct.help")}</p>
      <form id="correct" class="stack" onSubmit={submit} noValidate>
        {fields.map((field) => (
          <div key={field.id} class="card stack stack-tight">
            <CardField
              field={field}
              value={form[field.id]}
              onChange={(value) => setForm((now) => ({ ...now, [field.id]: value }))}
              last={null}
              today={visit.date}
              question={null}
              isInvalid={showErrors && invalid.includes(field.id)}
              isLast
            />
            {field.id in changed && (
              <p class="muted">{v("correct.old", { value: valueWords(field, visit.values[field.id]) })}</p>
            )}
          </div>
        ))}
        <Choice
          legend={v("correct.reason")}
          value={reason}
          options={REASONS.map((value) => ({ value, label: v(`correct.reason.${value}`) }))}
          onChange={setReason}
        />
        {error && (
          <p class="field-error" role="alert">
            {error}
          </p>
        )}
      </form>
    </Frame>
  );
}
