import type { SomeRows } from "../core/fill-rows.ts";
import { sessionId, uuid5, visitId } from "../core/ids.ts";
import type { AccountInfo, PostInfo } from "../generated/wire.ts";
import { addDays, TERM_DAYS } from "../model/pregnancy.ts";
import { type Child, FAMILIES, type Family, LAST_OPEN_DAYS } from "./families.ts";

/** Ids of the invented post are derived from words, so that no server ever gives the same. */
export const practiceId = (key: string): string => uuid5(`latihan|${key}`);

export const PRACTICE_ACCOUNT: AccountInfo = {
  id: practiceId("kader"),
  name: "Kader Latihan",
  role: "kader",
};
export const PRACTICE_DEVICE = practiceId("device");

/** No telephone number anywhere: practising must never ring at a real puskesmas. */
export const PRACTICE_POST: PostInfo = {
  id: practiceId("post"),
  name: "Posyandu Latihan",
  nrp: null,
  area: "00.00.00.0000",
  area_name: "Desa Contoh",
  district_name: "Kecamatan Contoh",
  regency_name: "Kabupaten Contoh",
  province: "31",
  address: "Balai Contoh",
  schedule: "Kapan saja",
  puskesmas: {
    id: practiceId("puskesmas"),
    kind: "puskesmas",
    name: "Puskesmas Contoh",
    phone: "",
    address: "",
  },
  hospitals: [{ id: practiceId("hospital"), kind: "rumah-sakit", name: "RS Contoh", phone: "", address: "" }],
  staff: [PRACTICE_ACCOUNT],
};

const POST = PRACTICE_POST.id;
type Row<P extends keyof SomeRows> = NonNullable<SomeRows[P]>[number];

/** Every row of the invented post as of a local day; the same day gives the same rows. */
export function practiceRows(today: string): SomeRows {
  const children = FAMILIES.flatMap((family) => family.children);
  return {
    families: FAMILIES.map(familyRow),
    persons: FAMILIES.flatMap((family) => personRows(family, today)),
    pregnancies: FAMILIES.flatMap((family) => pregnancyRows(family, today)),
    visits: children.flatMap((child) => visitRows(child, today)),
    doses: children.flatMap((child) => doseRows(child, today)),
    sessions: openDays(today).map(sessionRow),
  };
}

function familyRow({ key, head }: Family, index: number): Row<"families"> {
  return { id: practiceId(`family ${key}`), head_name: head, rt: `00${1 + (index % 3)}`, rw: "002" };
}

function personRows(family: Family, today: string): Row<"persons">[] {
  const mother = practiceId(`mother ${family.key}`);
  const common = { family: practiceId(`family ${family.key}`), father_name: family.head };
  const children = family.children.map((child): Row<"persons"> => {
    const birth_date = addDays(today, -child.ageDays);
    const about = { id: practiceId(child.key), name: child.name, sex: child.sex, birth_date };
    return { ...common, ...about, relation: "anak", mother, mother_name: family.mother.name };
  });
  const birth_date = addDays(today, -family.mother.ageDays);
  return [
    {
      ...common,
      father_name: "",
      id: mother,
      name: family.mother.name,
      sex: "P",
      birth_date,
      relation: "istri",
    },
    ...children,
  ];
}

function pregnancyRows(
  { key, pregnantDays, deliveredDays, children }: Family,
  today: string,
): Row<"pregnancies">[] {
  const row = { id: practiceId(`pregnancy ${key}`), person: practiceId(`mother ${key}`) };
  const common = { ...row, edd_source: "lmp" as const, gravida: children.length + 1 };
  const lmp = (days: number) => ({ lmp: addDays(today, -days), edd: addDays(today, TERM_DAYS - days) });
  if (pregnantDays !== undefined) return [{ ...common, ...lmp(pregnantDays) }];
  if (deliveredDays === undefined) return [];
  const end = { status: "closed" as const, outcome: "birth", end_date: addDays(today, -deliveredDays) };
  const born = children
    .filter(({ ageDays }) => ageDays === deliveredDays)
    .map((child) => practiceId(child.key));
  return [{ ...common, ...lmp(TERM_DAYS + deliveredDays), ...end, children: born }];
}

const OPEN_DAYS = 3;

/** The last open days, newest first. */
const openDays = (today: string): string[] =>
  Array.from({ length: OPEN_DAYS }, (_, index) => addDays(today, -LAST_OPEN_DAYS * (index + 1)));

function sessionRow(date: string): Row<"sessions"> {
  const opened_at = `${date}T01:00:00.000Z`;
  return { id: sessionId(POST, date), date, status: "closed", opened_at, closed_at: `${date}T05:00:00.000Z` };
}

function visitRows(child: Child, today: string): Row<"visits">[] {
  const person = practiceId(child.key);
  const newestFirst = [...child.measured].reverse();
  return openDays(today).flatMap((date, index): Row<"visits">[] => {
    const found = newestFirst[index];
    if (!found) return [];
    const ageDays = child.ageDays - LAST_OPEN_DAYS * (index + 1);
    const values = {
      weight_kg: found.kg,
      length_height_cm: found.cm,
      measured: ageDays < STANDING_FROM_DAYS ? "l" : "h",
    };
    const id = visitId(POST, person, date);
    const entry = practiceId(`entry ${id}`);
    const entries = Object.fromEntries(Object.keys(values).map((field) => [field, entry]));
    const at = `${date}T02:00:00.000Z`;
    const steps = {
      2: { at, author: PRACTICE_ACCOUNT.id, entry },
      5: { at, author: PRACTICE_ACCOUNT.id, entry },
    };
    return [{ id, person, date, card: "balita", session: sessionId(POST, date), values, entries, steps }];
  });
}

/** From 24 months on a child is measured standing (content/cards/balita.json). */
const STANDING_FROM_DAYS = 730;

function doseRows(child: Child, today: string): Row<"doses">[] {
  return child.doses.map(([product, number, ageDays]) => ({
    id: practiceId(`dose ${child.key} ${product} ${number}`),
    person: practiceId(child.key),
    ...{ product, number, source: "history" as const },
    date: addDays(today, ageDays - child.ageDays),
  }));
}
