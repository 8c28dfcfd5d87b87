import { useState } from "preact/hooks";
import { t } from "../../i18n/index.ts";
import {
  type ChildForm,
  childFacts,
  childName,
  emptyFamily,
  type FamilyForm,
  filledChildren,
  filledMembers,
  formOfFamily,
  isMotherAlone,
  type Missing,
  missing,
  registrationDrafts,
  withChild,
} from "../../model/register.ts";
import { back, replace, type Screens } from "../../nav.ts";
import { Frame } from "../../parts/frame.tsx";
import { l } from "../../parts/slip.tsx";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { AddressFields } from "./address-fields.tsx";
import { ChildFields } from "./child-fields.tsx";
import { DuplicatesOffer, useCandidates } from "./duplicates-offer.tsx";
import { m } from "./member-words.ts";
import { Members } from "./members.tsx";
import { MotherFields } from "./mother-fields.tsx";
import { type SavedForm, useSavedForm } from "./use-saved-form.ts";
import { w } from "./words.ts";

/** A whole family on one screen, in under a minute. What is typed survives going back. */
export function Family({ params }: { params: Screens["family"] }) {
  const phone = usePhone();
  const family = params.family ? phone.rows.families.get(params.family) : undefined;
  const saved = useSavedForm<FamilyForm>(`family:${params.mother ?? params.family ?? "new"}`, () => {
    const form = family ? formOfFamily(family, () => phone.newId()) : emptyFamily(() => phone.newId());
    return params.mother ? { ...form, mother: { ...form.mother, known: params.mother } } : form;
  });
  if (!saved.ready) return null;
  return <FamilyScreen saved={saved} />;
}

function FamilyScreen({ saved }: { saved: SavedForm<FamilyForm> }) {
  const { form, set } = saved;
  const phone = usePhone();
  const [gaps, setGaps] = useState<readonly Missing[]>([]);
  const [isAsking, setAsking] = useState(false);
  const submit = useSubmit(saved, setGaps, isAsking, setAsking);
  const setChild = (child: ChildForm): void =>
    set({ ...form, children: form.children.map((c) => (c.id === child.id ? child : c)) });
  const remove = (id: string): void => set({ ...form, children: form.children.filter((c) => c.id !== id) });
  return (
    <Frame
      title={form.known ? w("family.add.title") : w("family.title")}
      action={
        <button type="button" class="btn btn-primary btn-big btn-block" onClick={() => void submit()}>
          {w("family.save")}
        </button>
      }
    >
      {saved.restored && <Restored onClear={() => void saved.clear()} />}
      <MotherFields
        form={form}
        onChange={(mother) => set({ ...form, mother })}
        onKnown={(person) =>
          set(withKnownMother(form, person, phone.rows.persons.get(person)?.family ?? null))
        }
        error={wordOf(gaps, "mother")}
      />
      {form.children.map((child, i) => (
        <Child
          key={child.id}
          form={form}
          child={child}
          number={i + 1}
          onChange={setChild}
          onRemove={form.children.length > 1 ? () => remove(child.id) : null}
          gaps={gaps}
        />
      ))}
      <div class="two">
        <button type="button" class="btn" onClick={() => set(withChild(form, () => phone.newId()))}>
          {w("family.addChild")}
        </button>
        <button type="button" class="btn" onClick={() => set(withChild(form, () => phone.newId(), true))}>
          {w("family.addTwin")}
        </button>
      </div>
      <Members form={form} set={set} errorsOf={(at) => errorsOf(gaps, at)} />
      {!form.known && <AddressFields form={form} set={set} />}
      {isAsking && isMotherAlone(form) && (
        <p class="banner banner-question" role="alert">
          {m("alone")}
        </p>
      )}
      {wordOf(gaps, "family") && (
        <p class="field-error" role="alert">
          {wordOf(gaps, "family")}
        </p>
      )}
    </Frame>
  );
}

/** A mother on the register brings her family with her. */
function withKnownMother(form: FamilyForm, person: string, family: string | null): FamilyForm {
  return { ...form, known: form.known || family || "", mother: { ...form.mother, known: person } };
}

function wordOf(gaps: readonly Missing[], at: string): string | null {
  const gap = gaps.find((g) => g.at === at);
  return gap ? missingWord(gap) : null;
}

const missingWord = ({ what }: Missing): string =>
  what === "member_name" ? m("missing.member_name") : what === "figure" ? l("look") : w(`missing.${what}`);

const errorsOf = (gaps: readonly Missing[], at: string): Record<string, string> =>
  Object.fromEntries(gaps.filter((gap) => gap.at === at).map((gap) => [gap.what, missingWord(gap)]));

function Restored({ onClear }: { onClear: () => void }) {
  return (
    <div class="banner banner-info">
      <span>{w("form.restored")}</span>
      <button type="button" class="btn btn-quiet" onClick={onClear}>
        {w("form.clear")}
      </button>
    </div>
  );
}

interface ChildProps {
  form: FamilyForm;
  child: ChildForm;
  number: number;
  onChange: (child: ChildForm) => void;
  onRemove: (() => void) | null;
  gaps: readonly Missing[];
}

function Child({ form, child, number, onChange, onRemove, gaps }: ChildProps) {
  const phone = usePhone();
  const mother = useMotherName(form);
  const found = useCandidates(childFacts(form, child, mother), child.id);
  const errors = errorsOf(gaps, child.id);
  const filled = filledChildren(form).includes(child);
  return (
    <>
      <ChildFields
        child={child}
        number={number}
        today={phone.today()}
        onChange={onChange}
        onRemove={onRemove}
        errors={errors}
      />
      {filled && <DuplicatesOffer found={found} onChoose={(person) => replace("person", { person })} />}
    </>
  );
}

function useMotherName(form: FamilyForm): string {
  const { rows } = usePhone();
  return rows.persons.get(form.mother.known)?.name ?? form.mother.name;
}

function useSubmit(
  saved: SavedForm<FamilyForm>,
  setGaps: (gaps: readonly Missing[]) => void,
  hasAsked: boolean,
  setAsking: (asking: boolean) => void,
) {
  const phone = usePhone();
  const save = useSave();
  const { form } = saved;
  const mother = useMotherName(form);
  return async (): Promise<void> => {
    const gaps = missing(form, phone.today());
    setGaps(gaps);
    if (gaps.length > 0) return;
    if (isMotherAlone(form) && !hasAsked) return setAsking(true);
    const children = filledChildren(form);
    const kept = await save(
      registrationDrafts(form, mother, () => phone.newId()),
      {
        title: w("family.title"),
        paper: paperOf(form, mother),
        done: w("family.saved"),
      },
    );
    if (!kept) return;
    await saved.drop();
    const person = children[0]?.id ?? filledMembers(form)[0]?.id ?? (form.mother.known || form.mother.id);
    if (person) replace("person", { person });
    else back();
  };
}

/** What to write down when the phone cannot keep it. */
function paperOf(form: FamilyForm, mother: string) {
  const children = filledChildren(form).map((child, i) => ({
    label: w("family.child", { n: i + 1 }),
    value: [childName(child, mother), child.sex && t(`sex.${child.sex}`), child.birth_date]
      .filter(Boolean)
      .join(", "),
  }));
  const where = [form.rt && `RT ${form.rt}`, form.rw && `RW ${form.rw}`, form.address, form.phone]
    .filter(Boolean)
    .join(", ");
  const members = filledMembers(form).map((member, i) => ({
    label: m("n", { n: i + 1 }),
    value: [member.name, member.sex && t(`sex.${member.sex}`), member.birth_date].filter(Boolean).join(", "),
  }));
  return [
    { label: w("family.mother"), value: mother },
    ...children,
    ...members,
    { label: w("family.where"), value: where },
  ];
}
