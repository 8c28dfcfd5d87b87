import { describe, expect, it } from "vitest";
import { bornAbout, choiceWord, type MemberForm } from "./members.ts";
import { changedFields } from "./people.ts";
import { emptyFamily, isMotherAlone, missing, registrationDrafts, withMember } from "./register.ts";

const TODAY = "2026-11-21";
let next = 0;
const newId = (): string => `id-${++next}`;

function household(...members: Partial<MemberForm>[]) {
  let form = emptyFamily(newId);
  for (const member of members) {
    form = withMember(form, newId);
    const { members: typed } = form;
    form.members = typed.map((each, i) => (i === typed.length - 1 ? { ...each, ...member } : each));
  }
  return form;
}
const grandfather = { name: "Kakek Raji", sex: "L", birth_date: "1950-07-01", relation: "kepala" } as const;

describe("a family of every age", () => {
  it("is kept without a mother and without a child", () => {
    const form = household({ ...grandfather, disabilities: ["lihat"], assistance: ["pendamping"] });
    expect(missing(form, TODAY)).toEqual([]);
    const [family, person] = registrationDrafts(form, "", newId);
    expect(family).toMatchObject({ kind: "family.registered", data: { head_name: "Kakek Raji" } });
    expect(person).toMatchObject({
      kind: "person.registered",
      data: {
        family: family?.subject,
        relation: "kepala",
        disabilities: ["lihat"],
        assistance: ["pendamping"],
      },
    });
  });

  it("asks for name, sex and birth date of whoever was begun", () => {
    const gaps = missing(
      household({ sex: "P" }, { name: "Rina", birth_date: "2027-01-01", sex: "P" }),
      TODAY,
    );
    expect(gaps.map(({ what }) => what)).toEqual(["member_name", "birth_date", "future"]);
  });

  it("leaves rows out that nobody filled", () => {
    const form = household({}, grandfather);
    expect(registrationDrafts(form, "", newId).map(({ kind }) => kind)).toEqual([
      "family.registered",
      "person.registered",
    ]);
  });

  it("notices a mother of whom nothing else was said", () => {
    const form = emptyFamily(newId);
    const alone = { ...form, mother: { ...form.mother, name: "Siti" } };
    expect(isMotherAlone(alone)).toBe(true);
    expect(isMotherAlone({ ...alone, mother: { ...alone.mother, pregnant: true } })).toBe(false);
    expect(isMotherAlone({ ...household(grandfather), mother: alone.mother })).toBe(false);
  });
});

describe("years in place of a birth date", () => {
  it.each([
    [70, "2026-11-21", "1956-07-01"],
    [70, "2026-06-30", "1955-07-01"],
    [70, "2026-07-01", "1956-07-01"],
    [0, "2026-02-01", "2025-07-01"],
  ])("%i years on %s", (years, today, born) => {
    expect(bornAbout(years, today)).toBe(born);
  });
});

describe("choices", () => {
  it("of another edition stand as they were written", () => {
    expect(choiceWord("marital_statuses", "kawin").id).toBe("Kawin");
    expect(choiceWord("disabilities", "lain-lain").id).toBe("lain-lain");
  });

  it("that say the same are no change", () => {
    expect(changedFields({ disabilities: ["lihat"] }, { disabilities: ["lihat"] })).toBeNull();
    expect(changedFields({ disabilities: ["lihat"] }, { disabilities: [] })).toEqual({ disabilities: [] });
  });
});
