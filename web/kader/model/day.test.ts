import { describe, expect, it } from "vitest";
import content from "../../../content/programme/open-day.json" with { type: "json" };
import { type Card, cardNow, evaluate } from "../../knowledge/cards/index.ts";
import { type MemoryPhone, phoneFromRows, type SomeRows } from "../core/testing.ts";
import { cardOf, dayOf, nextStep, prefersRoundDigits, queueAt, targetsOf, totalsOf } from "./day.ts";

const TODAY = "2026-11-21";
const balita = cardNow("balita") as Card;
const child = (id: string, birth: string, more: object = {}) => ({
  id,
  name: id,
  sex: "P" as const,
  birth_date: birth,
  ...more,
});

function phoneWith(rows: SomeRows): MemoryPhone {
  return phoneFromRows({ rows, now: `${TODAY}T02:00:00.000Z` });
}

async function see(
  phone: MemoryPhone,
  person: string,
  step: number,
  card: "balita" | "hamil" = "balita",
  results = {},
) {
  const data = {
    visit: phone.visitId(person, TODAY),
    session: null,
    date: TODAY,
    card,
    step,
    values: {},
    results,
  };
  await phone.record([{ kind: "visit.recorded", subject: person, data }]);
}

describe("who is expected", () => {
  const rows: SomeRows = {
    persons: [
      child("bayi", "2026-10-01"),
      child("tepat72", "2020-10-22"),
      child("lewat72", "2020-10-21"),
      child("belumlahir", "2026-12-01"),
      child("pindah", "2025-10-01", { status: "moved" }),
      child("digabung", "2025-10-01", { merged_into: "bayi" }),
      child("tanpatanggal", "2025-10-01", { birth_date: null, relation: "anak" }),
      child("hamil", "1996-01-01"),
      child("nifas", "1996-01-01"),
      child("menyusui", "1996-01-01"),
      child("tetangga", "1990-01-01"),
    ],
    pregnancies: [
      { id: "k1", person: "hamil", status: "open" },
      { id: "k2", person: "nifas", status: "closed", outcome: "birth", end_date: "2026-10-10" },
      { id: "k3", person: "menyusui", status: "closed", outcome: "birth", end_date: "2026-06-01" },
    ],
  };
  const phone = phoneWith(rows);
  const names = targetsOf(phone.rows, TODAY).map((person) => person.name);

  it("are children up to 72 months, open pregnancies and mothers within 42 days", () => {
    expect(names).toEqual(["bayi", "hamil", "nifas", "tanpatanggal", "tepat72"]);
  });

  it("a breastfeeding mother has a card but is not waited for", () => {
    const mother = phone.rows.persons.get("menyusui");
    expect(mother && cardOf(phone.rows, mother, TODAY)).toBe("nifas");
  });

  it("everyone else has the card of the age, and is not looked for", () => {
    const card = (birth: string) => {
      const person = phoneWith({ persons: [child("x", birth)] }).rows.persons.get("x");
      return person && cardOf(phone.rows, person, TODAY);
    };
    expect(
      ["2020-10-22", "2020-10-21", "2007-11-22", "2007-11-21", "1966-11-22", "1966-11-21"].map(card),
    ).toEqual(["balita", "remaja", "remaja", "dewasa", "dewasa", "lansia"]);
    expect(card("2026-11-22")).toBeNull();
    expect(names).not.toContain("tetangga");
  });

  it("agrees with the ages on the cards", () => {
    const eligible = (months: number) =>
      evaluate(
        { ...balita, rules: [{ ...balita.rules[0], when: balita.eligibility } as never] },
        { age_months: months },
      ).fired.length;
    expect([eligible(content.targets.child_to_month), eligible(content.targets.child_to_month + 1)]).toEqual([
      1, 0,
    ]);
  });
});

describe("the queue between tables", () => {
  it("moves a person on with each step, longest waiting first", async () => {
    const phone = phoneWith({ persons: [child("aisyah", "2025-09-01"), child("bima", "2025-09-01")] });
    await see(phone, "bima", 1);
    phone.advance(120);
    await see(phone, "aisyah", 1);
    phone.advance(60);
    expect(queueAt(dayOf(phone.rows, TODAY), 2).map(({ person }) => person.id)).toEqual(["bima", "aisyah"]);
    await see(phone, "bima", 2);
    const day = dayOf(phone.rows, TODAY);
    expect(queueAt(day, 2).map(({ person }) => person.id)).toEqual(["aisyah"]);
    expect(queueAt(day, 3).map(({ person }) => person.id)).toEqual(["bima"]);
  });

  it("knows since when somebody waits from the last step, whoever wrote it", async () => {
    const phone = phoneWith({ persons: [child("bima", "2025-09-01")] });
    await see(phone, "bima", 1);
    phone.advance(300);
    await see(phone, "bima", 2);
    const [waiting] = dayOf(phone.rows, TODAY).waiting;
    expect(waiting?.since).toBe("2026-11-21T02:05:00.000Z");
  });

  it("takes a child that was measured without arrival as arrived", async () => {
    const phone = phoneWith({ persons: [child("bima", "2025-09-01")] });
    await see(phone, "bima", 2);
    const day = dayOf(phone.rows, TODAY);
    expect([...day.arrived]).toEqual(["bima"]);
    expect(day.waiting[0]?.step).toBe(3);
    expect(day.notYet).toEqual([]);
  });

  it("is left by the last step, also when one between was skipped", async () => {
    const phone = phoneWith({ persons: [child("bima", "2025-09-01")] });
    for (const step of [1, 2, 5]) await see(phone, "bima", step);
    const day = dayOf(phone.rows, TODAY);
    expect(day.waiting).toEqual([]);
    expect([...day.done]).toEqual(["bima"]);
    expect(nextStep(phone.rows.visitsOn(TODAY)[0] as never)).toBeNull();
  });
});

describe("totals", () => {
  it("count guests apart: they are weighed here and counted at home", async () => {
    const guest = { id: "tamu", name: "Bagas", sex: "L" as const, birth_date: "2025-06-01", entry: "e" };
    const phone = phoneWith({
      persons: [child("a", "2025-01-01")],
      guests: [{ ...guest, status: "waiting" }],
    });
    await see(phone, "tamu", 2);
    const totals = totalsOf(phone.rows, TODAY, (iso) => iso.slice(0, 10));
    expect(totals).toMatchObject({ targets: 1, arrived: 0, absent: 1, weighed: 0, guests: 1 });
    expect(dayOf(phone.rows, TODAY).waiting).toMatchObject([{ person: { name: "Bagas" }, step: 3 }]);
    expect(targetsOf(phone.rows, TODAY).map((person) => person.id)).toEqual(["a"]);
  });
  it("count people, weighings and marks, and carry no name", async () => {
    const phone = phoneWith({
      persons: [child("aisyah", "2025-09-01"), child("bima", "2025-09-01"), child("ratna", "1996-01-01")],
      pregnancies: [{ id: "k1", person: "ratna", status: "open" }],
    });
    const visit = (person: string) => phone.visitId(person, TODAY);
    const measured = (person: string, kms: string) => ({
      kind: "visit.recorded" as const,
      subject: person,
      data: {
        visit: visit(person),
        date: TODAY,
        card: "balita" as const,
        step: 2,
        values: { weight_kg: 9 },
        results: { kms },
      },
    });
    await phone.record([measured("aisyah", "N"), measured("bima", "T")]);
    await see(phone, "ratna", 1, "hamil");
    await phone.record([
      { kind: "dose.given", subject: "bima", data: { product: "mr", date: TODAY } },
      { kind: "dose.given", subject: "bima", data: { product: "bcg", date: TODAY, source: "history" } },
      { kind: "request.opened", subject: "r1", data: { person: "bima", service: "health" } },
    ]);
    const totals = totalsOf(phone.rows, TODAY, (iso) => iso.slice(0, 10));
    expect(totals).toEqual({
      targets: 3,
      arrived: 3,
      done: 0,
      absent: 0,
      weighed: 2,
      gaining: 1,
      notGaining: 1,
      pregnant: 1,
      postpartum: 0,
      remaja: 0,
      dewasa: 0,
      lansia: 0,
      doses: 1,
      referred: 1,
      guests: 0,
    });
  });
});

describe("digit preference", () => {
  it("asks only when enough measures look rounded", () => {
    const round = [8, 8.5, 9, 9.5, 10, 10.5, 11];
    expect(prefersRoundDigits([...round, 8.1, 8.2, 8.3])).toBe(true);
    expect(prefersRoundDigits(round)).toBe(false);
    expect(prefersRoundDigits([8.1, 8.2, 8.3, 8.4, 8.6, 8.7, 8.8, 8.9, 9, 9.5])).toBe(false);
  });
});
