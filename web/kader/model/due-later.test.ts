import { describe, expect, it } from "vitest";
import { phoneFromRows, type SomeRows } from "../core/testing.ts";
import { dueList } from "./due.ts";
import type { DueContext } from "./due-item.ts";

const NOW = "2026-11-21T02:00:00.000Z";
const TODAY = "2026-11-21";

function context(rows: SomeRows): DueContext {
  const phone = phoneFromRows({ rows, now: NOW });
  return { rows: phone.rows, today: TODAY, now: new Date(NOW), province: "31", forecast: () => [] };
}

describe("who is past the toddler's card", () => {
  const adult = { id: "a", name: "Adult", sex: "L" as const, birth_date: "1980-01-01" };
  const kinds = (rows: SomeRows) =>
    dueList(context(rows)).flatMap((d) => d.items.map((i) => [i.kind, i.date, i.risk] as const));
  const seen = (date: string, values: Record<string, unknown>) => [
    { id: "v", person: "a", date, card: "dewasa", values },
  ];
  const only = (rows: SomeRows, kind: string) => kinds(rows).filter(([k]) => k === kind);

  it("is looked for when high blood pressure was not taken again for a month, a severe one first", () => {
    const high = { systolic: 150, diastolic: 85 };
    expect(only({ persons: [adult], visits: seen("2026-10-22", high) }, "pressure")).toEqual([
      ["pressure", "2026-11-21", 56],
    ]);
    expect(only({ persons: [adult], visits: seen("2026-10-23", high) }, "pressure")).toEqual([]);
    const severe = { systolic: 185, diastolic: 85 };
    expect(only({ persons: [adult], visits: seen("2026-10-22", severe) }, "pressure")[0]?.[2]).toBe(79);
    const normal = { systolic: 120, diastolic: 75, glucose_mgdl: 250 };
    expect(kinds({ persons: [adult], visits: seen("2026-10-22", normal) }).map(([k]) => k)).not.toContain(
      "pressure",
    );
    expect(only({ persons: [adult], visits: seen("2026-10-22", normal) }, "glucose")).toEqual([
      ["glucose", "2026-11-21", 54],
    ]);
  });

  it("is asked again in two weeks when talking was offered and not wished, until somebody has heard them", () => {
    const asked = (date: string, action: "rujuk" | "edukasi" = "rujuk") => [
      { id: "s", person: "a", instrument: "srq-20", date, complete: true, action },
    ];
    expect(only({ persons: [adult], screenings: asked("2026-11-08") }, "aid")).toEqual([]);
    const known = { persons: [adult], screenings: asked("2026-11-07") };
    expect(only(known, "aid")).toEqual([["aid", "2026-11-21", 72]]);
    expect(only({ ...known, screenings: asked("2026-11-07", "edukasi") }, "aid")).toEqual([]);
    expect(only({ ...known, screenings: asked("2026-08-22") }, "aid")).toEqual([]);
    const requests = [{ id: "r", person: "a", opened_at: "2026-11-07T03:00:00.000Z", outcome: "declined" }];
    expect(only({ ...known, requests }, "aid")).toEqual([]);
    const heard = { id: "f", person: "a", date: "2026-11-08", path: ["sapa", "selesai"] };
    expect(only({ ...known, firstaids: [heard] }, "aid")).toEqual([]);
  });

  it("is asked again after the days of the answer when talking was not wished yet", () => {
    const row = { id: "s", person: "a", instrument: "srq-20", date: "2026-11-01", complete: true };
    const unwilling = { id: "u", person: "a", instrument: "srq-20", complete: false, declined: "connect" };
    const since = (date: string) => ({
      persons: [adult],
      screenings: [
        { ...row, action: "rujuk" as const },
        { ...unwilling, date, action: null, declined: "connect" as const },
      ],
    });
    expect(only(since("2026-11-08"), "aid")).toEqual([]);
    expect(only(since("2026-11-07"), "aid")).toEqual([["aid", "2026-11-21", 72]]);
    // an answer that is older than the questions says nothing of them
    expect(only(since("2026-10-20"), "aid")).toEqual([["aid", "2026-11-15", 72]]);
  });

  it("is seen once a year, older people before others", () => {
    const visits = seen("2025-11-21", { weight_kg: 60 });
    expect(only({ persons: [adult], visits }, "yearly")).toEqual([["yearly", "2026-11-21", 18]]);
    const old = { ...adult, birth_date: "1960-01-01" };
    expect(only({ persons: [old], visits }, "yearly")).toEqual([["yearly", "2026-11-21", 28]]);
    expect(only({ persons: [adult], visits: seen("2025-11-22", { weight_kg: 60 }) }, "yearly")).toEqual([]);
  });

  it("as a girl is asked for tablets each month and has her blood tested each year, sooner when it was low", () => {
    const girl = { ...adult, sex: "P" as const, birth_date: "2012-01-01" };
    const fresh = seen("2026-11-14", { hb_gdl: 12.5, ttd_weekly: true });
    expect(kinds({ persons: [girl], visits: fresh }).filter(([k]) => k !== "screening")).toEqual([]);
    const low = seen("2026-08-23", { hb_gdl: 11.9, ttd_weekly: true });
    expect(only({ persons: [girl], visits: low }, "haemoglobin")).toEqual([
      ["haemoglobin", "2026-11-21", 48],
    ]);
    expect(only({ persons: [girl], visits: low }, "tablets")).toEqual([["tablets", "2026-09-23", 22]]);
  });

  it("comes first of all when a screening called for help and nobody was asked", () => {
    const screenings = [
      { id: "s", person: "a", instrument: "srq-20", date: "2026-11-20", action: "darurat" as const },
    ];
    expect(kinds({ persons: [adult], screenings })[0]).toEqual(["critical", "2026-11-20", 99]);
    const asked = { id: "r", person: "a", service: "kesehatan-jiwa", state: "sent", opened_by: "k" };
    const requests = [{ ...asked, opened_at: "2026-11-20T02:00:00.000Z" }];
    expect(only({ persons: [adult], screenings, requests }, "critical")).toEqual([]);
  });

  it("is visited at home when a visit is planned and nobody went", () => {
    const family = { id: "f", head_name: "Budi" };
    const rows: SomeRows = {
      families: [family],
      persons: [{ ...adult, family: "f", relation: "kepala" }],
      homeplans: [{ id: "p", subject: "f", date: "2026-11-20" }],
    };
    expect(only(rows, "home")).toEqual([["home", "2026-11-20", 52]]);
    const homevisits = [{ id: "h", subject: "f", date: "2026-11-20" }];
    expect(only({ ...rows, homevisits }, "home")).toEqual([]);
  });
});

it("weighs a child on a growth path each week, late ones before others", () => {
  const persons = [{ id: "c", name: "Child", birth_date: "2025-01-01" }];
  const steps = [
    { entry: "e", author: "k", step: "doctor", date: "2026-11-10", result: "watch", values: {} },
    { entry: "w", author: "k", step: "weighed", date: "2026-11-14", result: "", values: { weight_kg: 7 } },
  ];
  const paths = [{ id: "p", person: "c", opened_on: "2026-11-10", reasons: ["wasting"], steps }];
  const found = dueList(context({ persons, paths }))[0]?.items[0];
  expect([found?.kind, found?.task, found?.date, found?.risk]).toEqual(["path", "weigh", TODAY, 57]);
});
