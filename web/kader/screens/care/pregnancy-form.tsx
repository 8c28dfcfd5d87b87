import { useState } from "preact/hooks";
import type { Draft, PersonView, PregnancyView } from "../../core/api.ts";
import type { PregnancyFields } from "../../generated/wire.ts";
import { formatDate, parseDecimal } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { FIGURES } from "../../model/impossible.ts";
import { changedFields } from "../../model/people.ts";
import { datingQuestions, dueDate, gestationalAge, HISTORY } from "../../model/pregnancy.ts";
import { Choice } from "../../parts/choice.tsx";
import { Frame } from "../../parts/frame.tsx";
import { isSlip, l, Slip } from "../../parts/slip.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { useSavedForm } from "../people/use-saved-form.ts";
import { type PeopleKey, w } from "../people/words.ts";

const NUMBERS = ["gravida", "parity", "miscarriages", "height_cm", "prepregnancy_weight_kg"] as const;
const BODY = ["prepregnancy_weight_kg", "height_cm"] as const;
type Form = Record<
  (typeof NUMBERS)[number] | "lmp" | "edd" | "previous_birth_date" | "husband_name",
  string
> & {
  by: "lmp" | "usg" | "none";
  risks: string[];
};

const text = (value: string | number | null | undefined): string =>
  value === null || value === undefined ? "" : String(value).replace(".", ",");

/** What another pregnancy of hers taught already: height, how many births. */
function formOf(pregnancy: PregnancyView | null, before: PregnancyView | null): Form {
  const from = pregnancy ?? before;
  const births = before ? (before.parity ?? 0) + (before.outcome === "birth" ? 1 : 0) : null;
  return {
    by: pregnancy?.edd_source === "usg" ? "usg" : pregnancy && !pregnancy.lmp ? "none" : "lmp",
    lmp: pregnancy?.lmp ?? "",
    edd: pregnancy?.edd ?? "",
    gravida: text(pregnancy?.gravida ?? (before?.gravida ? before.gravida + 1 : null)),
    parity: text(pregnancy?.parity ?? births),
    miscarriages: text(pregnancy?.miscarriages),
    previous_birth_date:
      pregnancy?.previous_birth_date ?? (before?.outcome === "birth" ? (before.end_date ?? "") : ""),
    height_cm: text(from?.height_cm),
    prepregnancy_weight_kg: text(pregnancy?.prepregnancy_weight_kg),
    husband_name: from?.husband_name ?? "",
    risks: pregnancy?.risks ?? [],
  };
}

function fieldsOf(form: Form): PregnancyFields {
  const numbers = Object.fromEntries(NUMBERS.map((field) => [field, parseDecimal(form[field])]));
  return {
    ...numbers,
    lmp: form.lmp || null,
    edd: form.by === "usg" ? form.edd || null : null,
    edd_source: form.by === "none" ? "estimate" : form.by,
    previous_birth_date: form.previous_birth_date || null,
    husband_name: form.husband_name.trim(),
    risks: form.risks,
  };
}

interface PregnancyFormProps {
  person: PersonView;
  pregnancy: PregnancyView | null;
  /** Her last pregnancy before, if known. */
  before: PregnancyView | null;
  onDone: () => void;
}

/** Open a pregnancy, or change what is known of it. */
export function PregnancyForm({ person, pregnancy, before, onDone }: PregnancyFormProps) {
  const phone = usePhone();
  const save = useSave();
  const saved = useSavedForm<Form>(`pregnancy:${pregnancy?.id ?? person.id}`, () =>
    formOf(pregnancy, before),
  );
  const { form, set } = saved;
  const [error, setError] = useState<string | null>(null);
  const [heard, setHeard] = useState("");
  if (!saved.ready) return null;
  const submit = async (): Promise<void> => {
    if (form.lmp > phone.today() || form.previous_birth_date > phone.today())
      return setError(w("missing.future"));
    if (BODY.some((field) => isSlip(FIGURES[field], form[field]))) return setError(l("look"));
    const dates = { lmp: form.lmp || null, edd: form.by === "usg" ? form.edd || null : null };
    const [question] = datingQuestions(dates, phone.today());
    const asked = question ? `${question} ${form.lmp} ${form.edd}` : "";
    if (question && heard !== asked) {
      setHeard(asked);
      return setError(w(`preg.question.${question}`));
    }
    const draft = draftOf(person, pregnancy, fieldsOf(form), () => phone.newId());
    if (!draft) return onDone();
    const due = dueDate({ lmp: form.lmp, edd: form.by === "usg" ? form.edd : null });
    const paper = [
      { label: w("preg.lmp"), value: form.lmp },
      { label: w("preg.edd"), value: due ?? "" },
    ];
    if (
      !(await save([draft], {
        title: person.name,
        paper,
        done: w(pregnancy ? "preg.changed" : "preg.opened"),
      }))
    )
      return;
    await saved.drop();
    onDone();
  };
  return (
    <Frame
      title={w(pregnancy ? "preg.change" : "preg.open")}
      sub={person.name}
      action={
        <button type="button" class="btn btn-primary btn-big btn-block" onClick={() => void submit()}>
          {t("save")}
        </button>
      }
    >
      {error && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
      <Dating form={form} set={set} />
      <Obstetric form={form} set={set} />
      <Body form={form} set={set} />
      <History form={form} set={set} />
    </Frame>
  );
}

function draftOf(
  person: PersonView,
  pregnancy: PregnancyView | null,
  fields: PregnancyFields,
  newId: () => string,
): Draft | null {
  if (!pregnancy)
    return { kind: "pregnancy.opened", subject: newId(), data: { ...fields, person: person.id } };
  const same = pregnancy.risks.join() === (fields.risks ?? []).join();
  const patch = changedFields<PregnancyFields>(pregnancy, {
    ...fields,
    risks: same ? pregnancy.risks : (fields.risks ?? []),
  });
  return patch && { kind: "pregnancy.changed", subject: pregnancy.id, data: { fields: { ...patch } } };
}

interface PartProps {
  form: Form;
  set: (form: Form) => void;
}

function Dating({ form, set }: PartProps) {
  const phone = usePhone();
  const dates = { lmp: form.lmp || null, edd: form.by === "usg" ? form.edd || null : null };
  const due = dueDate(dates);
  const age = gestationalAge(dates, phone.today());
  const [question] = datingQuestions(dates, phone.today());
  return (
    <section class="card stack" aria-labelledby="dating">
      <h2 id="dating">{w("preg.dating")}</h2>
      <Choice
        legend={w("preg.by")}
        value={form.by}
        options={(["lmp", "usg", "none"] as const).map((value) => ({ value, label: w(`preg.by.${value}`) }))}
        onChange={(by) => set({ ...form, by })}
      />
      {form.by !== "none" && (
        <TextField
          label={w("preg.lmp")}
          type="date"
          max={phone.today()}
          value={form.lmp}
          help={form.by === "usg" ? t("optional") : w("preg.lmp.help")}
          onInput={(lmp) => set({ ...form, lmp })}
        />
      )}
      {form.by === "usg" && (
        <TextField
          label={w("preg.edd.usg")}
          type="date"
          value={form.edd}
          help={w("preg.edd.help")}
          onInput={(edd) => set({ ...form, edd })}
        />
      )}
      {due && (
        <p class="large" role="status">
          <strong>{w("preg.due", { date: formatDate(due) })}</strong>
          {age && (
            <span class="muted">
              {" "}
              {w("preg.age", { weeks: age.weeks, days: age.days, trimester: age.trimester })}
            </span>
          )}
        </p>
      )}
      {question && <p class="question">{w(`preg.question.${question}`)}</p>}
      {form.by === "none" && <p class="question">{w("preg.by.none.help")}</p>}
    </section>
  );
}

function Obstetric({ form, set }: PartProps) {
  const phone = usePhone();
  return (
    <section class="card stack" aria-labelledby="obstetric">
      <h2 id="obstetric">{w("preg.obstetric")}</h2>
      <div class="two">
        {(["gravida", "parity", "miscarriages"] as const).map((field) => (
          <TextField
            key={field}
            label={w(`field.${field}`)}
            value={form[field]}
            inputMode="numeric"
            onInput={(value) => set({ ...form, [field]: value })}
          />
        ))}
        <TextField
          label={w("field.previous_birth_date")}
          type="date"
          max={phone.today()}
          value={form.previous_birth_date}
          onInput={(previous_birth_date) => set({ ...form, previous_birth_date })}
        />
      </div>
      <TextField
        label={w("field.husband_name")}
        value={form.husband_name}
        autoCapitalize="words"
        onInput={(husband_name) => set({ ...form, husband_name })}
      />
    </section>
  );
}

function Body({ form, set }: PartProps) {
  return (
    <section class="card stack" aria-labelledby="body">
      <h2 id="body">{w("preg.body")}</h2>
      <p class="small muted">{w("preg.body.help")}</p>
      <div class="pair">
        {BODY.map((field) => (
          <TextField
            key={field}
            label={w(`field.${field}`)}
            value={form[field]}
            inputMode="decimal"
            onInput={(value) => set({ ...form, [field]: value })}
          />
        ))}
      </div>
      {BODY.map((field) => (
        <Slip
          key={field}
          asked={FIGURES[field]}
          text={form[field]}
          onFix={(value) => set({ ...form, [field]: value })}
        />
      ))}
    </section>
  );
}

function History({ form, set }: PartProps) {
  const toggle = (risk: string, on: boolean): void =>
    set({ ...form, risks: on ? [...form.risks, risk] : form.risks.filter((r) => r !== risk) });
  return (
    <fieldset class="card stack stack-tight">
      <legend class="sr-only">{w("preg.history")}</legend>
      <h2>{w("preg.history")}</h2>
      {HISTORY.map((risk) => (
        <label key={risk} class="tick">
          <input
            type="checkbox"
            checked={form.risks.includes(risk)}
            onChange={(event) => toggle(risk, event.currentTarget.checked)}
          />
          {w(`risk.${risk}` as PeopleKey)}
        </label>
      ))}
    </fieldset>
  );
}
