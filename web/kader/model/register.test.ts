import { describe, expect, it } from "vitest";
import { phoneFromRows } from "../core/testing.ts";
import {
  byCardToken,
  cardText,
  cardToken,
  changedFields,
  everyone,
  historyIds,
  kept,
  membersOf,
} from "./people.ts";
import { birthOrders, childName, emptyFamily, missing, registrationDrafts, withChild } from "./register.ts";

const TODAY = "2026-11-21";
const ids = () => {
  let n = 0;
  return () => `id${++n}`;
};

describe("a family on one screen", () => {
  it("becomes entries that the phone takes and shows at once", async () => {
    const phone = phoneFromRows();
    let form = emptyFamily(phone.newId);
    form = {
      ...form,
      rt: "003",
      mother: { ...form.mother, name: "Siti Aminah", pregnant: true, lmp: "2026-05-01" },
    };
    form = { ...form, children: form.children.map((c) => ({ ...c, sex: "P", birth_date: "2026-11-18" })) };
    form = withChild(form, phone.newId, true);
    form = {
      ...form,
      children: form.children.map((c, i) => (i === 1 ? { ...c, sex: "L", name: "Bima" } : c)),
    };
    expect(missing(form, TODAY)).toEqual([]);

    await phone.record(registrationDrafts(form, form.mother.name, phone.newId));

    const members = membersOf(phone.rows, form.id);
    const children = members.filter((p) => p.relation === "anak");
    expect(children.map((p) => [p.name, p.birth_order, p.birth_date, p.mother])).toEqual([
      ["By. Ny. Siti Aminah", 1, "2026-11-18", form.mother.id],
      ["Bima", 2, "2026-11-18", form.mother.id],
    ]);
    expect(phone.rows.families.get(form.id)?.head_name).toBe("Siti Aminah");
    expect(phone.rows.openPregnancies().map((p) => [p.person, p.lmp])).toEqual([
      [form.mother.id, "2026-05-01"],
    ]);
  });

  it("asks for what is missing and says where; an empty child row is no child", () => {
    const newId = ids();
    const form = emptyFamily(newId);
    expect(missing(form, TODAY)).toEqual([{ at: "family", what: "nobody" }]);
    const child = {
      ...(form.children[0] as (typeof form.children)[0]),
      name: "Bima",
      birth_date: "2026-12-01",
    };
    expect(missing({ ...form, children: [child] }, TODAY)).toEqual([
      { at: child.id, what: "sex" },
      { at: child.id, what: "future" },
    ]);
    expect(childName({ ...child, name: " " }, "")).toBe("");
  });

  it("does not take grams for kilograms", () => {
    const form = emptyFamily(ids());
    const [blank] = form.children;
    const child = {
      ...(blank as NonNullable<typeof blank>),
      name: "Bima",
      sex: "L" as const,
      birth_date: TODAY,
    };
    const gaps = (birth_weight_kg: string) =>
      missing({ ...form, children: [{ ...child, birth_weight_kg }] }, TODAY);
    expect(gaps("2400")).toEqual([{ at: child.id, what: "figure" }]);
    expect(gaps("2,4")).toEqual([]);
  });

  it("writes nothing again of a mother and a family that are known", () => {
    const newId = ids();
    let form = { ...emptyFamily(newId), known: "f1" };
    form = { ...form, mother: { ...form.mother, known: "m1" } };
    form = {
      ...form,
      children: form.children.map((c) => ({ ...c, name: "Bima", sex: "L" as const, birth_date: TODAY })),
    };
    const drafts = registrationDrafts(form, "Siti", newId);
    expect(drafts.map((d) => d.kind)).toEqual(["person.registered"]);
    expect(drafts[0]?.data).toMatchObject({ family: "f1", mother: "m1", mother_name: "Siti" });
  });

  it("numbers triplets and leaves single births without number", () => {
    const newId = ids();
    const child = { ...(emptyFamily(newId).children[0] as never as { twin: boolean }) };
    const row = (twin: boolean) => ({ ...child, twin }) as never;
    expect(birthOrders([row(false), row(false), row(true), row(true), row(false)])).toEqual([
      null,
      1,
      2,
      3,
      null,
    ]);
  });
});

describe("people on the register", () => {
  const phone = phoneFromRows({
    rows: {
      persons: [
        { id: "a", name: "Aisyah", card_token: "token-of-the-card" },
        { id: "b", name: "Aisah", merged_into: "a", card_token: "older-card-token" },
        { id: "c", name: "Aisa", merged_into: "b" },
      ],
    },
  });

  it("stand for whoever was merged into them, history included", () => {
    expect(kept(phone.rows, "c")?.id).toBe("a");
    expect(historyIds(phone.rows, "a").sort()).toEqual(["a", "b", "c"]);
    expect([...everyone(phone.rows)].map(([id]) => id)).toEqual(["a"]);
  });

  it("are found by a card, also by one of a merged record; other codes are no card", () => {
    expect(cardToken(cardText("token-of-the-card"))).toBe("token-of-the-card");
    expect(byCardToken(phone.rows, "older-card-token")?.id).toBe("a");
    expect(byCardToken(phone.rows, "never-given-token")).toBeUndefined();
    expect(cardToken("https://evil.example/?q=1 2")).toBeNull();
    expect(cardToken("WIFI:S:x;;")).toBeNull();
  });

  it("change only by the fields that differ", () => {
    expect(changedFields({ name: "A", rt: "1" }, { name: "A", rt: "2" })).toEqual({ rt: "2" });
    expect(changedFields({ name: "A" }, { name: "A" })).toBeNull();
  });
});
