import { describe, expect, it } from "vitest";
import vectors from "../../../vectors/deaths.json";
import { birthId } from "../core/ids.ts";
import { phoneFromRows } from "../core/testing.ts";
import {
  type BabyForm,
  type BirthForm,
  birthDrafts,
  birthGaps,
  emptyBaby,
  emptyBirth,
  mayBeBorn,
} from "./birth.ts";
import { deathClass, deathDrafts, restoreDrafts } from "./death.ts";
import { deliveryDrafts } from "./delivery.ts";
import { bornOf, lastEnded, undoDrafts } from "./postpartum.ts";
import { person, pregnancy } from "./testing.ts";

const TODAY = "2026-11-21";
const mother = person({
  id: "ibu",
  name: "Siti Rohani",
  sex: "P",
  family: "keluarga",
  birth_date: "1996-03-02",
});
const open = pregnancy({ id: "hamil", person: "ibu", lmp: "2026-03-01", husband_name: "Bagus" });
const twins: BirthForm = {
  ...emptyBirth(TODAY),
  outcome: "birth",
  time: "03:40",
  place: "puskesmas",
  helper: "bidan",
  mode: "normal",
  mother: "well",
  babies: [
    { ...emptyBaby(), sex: "P", weight_kg: "2,4", care: { imd: true, hb0: true } },
    { ...emptyBaby(), sex: "L", name: "Zidan", weight_kg: "2,3", length_cm: "46" },
  ],
};
const context = { person: mother, pregnancy: open, newId: () => "new", birthId };

describe("a birth in one step", () => {
  const drafts = birthDrafts(twins, context);

  it("registers the children, gives what they had, and closes the pregnancy", () => {
    expect(drafts.map(({ kind }) => kind)).toEqual([
      "person.registered",
      "person.registered",
      "dose.given",
      "pregnancy.closed",
    ]);
    const [first, second] = drafts;
    expect(first?.data).toMatchObject({
      name: "By. Ny. Siti Rohani (1)",
      mother: "ibu",
      family: "keluarga",
      father_name: "Bagus",
      birth_order: 1,
      birth_weight_kg: 2.4,
      gestational_age_weeks: 37,
      birth_care: { imd: true, hb0: true },
      born_of: "hamil",
    });
    expect(second?.data).toMatchObject({ name: "Zidan", birth_order: 2, birth_length_cm: 46 });
    expect(drafts.at(-1)?.data).toMatchObject({
      outcome: "birth",
      children: [birthId("hamil", 1), birthId("hamil", 2)],
      birth_time: "03:40",
      birth_place: "puskesmas",
      stillborn: [],
    });
  });

  it("does not take grams for kilograms, nor metres for centimetres", () => {
    const [first, second] = twins.babies as [BabyForm, BabyForm];
    const babies = [
      { ...first, weight_kg: "2400" },
      { ...second, length_cm: "0,46" },
    ];
    expect(birthGaps({ ...twins, babies }, open, TODAY)).toEqual([
      { at: "figure", baby: 0 },
      { at: "figure", baby: 1 },
    ]);
    expect(birthGaps(twins, open, TODAY)).toEqual([]);
  });

  it("is the same child on every phone", () => {
    const other = birthDrafts(twins, { ...context, newId: () => "another" });
    expect(other.map(({ subject }) => subject)).toEqual(drafts.map(({ subject }) => subject));
  });

  it("says which child did not live, and registers only the other", () => {
    const [first, second] = twins.babies;
    const one = birthDrafts(
      { ...twins, babies: [first ?? emptyBaby(), { ...(second ?? emptyBaby()), alive: false }] },
      context,
    );
    expect(one.filter(({ kind }) => kind === "person.registered")).toHaveLength(1);
    expect(one.at(-1)?.data).toMatchObject({ stillborn: [{ sex: "L", weight_kg: 2.3 }] });
  });

  it("makes a family for a mother without one", () => {
    const alone = birthDrafts(twins, { ...context, person: { ...mother, family: null } });
    expect(alone.map(({ kind }) => kind).slice(0, 3)).toEqual([
      "family.registered",
      "person.changed",
      "person.registered",
    ]);
    expect(alone[2]?.data).toMatchObject({ family: "new" });
  });

  it("asks for what is missing, and no more", () => {
    expect(birthGaps(twins, open, TODAY)).toEqual([]);
    expect(birthGaps(emptyBirth(TODAY), open, TODAY)).toEqual([{ at: "outcome" }]);
    expect(birthGaps({ ...emptyBirth("2026-02-01"), outcome: "miscarriage" }, open, TODAY)).toEqual([
      { at: "before" },
    ]);
    expect(birthGaps({ ...emptyBirth(TODAY), outcome: "birth" }, open, TODAY)).toEqual([
      { at: "sex", baby: 0 },
    ]);
    const lost = { ...twins, babies: twins.babies.map((baby) => ({ ...baby, alive: false })) };
    expect(birthGaps(lost, open, TODAY)).toEqual([{ at: "nobody" }]);
  });

  it("links a child that somebody has registered already, without writing it again", () => {
    const phone = phoneFromRows({
      rows: {
        persons: [
          { id: "ibu", name: "Siti Rohani" },
          { id: "adik", name: "Adik", mother: "ibu", birth_date: "2026-11-20" },
          { id: "kakak", name: "Kakak", mother: "ibu", birth_date: "2023-01-05" },
        ],
      },
    });
    const [found, ...more] = mayBeBorn(phone.rows, "ibu", TODAY, twins);
    expect([found?.id, more.length]).toEqual(["adik", 0]);
    const form = { ...twins, babies: [{ ...emptyBaby(), known: "adik" }] };
    expect(birthDrafts(form, context)).toMatchObject([
      { kind: "pregnancy.closed", data: { children: ["adik"] } },
    ]);
    expect(mayBeBorn(phone.rows, "ibu", TODAY, form)).toEqual([]);
  });
});

describe("a birth that not everyone lived through", () => {
  const all = { ...context, unit: "pkm" };
  it("writes the mother's death and one notice in the same step, and closes the pregnancy once", () => {
    const drafts = deliveryDrafts({ ...twins, mother: "died" }, all);
    expect(drafts.filter(({ kind }) => kind === "pregnancy.closed")).toHaveLength(1);
    expect(drafts.slice(-2)).toMatchObject([
      { kind: "person.left", subject: "ibu", data: { status: "died", cause: "childbirth" } },
      { kind: "request.opened", data: { service: "laporan-kematian", to_unit: "pkm" } },
    ]);
  });

  it("tells the puskesmas of a stillbirth, alone or of one twin, and of nothing else", () => {
    const kinds = (form: BirthForm) => deliveryDrafts(form, all).map(({ kind }) => kind);
    expect(kinds({ ...emptyBirth(TODAY), outcome: "stillbirth" })).toEqual([
      "pregnancy.closed",
      "request.opened",
    ]);
    const [first = emptyBaby(), second = emptyBaby()] = twins.babies;
    expect(kinds({ ...twins, babies: [first, { ...second, alive: false }] })).toContain("request.opened");
    expect(kinds(twins)).not.toContain("request.opened");
    expect(kinds({ ...emptyBirth(TODAY), outcome: "moved" })).toEqual(["pregnancy.closed"]);
  });

  it("is taken back whole when she lives", () => {
    const row = { ...open, status: "closed" as const, outcome: "mother_died", closings: ["e1"] };
    const phone = phoneFromRows({
      rows: { requests: [{ id: "r", person: "ibu", service: "laporan-kematian", state: "opened" }] },
    });
    expect(restoreDrafts(mother, [row], phone.rows.requestsOf("ibu"), TODAY)).toMatchObject([
      { kind: "person.left", data: { status: "restored" } },
      { kind: "entry.voided", subject: "hamil", data: { target: "e1" } },
      { kind: "request.moved", subject: "r", data: { action: "cancel" } },
    ]);
  });
});

describe("taking a birth back", () => {
  it("withdraws the closing and marks its own children, never one that was there before", () => {
    const closed = {
      ...open,
      status: "closed" as const,
      end_date: TODAY,
      outcome: "birth",
      closings: ["e1"],
    };
    const row = { ...closed, children: ["b1", "adik"] };
    const phone = phoneFromRows({
      rows: {
        persons: [
          { id: "b1", name: "By. Ny. Siti", extra: { born_of: "hamil" } },
          { id: "adik", name: "Adik" },
        ],
      },
    });
    expect(bornOf(phone.rows, row).map(({ id }) => id)).toEqual(["b1", "adik"]);
    expect(undoDrafts(phone.rows, row, "ibu lain", TODAY)).toMatchObject([
      { kind: "entry.voided", data: { target: "e1" } },
      { kind: "person.left", subject: "b1", data: { status: "mistake" } },
    ]);
    expect(lastEnded([row])?.id).toBe("hamil");
    expect(lastEnded([{ ...row, outcome: "moved" }])).toBeNull();
  });
});

describe("a death", () => {
  it.each(vectors.cases)("is $class: $name", ({ birth, died, pregnancies, class: expected }) => {
    const rows = pregnancies.map(({ start, end, outcome }, index) =>
      pregnancy({
        id: `p${index}`,
        person: "ibu",
        lmp: start,
        end_date: end,
        outcome,
        status: outcome === null ? "open" : "closed",
      }),
    );
    expect(deathClass({ birth_date: birth }, rows, died)).toBe(expected);
  });

  it("closes the pregnancy, says where and why, and tells the puskesmas in neutral words", () => {
    const form = { date: TODAY, place: "rs", cause: "childbirth", notes: "" };
    const drafts = deathDrafts(form, { person: mother, pregnancies: [open], newId: () => "r", unit: "pkm" });
    expect(drafts.at(-1)?.data).toMatchObject({ service: "laporan-kematian", basis: "law" });
    expect(drafts).toMatchObject([
      { kind: "pregnancy.closed", subject: "hamil", data: { outcome: "mother_died" } },
      { kind: "person.left", data: { status: "died", place: "rs", cause: "childbirth" } },
      { kind: "request.opened", data: { service: "laporan-kematian", urgency: "segera", person: "ibu" } },
    ]);
    expect(JSON.stringify(drafts[2])).not.toMatch(/childbirth|bersalin|meninggal/);
  });

  it("of an old man is kept without a notice", () => {
    const old = person({ id: "kakek", birth_date: "1950-01-01" });
    const form = { date: TODAY, place: "rumah", cause: "age", notes: "" };
    const drafts = deathDrafts(form, { person: old, pregnancies: [], newId: () => "r", unit: "pkm" });
    expect(drafts.map(({ kind }) => kind)).toEqual(["person.left"]);
  });
});
