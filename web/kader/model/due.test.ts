import { describe, expect, it } from "vitest";
import { cardNow } from "../../knowledge/cards/index.ts";
import { phoneFromRows, type SomeRows } from "../core/testing.ts";
import {
  type DueContext,
  type DuePerson,
  dueList,
  dueOf,
  type Forecaster,
  type ForecastRow,
  sweepingList,
} from "./due.ts";
import { ageOf, alreadyOpen, byRisk, firedIn, referring, urgencyOf } from "./referral.ts";

const NOW = "2026-11-21T02:00:00.000Z";
const TODAY = "2026-11-21";

const row = (given: Partial<ForecastRow>): ForecastRow => ({
  series: "s",
  product: "MR",
  dose: 1,
  status: "due",
  due_date: "2026-11-01",
  earliest: "2026-11-01",
  latest: null,
  given_on: null,
  reason: "due_now",
  ...given,
});

function context(rows: SomeRows, forecast: Forecaster = () => []): DueContext {
  const phone = phoneFromRows({ rows, now: NOW });
  return { rows: phone.rows, today: TODAY, now: new Date(NOW), province: "31", forecast };
}
const weighed = (id: string, person: string, date: string) => ({
  id,
  person,
  date,
  values: { weight_kg: 8 },
});

describe("what is due", () => {
  it("orders by risk, then by how long it has been due", () => {
    const rows: SomeRows = {
      persons: [
        { id: "late", name: "Late", birth_date: "2025-01-01" },
        { id: "closing", name: "Closing", birth_date: "2026-04-28" },
        { id: "fine", name: "Fine", birth_date: "2025-01-01" },
        { id: "sick", name: "Sick", birth_date: "2025-01-01" },
      ],
      visits: ["late", "closing", "fine", "sick"].map((p) => weighed(`v-${p}`, p, "2026-11-02")),
      requests: [
        {
          id: "r",
          person: "sick",
          service: "health",
          state: "sent",
          urgency: "darurat",
          opened_at: NOW,
          opened_by: "k",
        },
      ],
    };
    const list = dueList(
      context(rows, (schedule, who) => {
        if (schedule !== "immunisation" || who.birth_date === undefined) return [];
        if (who.birth_date === "2026-04-28") return [row({ product: "RV", latest: "2026-11-30" })];
        return [row({ status: "overdue" }), row({ status: "given" }), row({ status: "future" })];
      }),
    );
    // Health questions are asked of nearly everyone and come last.
    const kinds = (d: DuePerson) => d.items.map((i) => i.kind).filter((kind) => kind !== "screening");
    expect(list.map((d) => [d.person.id, kinds(d)])).toEqual([
      ["sick", ["referral", "immunisation"]],
      ["closing", ["immunisation"]],
      ["fine", ["immunisation"]],
      ["late", ["immunisation"]],
    ]);
  });

  it("asks each child to be weighed once in a calendar month, and looks for those unseen for two", () => {
    const rows: SomeRows = {
      persons: [
        { id: "now", name: "Now", birth_date: "2025-01-01" },
        { id: "last", name: "Last", birth_date: "2025-01-01" },
        { id: "two", name: "Two", birth_date: "2025-01-01" },
        { id: "old", name: "Old", birth_date: "2021-11-20" },
        { id: "away", name: "Away", birth_date: "2025-01-01", status: "moved" },
      ],
      visits: [
        weighed("1", "now", "2026-11-01"),
        weighed("2", "last", "2026-10-31"),
        weighed("3", "two", "2026-09-30"),
      ],
    };
    const found = dueList(context(rows)).map((d) => [d.person.id, d.items[0]?.kind, d.items[0]?.overdue]);
    expect(found.filter(([, kind]) => kind !== "screening")).toEqual([
      ["two", "weighing", true],
      ["last", "weighing", false],
    ]);
  });

  it("follows a pregnancy by its start and a mother by the birth", () => {
    const asked: unknown[] = [];
    const rows: SomeRows = {
      persons: [
        { id: "hamil", name: "A", sex: "P" },
        { id: "nifas", name: "B", sex: "P" },
      ],
      pregnancies: [
        { id: "p1", person: "hamil", edd: "2027-02-05" },
        { id: "p2", person: "nifas", status: "closed", outcome: "birth", end_date: "2026-11-15" },
      ],
    };
    dueList(
      context(rows, (schedule, who) => {
        asked.push([schedule, who.lmp_date ?? who.delivery_date]);
        return [];
      }),
    );
    expect(asked).toEqual([
      ["anc", "2026-05-01"],
      ["postnatal", "2026-11-15"],
    ]);
  });

  it("never fails on a person without birth date or born in the future", () => {
    const rows: SomeRows = {
      persons: [
        { id: "x", name: "X" },
        { id: "y", name: "Y", birth_date: "2027-01-01" },
      ],
    };
    const c = context(rows, () => [row({})]);
    expect([...c.rows.persons.values()].map((p) => dueOf(p, c))).toEqual([[], []]);
  });
});

describe("sweeping", () => {
  const rows: SomeRows = {
    persons: [
      { id: "came", name: "Came", birth_date: "2025-01-01" },
      { id: "not", name: "Not", birth_date: "2025-01-01" },
      { id: "long", name: "Long", birth_date: "2025-01-01" },
    ],
    visits: [
      weighed("1", "came", TODAY),
      weighed("2", "not", "2026-10-20"),
      weighed("3", "long", "2026-09-01"),
    ],
  };
  it("looks for those unseen for two months; on an open day also for who has not come", () => {
    expect(sweepingList(context(rows).rows, TODAY).map((a) => a.person.id)).toEqual(["long"]);
    const open = context({ ...rows, sessions: [{ id: "s", date: TODAY }] });
    expect(sweepingList(open.rows, TODAY)).toMatchObject([
      { person: { id: "long" }, months: 2, today: true },
      { person: { id: "not" }, months: 1, today: true },
    ]);
  });
});

describe("referrals", () => {
  it("take their reasons from the rules that fired, whatever step kept them", () => {
    const rules = cardNow("balita")?.rules ?? [];
    const fired = firedIn(
      { step2: { fired: ["RJ-A1.t", "ED-ASI"] }, fired: ["RJ-A4.danger", "RJ-A1.t", "GONE"], odd: 3 },
      rules,
    );
    expect(fired.map((r) => r.id)).toEqual(["RJ-A4.danger", "RJ-A1.t", "ED-ASI"]);
    expect(fired[0]?.bring).toContain("Buku KIA");
    expect(referring(fired)).toHaveLength(2);
    expect([urgencyOf(fired), urgencyOf(firedIn({ fired: ["RJ-A1.t"] }, rules))]).toEqual([
      "darurat",
      "segera",
    ]);
    expect(firedIn({ fired: "nonsense" }, rules)).toEqual([]);
  });

  it("are late by their clock until they end", () => {
    const { rows } = context({
      requests: [
        {
          id: "late",
          person: "p",
          service: "health",
          state: "sent",
          opened_at: "2026-11-01T00:00:00Z",
          due_at: "2026-11-20T00:00:00Z",
          opened_by: "k",
        },
        {
          id: "done",
          person: "p",
          service: "health",
          state: "done",
          outcome: "treated",
          opened_at: "2026-11-01T00:00:00Z",
          due_at: "2026-11-20T00:00:00Z",
          opened_by: "k",
        },
        { id: "new", person: "p", service: "health", state: "sent", opened_at: NOW, opened_by: "k" },
        {
          id: "alarm",
          person: "p",
          service: "health",
          state: "sent",
          urgency: "darurat",
          opened_at: NOW,
          opened_by: "k",
        },
      ],
    });
    const now = new Date(NOW);
    const sorted = [...rows.requests()].sort(byRisk(now));
    expect(sorted.map((r) => [r.id, ageOf(r, now).late])).toEqual([
      ["alarm", false],
      ["late", true],
      ["done", false],
      ["new", false],
    ]);
    expect(alreadyOpen(rows.requests(), "p")?.id).not.toBe("done");
  });
});
