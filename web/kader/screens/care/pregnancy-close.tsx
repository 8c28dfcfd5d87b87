import { useState } from "preact/hooks";
import type { Draft, PersonView, PregnancyView } from "../../core/api.ts";
import { t } from "../../i18n/index.ts";
import { isPreterm, startDate } from "../../model/pregnancy.ts";
import {
  type ChildForm,
  emptyFamily,
  type FamilyForm,
  filledChildren,
  missing,
  registrationDrafts,
  withChild,
} from "../../model/register.ts";
import { Choice } from "../../parts/choice.tsx";
import { Frame } from "../../parts/frame.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { ChildFields } from "../people/child-fields.tsx";
import { useSavedForm } from "../people/use-saved-form.ts";
import { w } from "../people/words.ts";

const OUTCOMES = ["birth", "miscarriage", "stillbirth", "moved", "mistake"] as const;
type Outcome = (typeof OUTCOMES)[number];

interface CloseForm {
  outcome: Outcome | "";
  date: string;
  notes: string;
  baby: FamilyForm;
}

interface CloseProps {
  person: PersonView;
  pregnancy: PregnancyView;
  onDone: () => void;
}

/** How the pregnancy ended. After a birth the baby is registered with its mother in the same step. */
export function PregnancyClose({ person, pregnancy, onDone }: CloseProps) {
  const phone = usePhone();
  const saved = useSavedForm<CloseForm>(`pregnancy-close:${pregnancy.id}`, () => ({
    outcome: "",
    date: phone.today(),
    notes: "",
    baby: babyForm(person, () => phone.newId()),
  }));
  const { form, set } = saved;
  const [errors, setErrors] = useState<Record<string, string>>({});
  const save = useSave();
  if (!saved.ready) return null;
  const submit = async (): Promise<void> => {
    const wrong = check(form, pregnancy, phone.today());
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    const drafts = closeDrafts(form, person, pregnancy, () => phone.newId());
    const paper = [
      { label: w("preg.close"), value: `${w(`outcome.${form.outcome || "birth"}`)}, ${form.date}` },
    ];
    if (
      !(await save(drafts, {
        title: person.name,
        paper,
        done: w(form.outcome === "birth" ? "preg.born" : "preg.closed"),
      }))
    )
      return;
    await saved.drop();
    onDone();
  };
  return (
    <Frame
      title={w("preg.close")}
      sub={person.name}
      onBack={onDone}
      action={
        <button type="button" class="btn btn-primary btn-big btn-block" onClick={() => void submit()}>
          {t("save")}
        </button>
      }
    >
      <div class="card stack">
        <Choice
          legend={w("preg.outcome")}
          value={form.outcome || null}
          options={OUTCOMES.map((value) => ({ value, label: w(`outcome.${value}`) }))}
          onChange={(outcome) => set({ ...form, outcome })}
        />
        {errors.outcome && (
          <p class="field-error" role="alert">
            {errors.outcome}
          </p>
        )}
        {(form.outcome === "miscarriage" || form.outcome === "stillbirth") && (
          <p class="question">{w("preg.loss")}</p>
        )}
        <TextField
          label={w(form.outcome === "birth" ? "preg.birthDate" : "leave.date")}
          type="date"
          max={phone.today()}
          value={form.date}
          error={errors.date ?? null}
          onInput={(date) => set({ ...form, date })}
        />
        {form.outcome === "birth" && isPreterm(pregnancy, form.date) && (
          <p class="question">{w("preg.preterm")}</p>
        )}
        <TextField
          label={w("field.notes")}
          value={form.notes}
          help={t("optional")}
          onInput={(notes) => set({ ...form, notes })}
        />
      </div>
      {form.outcome === "birth" && <Babies form={form} set={set} errors={errors} />}
    </Frame>
  );
}

function babyForm(person: PersonView, newId: () => string): FamilyForm {
  const form = emptyFamily(newId);
  return { ...form, known: person.family ?? "", mother: { ...form.mother, known: person.id } };
}

function Babies({
  form,
  set,
  errors,
}: {
  form: CloseForm;
  set: (form: CloseForm) => void;
  errors: Record<string, string>;
}) {
  const phone = usePhone();
  const { baby } = form;
  const change = (child: ChildForm): void =>
    set({ ...form, baby: { ...baby, children: baby.children.map((c) => (c.id === child.id ? child : c)) } });
  const remove = (id: string): void =>
    set({ ...form, baby: { ...baby, children: baby.children.filter((c) => c.id !== id) } });
  return (
    <>
      <p>{w("preg.baby.help")}</p>
      {baby.children.map((child, i) => (
        <ChildFields
          key={child.id}
          child={{ ...child, birth_date: child.birth_date || form.date }}
          number={i + 1}
          today={phone.today()}
          onChange={change}
          onRemove={baby.children.length > 1 ? () => remove(child.id) : null}
          errors={errors[child.id] ? { sex: errors[child.id] as string } : {}}
        />
      ))}
      <button
        type="button"
        class="btn"
        onClick={() => set({ ...form, baby: withChild(baby, () => phone.newId(), true) })}
      >
        {w("family.addTwin")}
      </button>
    </>
  );
}

/** Children of whom something beside the suggested birth date was typed. */
function born(form: CloseForm): FamilyForm {
  const typed = form.baby.children.filter((c) => c.sex || c.name.trim() || c.birth_weight_kg);
  return { ...form.baby, children: typed.map((c) => ({ ...c, birth_date: c.birth_date || form.date })) };
}

function check(form: CloseForm, pregnancy: PregnancyView, today: string): Record<string, string> {
  const wrong: Record<string, string> = {};
  const start = startDate(pregnancy);
  if (!form.outcome) wrong.outcome = w("leave.choose");
  if (!form.date || form.date > today) wrong.date = w("missing.future");
  else if (start && form.date < start) wrong.date = w("preg.before");
  if (form.outcome === "birth")
    for (const gap of missing(born(form), today)) wrong[gap.at] = w(`missing.${gap.what}`);
  return wrong;
}

function closeDrafts(
  form: CloseForm,
  person: PersonView,
  pregnancy: PregnancyView,
  newId: () => string,
): Draft[] {
  const outcome = form.outcome || "birth";
  const babies = outcome === "birth" ? born(form) : { ...form.baby, children: [] };
  const children = filledChildren(babies);
  const registered = children.length > 0 ? registrationDrafts(babies, person.name, newId) : [];
  const joined: Draft[] =
    children.length > 0 && !person.family
      ? [{ kind: "person.changed", subject: person.id, data: { fields: { family: babies.id } } }]
      : [];
  const closed: Draft = {
    kind: "pregnancy.closed",
    subject: pregnancy.id,
    data: { outcome, date: form.date, children: children.map((c) => c.id), notes: form.notes.trim() },
  };
  return [...registered, ...joined, closed];
}
