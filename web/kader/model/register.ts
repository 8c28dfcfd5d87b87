// A family on one screen: what is typed, what is missing, what it becomes. Pure; no DOM.
import type { Draft, FamilyView } from "../core/api.ts";
import { standInName } from "../core/newborn.ts";
import { parseDecimal } from "../i18n/format.ts";
import type { Facts } from "./duplicates.ts";
import { FIGURES, isImpossible } from "./impossible.ts";
import {
  emptyMember,
  isBlankMember,
  type MemberForm,
  type MissingOfMember,
  memberDraft,
  missingOfMember,
} from "./members.ts";
import { onlyDigits } from "./nik.ts";

export interface ChildForm {
  id: string;
  name: string;
  sex: "" | "L" | "P";
  birth_date: string;
  birth_date_estimated: boolean;
  nik: string;
  birth_weight_kg: string;
  birth_length_cm: string;
  /** Born together with the child before it. */
  twin: boolean;
}

export interface MotherForm {
  id: string;
  /** Set when she was found on the register: nothing of her is written again. */
  known: string;
  name: string;
  birth_date: string;
  nik: string;
  pregnant: boolean;
  lmp: string;
}

export interface FamilyForm {
  id: string;
  /** Set when the family is on the register already. */
  known: string;
  head_name: string;
  kk_number: string;
  address: string;
  rt: string;
  rw: string;
  phone: string;
  mother: MotherForm;
  children: ChildForm[];
  /** Everyone else in the house, of any age. */
  members: MemberForm[];
}

type NewId = () => string;

export const emptyChild = (newId: NewId): ChildForm => ({
  id: newId(),
  name: "",
  sex: "",
  birth_date: "",
  birth_date_estimated: false,
  nik: "",
  birth_weight_kg: "",
  birth_length_cm: "",
  twin: false,
});

export const emptyFamily = (newId: NewId): FamilyForm => ({
  id: newId(),
  known: "",
  head_name: "",
  kk_number: "",
  address: "",
  rt: "",
  rw: "",
  phone: "",
  mother: { id: newId(), known: "", name: "", birth_date: "", nik: "", pregnant: false, lmp: "" },
  children: [emptyChild(newId)],
  members: [],
});

/** Another child; `twin` copies the birth date of the one before. */
export function withChild(form: FamilyForm, newId: NewId, twin = false): FamilyForm {
  const before = form.children[form.children.length - 1];
  const child = { ...emptyChild(newId), twin, birth_date: twin && before ? before.birth_date : "" };
  return { ...form, children: [...form.children, child] };
}

/** Another member of the family, of any age. */
export const withMember = (form: FamilyForm, newId: NewId): FamilyForm => ({
  ...form,
  members: [...form.members, emptyMember(newId)],
});

export const filledMembers = (form: FamilyForm): MemberForm[] =>
  form.members.filter((member) => !isBlankMember(member));

/** A mother alone, where nothing was said of anyone else: worth one kind question. */
export const isMotherAlone = (form: FamilyForm): boolean =>
  !form.known && !form.mother.pregnant && filledChildren(form).length + filledMembers(form).length === 0;

const isBlankChild = (child: ChildForm): boolean => !child.name.trim() && !child.birth_date && !child.sex;
export const filledChildren = (form: FamilyForm): ChildForm[] =>
  form.children.filter((c) => !isBlankChild(c));
const hasMother = (form: FamilyForm): boolean => form.mother.known !== "" || form.mother.name.trim() !== "";

export type Missing =
  | { at: "family"; what: "nobody" }
  | { at: "mother"; what: "future" | "lmp_future" }
  | { at: string; what: "name" | "sex" | "birth_date" | "future" | "figure" }
  | MissingOfMember;

/** What must be said before saving: one person, and for each child a name or a mother, sex and birth date. */
export function missing(form: FamilyForm, today: string): Missing[] {
  const children = filledChildren(form);
  const gaps: Missing[] = children.flatMap((child) => missingOfChild(child, form, today));
  const members = filledMembers(form);
  gaps.push(...members.flatMap((member) => missingOfMember(member, today)));
  if (children.length + members.length === 0 && !hasMother(form)) gaps.push({ at: "family", what: "nobody" });
  if (form.mother.birth_date > today) gaps.push({ at: "mother", what: "future" });
  if (form.mother.lmp > today) gaps.push({ at: "mother", what: "lmp_future" });
  return gaps;
}

function missingOfChild(child: ChildForm, form: FamilyForm, today: string): Missing[] {
  const gaps: Missing[] = [];
  if (!child.name.trim() && !hasMother(form)) gaps.push({ at: child.id, what: "name" });
  if (!child.sex) gaps.push({ at: child.id, what: "sex" });
  if (!child.birth_date) gaps.push({ at: child.id, what: "birth_date" });
  if (child.birth_date > today) gaps.push({ at: child.id, what: "future" });
  if (hasSlip(child)) gaps.push({ at: child.id, what: "figure" });
  return gaps;
}

/** A birth weight or length that no child has. */
const hasSlip = (child: ChildForm): boolean =>
  (["birth_weight_kg", "birth_length_cm"] as const).some((field) => {
    const [asked, value] = [FIGURES[field], parseDecimal(child[field])];
    return asked !== undefined && value !== null && isImpossible(asked, value);
  });

/** A newborn without a name yet is called after its mother until it has one. */
export const childName = (child: ChildForm, mother: string): string =>
  child.name.trim() || (mother.trim() ? standInName(mother.trim()) : "");

/** 1, 2, … among children marked as born together; null for the others. */
export function birthOrders(children: readonly ChildForm[]): (number | null)[] {
  let order = 0;
  return children.map((child, i) => {
    order = child.twin ? order + 1 : 1;
    const bornTogether = child.twin || children[i + 1]?.twin === true;
    return bornTogether ? order : null;
  });
}

export const childFacts = (form: FamilyForm, child: ChildForm, mother: string): Facts => ({
  name: childName(child, mother),
  sex: child.sex || null,
  birth_date: child.birth_date || null,
  birth_date_estimated: child.birth_date_estimated,
  nik: onlyDigits(child.nik) || null,
  mother: form.mother.known || null,
  mother_name: mother,
  family: form.known || null,
  rt: form.rt,
  rw: form.rw,
  birth_order: birthOrders(filledChildren(form))[filledChildren(form).indexOf(child)] ?? null,
});

export const motherFacts = (form: FamilyForm): Facts => ({
  name: form.mother.name,
  sex: "P",
  birth_date: form.mother.birth_date || null,
  nik: onlyDigits(form.mother.nik) || null,
  family: form.known || null,
  rt: form.rt,
  rw: form.rw,
  phone: form.phone,
});

/** Who heads the family: as typed, the member who says so, the mother, or whoever is first. */
function headName(form: FamilyForm): string {
  const members = filledMembers(form);
  const head = members.find(({ relation }) => relation === "kepala");
  return (
    form.head_name.trim() || head?.name.trim() || form.mother.name.trim() || members[0]?.name.trim() || ""
  );
}

function familyDraft(form: FamilyForm): Draft[] {
  if (form.known) return [];
  return [
    {
      kind: "family.registered",
      subject: form.id,
      data: {
        head_name: headName(form),
        kk_number: onlyDigits(form.kk_number) || null,
        address: form.address.trim(),
        rt: form.rt.trim(),
        rw: form.rw.trim(),
        phone: form.phone.trim(),
      },
    },
  ];
}

function motherDrafts(form: FamilyForm, newId: NewId): Draft[] {
  const { mother } = form;
  const drafts: Draft[] = [];
  if (!mother.known && mother.name.trim())
    drafts.push({
      kind: "person.registered",
      subject: mother.id,
      data: {
        family: form.known || form.id,
        name: mother.name.trim(),
        sex: "P",
        birth_date: mother.birth_date || null,
        nik: onlyDigits(mother.nik) || null,
        relation: "ibu",
        phone: form.phone.trim(),
      },
    });
  if (mother.pregnant && hasMother(form))
    drafts.push({
      kind: "pregnancy.opened",
      subject: newId(),
      data: {
        person: mother.known || mother.id,
        lmp: mother.lmp || null,
        edd_source: mother.lmp ? "lmp" : "estimate",
      },
    });
  return drafts;
}

function childDraft(form: FamilyForm, child: ChildForm, mother: string, order: number | null): Draft {
  return {
    kind: "person.registered",
    subject: child.id,
    data: {
      family: form.known || form.id,
      name: childName(child, mother),
      sex: child.sex || null,
      birth_date: child.birth_date || null,
      birth_date_estimated: child.birth_date_estimated,
      nik: onlyDigits(child.nik) || null,
      mother: hasMother(form) ? form.mother.known || form.mother.id : null,
      mother_name: mother,
      relation: "anak",
      birth_weight_kg: parseDecimal(child.birth_weight_kg),
      birth_length_cm: parseDecimal(child.birth_length_cm),
      birth_order: order,
    },
  };
}

/** Everything typed as entries, in the order they depend on each other. `mother` is her name, typed or known. */
export function registrationDrafts(form: FamilyForm, mother: string, newId: NewId): Draft[] {
  const children = filledChildren(form);
  const orders = birthOrders(children);
  return [
    ...familyDraft(form),
    ...motherDrafts(form, newId),
    ...children.map((child, i) => childDraft(form, child, mother, orders[i] ?? null)),
    ...filledMembers(form).map((member) => memberDraft(member, form.known || form.id)),
  ];
}

/** A form that adds people to a family on the register. */
export function formOfFamily(family: FamilyView, newId: NewId): FamilyForm {
  const { id, head_name, kk_number, address, rt, rw, phone } = family;
  return {
    ...emptyFamily(newId),
    id,
    known: id,
    head_name,
    kk_number: kk_number ?? "",
    address,
    rt,
    rw,
    phone,
  };
}
