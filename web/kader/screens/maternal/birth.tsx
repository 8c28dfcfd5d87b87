import { useState } from "preact/hooks";
import type { PersonView, PregnancyView } from "../../core/api.ts";
import {
  type BirthForm,
  type BirthGap,
  babyQuestions,
  birthGaps,
  emptyBirth,
  HELPERS,
  isDelivery,
  MODES,
  MOTHER,
  mayBeBorn,
  OUTCOMES,
  PLACES,
} from "../../model/birth.ts";
import { deliveryDrafts } from "../../model/delivery.ts";
import { isPreterm } from "../../model/pregnancy.ts";
import { Choice } from "../../parts/choice.tsx";
import { Frame } from "../../parts/frame.tsx";
import { SelectField } from "../../parts/select-field.tsx";
import { l } from "../../parts/slip.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { usePhone } from "../../phone.tsx";
import { type PaperLine, useSave } from "../../save.tsx";
import { useSavedForm } from "../people/use-saved-form.ts";
import { Babies } from "./babies.tsx";
import { labelOf, m, optionsOf } from "./words.ts";

interface BirthProps {
  person: PersonView;
  pregnancy: PregnancyView;
  onDone: () => void;
}

/** How the pregnancy ended. A birth brings children, the time after birth and its visits in one step. */
export function Birth({ person, pregnancy, onDone }: BirthProps) {
  const phone = usePhone();
  const saved = useSavedForm<BirthForm>(`birth:${pregnancy.id}`, () => emptyBirth(phone.today()));
  const { form, set } = saved;
  const [gaps, setGaps] = useState<BirthGap[]>([]);
  const save = useSave();
  if (!saved.ready) return null;
  const draftsOf = () =>
    deliveryDrafts(form, {
      person,
      pregnancy,
      newId: () => phone.newId(),
      birthId: phone.birthId,
      unit: phone.post().puskesmas?.id ?? null,
    });
  const submit = async (): Promise<void> => {
    const found = birthGaps(form, pregnancy, phone.today());
    setGaps(found);
    if (found.length > 0) return;
    const kept = await save(draftsOf(), {
      title: person.name,
      paper: paperOf(form),
      done: [doneWords(form), ...adviceWords(form, pregnancy)].join(" "),
    });
    if (!kept) return;
    await saved.drop();
    onDone();
  };
  return (
    <Frame
      title={m("birth.title")}
      sub={person.name}
      onBack={onDone}
      action={
        <button type="button" class="btn btn-primary btn-big btn-block" onClick={() => void submit()}>
          {m("birth.save")}
        </button>
      }
    >
      <How form={form} set={set} gaps={gaps} />
      {form.outcome && <When form={form} set={set} gaps={gaps} pregnancy={pregnancy} />}
      {isDelivery(form.outcome) && (
        <Babies
          form={form}
          set={set}
          mother={person}
          perhaps={mayBeBorn(phone.rows, person.id, form.date, form)}
          missing={gaps.flatMap((gap) => (gap.at === "sex" ? [gap.baby] : []))}
        />
      )}
      {gaps.some((gap) => gap.at === "figure") && (
        <p class="field-error" role="alert">
          {l("look")}
        </p>
      )}
      {gaps.some((gap) => gap.at === "nobody") && (
        <p class="field-error" role="alert">
          {m("birth.baby.nobody")}
        </p>
      )}
    </Frame>
  );
}

interface PartProps {
  form: BirthForm;
  set: (form: BirthForm) => void;
  gaps: readonly BirthGap[];
}

function How({ form, set, gaps }: PartProps) {
  return (
    <section class="card stack" aria-label={m("birth.outcome")}>
      <Choice
        legend={m("birth.outcome")}
        value={form.outcome || null}
        options={OUTCOMES.map((value) => ({ value, label: m(`birth.outcome.${value}`) }))}
        onChange={(outcome) => set({ ...form, outcome })}
      />
      {gaps.some((gap) => gap.at === "outcome") && (
        <p class="field-error" role="alert">
          {m("birth.choose")}
        </p>
      )}
      <Comfort form={form} />
    </section>
  );
}

/** A word for the family, where there is grief. */
function Comfort({ form }: { form: BirthForm }) {
  const { outcome } = form;
  const isOne = outcome === "birth" && form.babies.some((baby) => !baby.alive);
  return (
    <>
      {(outcome === "stillbirth" || outcome === "miscarriage") && (
        <p class="question">{m(`birth.loss.${outcome}`)}</p>
      )}
      {isOne && <p class="question">{m("birth.loss.one")}</p>}
      {isDelivery(outcome) && form.mother === "died" && <p class="question">{m("birth.loss.mother")}</p>}
    </>
  );
}

function When({ form, set, gaps, pregnancy }: PartProps & { pregnancy: PregnancyView }) {
  const phone = usePhone();
  const delivered = isDelivery(form.outcome);
  const wrong = gaps.find((gap) => gap.at === "date" || gap.at === "before");
  return (
    <section class="card stack" aria-labelledby="when">
      <h2 id="when">{m("birth.when")}</h2>
      <TextField
        label={m(delivered ? "birth.date" : "birth.date.end")}
        type="date"
        max={phone.today()}
        value={form.date}
        error={wrong ? m(wrong.at === "date" ? "birth.date.wrong" : "birth.date.before") : null}
        onInput={(date) => set({ ...form, date })}
      />
      {delivered && (
        <TextField
          label={m("birth.time")}
          type="time"
          value={form.time}
          onInput={(time) => set({ ...form, time })}
        />
      )}
      {form.outcome === "birth" && isPreterm(pregnancy, form.date) && (
        <p class="question">{m("birth.preterm")}</p>
      )}
      {delivered && <Where form={form} set={set} />}
      <TextField
        label={m("birth.notes")}
        value={form.notes}
        help={m("optional")}
        onInput={(notes) => set({ ...form, notes })}
      />
    </section>
  );
}

function Where({ form, set }: Omit<PartProps, "gaps">) {
  return (
    <>
      <SelectField
        label={m("birth.place")}
        value={form.place}
        options={optionsOf(PLACES)}
        empty={m("unknown")}
        onChange={(place) => set({ ...form, place })}
      />
      {form.place && form.place !== "rumah" && (
        <TextField
          label={m("birth.place.name")}
          value={form.place_name}
          help={m("optional")}
          autoCapitalize="words"
          onInput={(place_name) => set({ ...form, place_name })}
        />
      )}
      <SelectField
        label={m("birth.helper")}
        value={form.helper}
        options={optionsOf(HELPERS)}
        empty={m("unknown")}
        onChange={(helper) => set({ ...form, helper })}
      />
      <SelectField
        label={m("birth.mode")}
        value={form.mode}
        options={optionsOf(MODES)}
        empty={m("unknown")}
        onChange={(mode) => set({ ...form, mode })}
      />
      <Choice
        legend={m("birth.mother")}
        value={form.mother || null}
        options={optionsOf(MOTHER)}
        onChange={(mother) => set({ ...form, mother })}
      />
    </>
  );
}

function doneWords(form: BirthForm): string {
  const isLoss = form.mother === "died" || form.babies.some((baby) => !baby.alive);
  if (form.outcome === "birth" && !isLoss) return m("birth.saved");
  const grieves = form.outcome === "birth" || form.outcome === "stillbirth" || form.outcome === "miscarriage";
  return m(grieves ? "birth.saved.loss" : "birth.saved.other");
}

/** What the first days ask for, said again once it is saved. */
function adviceWords(form: BirthForm, pregnancy: PregnancyView): string[] {
  const living = form.outcome === "birth" ? form.babies.filter((baby) => baby.alive) : [];
  if (living.length === 0) return [];
  const isSmall = living.some((baby) => babyQuestions(baby).includes("small"));
  return [
    ...(isPreterm(pregnancy, form.date) ? [m("birth.preterm")] : []),
    ...(isSmall ? [m("birth.baby.small")] : []),
  ];
}

/** What to write on paper when the phone cannot keep it. */
function paperOf(form: BirthForm): PaperLine[] {
  const how = [form.date, form.time, labelOf(PLACES, form.place), labelOf(HELPERS, form.helper)];
  const babies = form.babies.map((baby, i) => ({
    label: m("birth.baby.n", { n: i + 1 }),
    value: [baby.name, baby.sex, baby.weight_kg && `${baby.weight_kg} kg`].filter(Boolean).join(", "),
  }));
  return [
    { label: m(`birth.outcome.${form.outcome || "birth"}`), value: how.filter(Boolean).join(", ") },
    ...(isDelivery(form.outcome) ? babies : []),
  ];
}
