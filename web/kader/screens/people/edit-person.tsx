import { useState } from "preact/hooks";
import type { Draft, FamilyView, PersonView } from "../../core/api.ts";
import { parseDecimal } from "../../i18n/format.ts";
import { say, t } from "../../i18n/index.ts";
import { cardOf } from "../../model/day.ts";
import { FIGURES } from "../../model/impossible.ts";
import { choicesOf, type Household } from "../../model/members.ts";
import { onlyDigits } from "../../model/nik.ts";
import { changedFields, factsOf } from "../../model/people.ts";
import { back, type Screens } from "../../nav.ts";
import { Choice } from "../../parts/choice.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { isSlip, l, Slip } from "../../parts/slip.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { BirthFields } from "./birth-fields.tsx";
import { DuplicatesOffer, useCandidates } from "./duplicates-offer.tsx";
import { fieldName, valueWords } from "./field-words.ts";
import { HouseholdFields } from "./household-fields.tsx";
import { m } from "./member-words.ts";
import { NikField } from "./nik-field.tsx";
import { ReviewCards } from "./review-card.tsx";
import { useSavedForm } from "./use-saved-form.ts";
import { w } from "./words.ts";

/** Change what is known of a person or of a family: only the fields that changed travel, each merged by itself. */
export function EditPerson({ params }: { params: Screens["editPerson"] }) {
  const { rows } = usePhone();
  const person = params.person ? rows.persons.get(params.person) : undefined;
  const family = params.family ? rows.families.get(params.family) : undefined;
  if (person) return <EditOne person={person} />;
  if (family) return <EditFamily family={family} />;
  return (
    <Frame title={w("edit.title")}>
      <Empty icon="user-round" title={w("person.none")} help={w("person.none.help")} />
    </Frame>
  );
}

const TEXTS = ["name", "nik", "birth_date", "mother_name", "father_name", "phone", "notes"] as const;
const NUMBERS = ["birth_weight_kg", "birth_length_cm", "gestational_age_weeks", "birth_order"] as const;
type TextName = (typeof TEXTS)[number];
type NumberName = (typeof NUMBERS)[number];
type PersonForm = Record<TextName | NumberName, string> &
  Household & {
    sex: "" | "L" | "P";
    birth_date_estimated: boolean;
    relation: string;
  };

const NULLABLE: readonly string[] = ["nik", "birth_date"];

function personForm(person: PersonView): PersonForm {
  const texts = TEXTS.map((field) => [field, person[field] ?? ""]);
  const numbers = NUMBERS.map((field) => [
    field,
    person[field] === null ? "" : String(person[field]).replace(".", ","),
  ]);
  const { sex, birth_date_estimated, relation, marital_status, occupation, disabilities, assistance } =
    person;
  return {
    ...Object.fromEntries([...texts, ...numbers]),
    ...{ relation, marital_status, occupation, disabilities, assistance },
    sex: sex ?? "",
    birth_date_estimated,
  } as PersonForm;
}

function personPatch(person: PersonView, form: PersonForm): Partial<PersonView> | null {
  const texts = TEXTS.map((field) => {
    const text = field === "nik" ? onlyDigits(form.nik) : form[field].trim();
    return [field, text === "" && NULLABLE.includes(field) ? null : text];
  });
  const numbers = NUMBERS.map((field) => [field, parseDecimal(form[field])]);
  const { birth_date_estimated, relation, marital_status, disabilities, assistance } = form;
  const fields = {
    sex: form.sex || null,
    occupation: form.occupation.trim(),
    ...{ birth_date_estimated, relation, marital_status },
    ...{ disabilities: [...disabilities], assistance: [...assistance] },
  };
  return changedFields(person, {
    ...Object.fromEntries([...texts, ...numbers]),
    ...fields,
  } as Partial<PersonView>);
}

const paperOf = (patch: object) =>
  Object.entries(patch).map(([field, value]) => ({
    label: fieldName(field),
    value: valueWords(field, value),
  }));

function EditOne({ person }: { person: PersonView }) {
  const phone = usePhone();
  const save = useSave();
  const saved = useSavedForm<PersonForm>(`edit:${person.id}`, () => personForm(person));
  const { form, set } = saved;
  const [error, setError] = useState<string | null>(null);
  const found = useCandidates(
    { ...factsOf(phone.rows, person), name: form.name, nik: onlyDigits(form.nik) || null },
    person.id,
  );
  if (!saved.ready) return null;
  const isSmall = [null, "balita"].includes(cardOf(phone.rows, person, phone.today()));
  const submit = async (): Promise<void> => {
    if (!form.name.trim()) return setError(w("missing.name"));
    if (form.birth_date > phone.today()) return setError(w("missing.future"));
    if (NUMBERS.some((field) => isSlip(FIGURES[field], form[field]))) return setError(l("look"));
    const patch = personPatch(person, form);
    if (!patch) return back();
    const draft: Draft = { kind: "person.changed", subject: person.id, data: { fields: patch } };
    const kept = await save([draft], { title: person.name, paper: paperOf(patch), done: w("edit.saved") });
    if (!kept) return;
    await saved.drop();
    back();
  };
  return (
    <Frame title={w("edit.title")} sub={person.name} action={<SaveButton onSave={submit} />}>
      <ReviewCards record={person.id} />
      {error && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
      <IdentityFields form={form} set={set} today={phone.today()} />
      <DuplicatesOffer
        found={found.filter((c) => c.match.level === "sure")}
        onChoose={() => back()}
        title={w("merge.maybe")}
      />
      <OtherFields form={form} set={set} isSmall={isSmall} />
    </Frame>
  );
}

function SaveButton({ onSave }: { onSave: () => Promise<void> }) {
  return (
    <button type="button" class="btn btn-primary btn-big btn-block" onClick={() => void onSave()}>
      {t("save")}
    </button>
  );
}

interface FieldsProps {
  form: PersonForm;
  set: (form: PersonForm) => void;
}

function IdentityFields({ form, set, today }: FieldsProps & { today: string }) {
  return (
    <div class="card stack">
      <TextField
        label={w("field.name")}
        value={form.name}
        autoCapitalize="words"
        onInput={(name) => set({ ...form, name })}
      />
      <BirthFields value={form} set={(change) => set({ ...form, ...change })} today={today} />
      <NikField
        value={form.nik}
        facts={{ birth_date: form.birth_date, sex: form.sex }}
        onInput={(nik) => set({ ...form, nik })}
      />
    </div>
  );
}

/** Of a small child its parents and its birth; of everyone else the household. */
function OtherFields({ form, set, isSmall }: FieldsProps & { isSmall: boolean }) {
  return (
    <div class="card stack">
      <TextField
        label={w("field.mother_name")}
        value={form.mother_name}
        autoCapitalize="words"
        onInput={(mother_name) => set({ ...form, mother_name })}
      />
      <TextField
        label={w("field.father_name")}
        value={form.father_name}
        autoCapitalize="words"
        onInput={(father_name) => set({ ...form, father_name })}
      />
      <TextField
        label={w("field.phone")}
        type="tel"
        inputMode="tel"
        value={form.phone}
        onInput={(phone) => set({ ...form, phone })}
      />
      {!isSmall && (
        <>
          <Choice
            legend={m("relation")}
            value={form.relation || null}
            options={choicesOf("relations").map(({ id, word }) => ({ value: id, label: say(word) }))}
            onChange={(relation) => set({ ...form, relation })}
          />
          <HouseholdFields value={form} set={(change) => set({ ...form, ...change })} />
        </>
      )}
      {isSmall && (
        <div class="two">
          {NUMBERS.map((field) => (
            <TextField
              key={field}
              label={w(`field.${field}`)}
              value={form[field]}
              inputMode="decimal"
              onInput={(text) => set({ ...form, [field]: text })}
            />
          ))}
        </div>
      )}
      {isSmall &&
        NUMBERS.map((field) => (
          <Slip
            key={field}
            asked={FIGURES[field]}
            text={form[field]}
            onFix={(text) => set({ ...form, [field]: text })}
          />
        ))}
      <TextField
        label={w("field.notes")}
        multiline
        value={form.notes}
        help={w("field.notes.help")}
        onInput={(notes) => set({ ...form, notes })}
      />
    </div>
  );
}

const FAMILY_TEXTS = ["head_name", "kk_number", "address", "rt", "rw", "phone"] as const;
type FamilyTexts = Record<(typeof FAMILY_TEXTS)[number], string>;
const NUMERIC: readonly string[] = ["kk_number", "rt", "rw", "phone"];

const familyForm = (family: FamilyView): FamilyTexts =>
  Object.fromEntries(FAMILY_TEXTS.map((field) => [field, family[field] ?? ""])) as FamilyTexts;

function EditFamily({ family }: { family: FamilyView }) {
  const save = useSave();
  const saved = useSavedForm<FamilyTexts>(`edit:${family.id}`, () => familyForm(family));
  const { form, set } = saved;
  if (!saved.ready) return null;
  const submit = async (): Promise<void> => {
    const trimmed = Object.fromEntries(
      FAMILY_TEXTS.map((field) => [field, form[field].trim()]),
    ) as FamilyTexts;
    const patch = changedFields(family, { ...trimmed, kk_number: onlyDigits(form.kk_number) || null });
    if (!patch) return back();
    const draft: Draft = { kind: "family.changed", subject: family.id, data: { fields: patch } };
    const kept = await save([draft], {
      title: family.head_name,
      paper: paperOf(patch),
      done: w("edit.saved"),
    });
    if (!kept) return;
    await saved.drop();
    back();
  };
  return (
    <Frame title={w("edit.family.title")} sub={family.head_name} action={<SaveButton onSave={submit} />}>
      <ReviewCards record={family.id} />
      <div class="card stack">
        {FAMILY_TEXTS.map((field) => (
          <TextField
            key={field}
            label={w(`field.${field}`)}
            value={form[field]}
            inputMode={NUMERIC.includes(field) ? "numeric" : "text"}
            onInput={(text) => set({ ...form, [field]: text })}
          />
        ))}
      </div>
    </Frame>
  );
}
