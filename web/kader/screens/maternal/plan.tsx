import { useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import type { PersonView, PregnancyView } from "../../core/api.ts";
import { say, t } from "../../i18n/index.ts";
import { changedFields } from "../../model/people.ts";
import { CONTRACEPTION } from "../../model/postpartum.ts";
import { PLAN, type PlanField, type PlanKey, plannedOf } from "../../model/pregnancy-care.ts";
import { go } from "../../nav.ts";
import { SelectField } from "../../parts/select-field.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { useSavedForm } from "../people/use-saved-form.ts";
import { labelOf, m, optionsOf } from "./words.ts";

type PlanForm = Record<PlanKey, string>;
const formOf = (pregnancy: PregnancyView): PlanForm =>
  Object.fromEntries(PLAN.map(({ value }) => [value, pregnancy[value] ?? ""])) as PlanForm;
const shown = (field: PlanField, value: string): string =>
  field.suggest === "contraception" ? labelOf(CONTRACEPTION, value) : value;

interface PlanProps {
  person: PersonView;
  pregnancy: PregnancyView;
}

/** What the family has arranged for the birth (P4K): seven answers, how many are made, and the page for the door. */
export function Plan({ person, pregnancy }: PlanProps) {
  const [isEditing, setEditing] = useState(false);
  const made = plannedOf(pregnancy);
  if (isEditing) return <PlanEditor person={person} pregnancy={pregnancy} onDone={() => setEditing(false)} />;
  return (
    <section class="card stack" aria-labelledby="plan">
      <h2 id="plan">{m("plan.title")}</h2>
      <p class="strong">
        {m(made === PLAN.length ? "plan.complete" : "plan.of", { n: made, target: PLAN.length })}
      </p>
      <dl class="dl">
        {PLAN.map((field) => [
          <dt key={field.value}>{say(field.label)}</dt>,
          <dd key={`${field.value}=`}>
            {pregnancy[field.value] ? (
              shown(field, pregnancy[field.value])
            ) : (
              <span class="muted">{m("plan.open")}</span>
            )}
          </dd>,
        ])}
      </dl>
      <div class="two">
        <button type="button" class="btn" onClick={() => setEditing(true)}>
          <Icon name="pencil" />
          {m("plan.edit")}
        </button>
        <button type="button" class="btn" onClick={() => go("printPlan", { pregnancy: pregnancy.id })}>
          <Icon name="printer" />
          {m("plan.print")}
        </button>
      </div>
    </section>
  );
}

function PlanEditor({ person, pregnancy, onDone }: PlanProps & { onDone: () => void }) {
  const save = useSave();
  const saved = useSavedForm<PlanForm>(`plan:${pregnancy.id}`, () => formOf(pregnancy));
  const { form, set } = saved;
  if (!saved.ready) return null;
  const submit = async (): Promise<void> => {
    const typed = Object.fromEntries(
      PLAN.map(({ value }) => [value, (form[value] ?? "").trim()]),
    ) as PlanForm;
    const fields = changedFields<PlanForm>(formOf(pregnancy), typed);
    if (fields) {
      const kept = await save(
        [{ kind: "pregnancy.changed", subject: pregnancy.id, data: { fields: { ...fields } } }],
        {
          title: person.name,
          paper: PLAN.map((field) => ({ label: say(field.label), value: shown(field, typed[field.value]) })),
          done: m("plan.saved"),
        },
      );
      if (!kept) return;
    }
    await saved.drop();
    onDone();
  };
  return (
    <section class="card stack" aria-labelledby="plan">
      <h2 id="plan">{m("plan.title")}</h2>
      <p class="small muted">{m("plan.help")}</p>
      {PLAN.map((field) => (
        <Answer
          key={field.value}
          field={field}
          value={form[field.value] ?? ""}
          husband={pregnancy.husband_name}
          onInput={(value) => set({ ...form, [field.value]: value })}
        />
      ))}
      <div class="cluster">
        <button type="button" class="btn btn-primary" onClick={() => void submit()}>
          {t("save")}
        </button>
        <button type="button" class="btn btn-quiet" onClick={onDone}>
          {t("cancel")}
        </button>
      </div>
    </section>
  );
}

interface AnswerProps {
  field: PlanField;
  value: string;
  husband: string;
  onInput: (value: string) => void;
}

function Answer({ field, value, husband, onInput }: AnswerProps) {
  if (field.suggest === "contraception")
    return (
      <SelectField
        label={say(field.label)}
        value={value}
        options={optionsOf(CONTRACEPTION)}
        empty={m("plan.open")}
        onChange={onInput}
      />
    );
  const name = usePhone().post().puskesmas?.name ?? "";
  const suggestion = field.suggest === "husband" ? husband : field.suggest === "places" ? name : "";
  return (
    <div class="stack stack-tight">
      <TextField label={say(field.label)} value={value} help={say(field.ask)} onInput={onInput} />
      {suggestion && !value && (
        <button type="button" class="btn btn-quiet" onClick={() => onInput(suggestion)}>
          {suggestion}
        </button>
      )}
    </div>
  );
}
