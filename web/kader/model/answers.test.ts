import { describe, expect, it } from "vitest";
import { phoneFromRows, type SomeRows } from "../core/testing.ts";
import { answerOf } from "./answers.ts";
import { type DueContext, dueList, dueOf } from "./due.ts";

const NOW = "2026-11-22T02:00:00.000Z";
const TODAY = "2026-11-22";
const step = (state: string, at: string) => ({ at, by: "p", action: "x", state, note: "" });

type Fields = { state: string; outcome?: string | null; urgency?: string; follow_up?: string; at?: string };
const asked = (person: string, { at = "2026-11-21T02:00:00.000Z", ...fields }: Fields) => ({
  ...{ id: `r-${person}`, person, service: "health", workflow: "health-referral", opened_by: "k" },
  ...{ opened_at: "2026-11-20T02:00:00.000Z", history: [step("opened", NOW), step(fields.state, at)] },
  ...fields,
});

function context(requests: ReturnType<typeof asked>[]): DueContext {
  const persons = requests.map(({ person }) => ({ id: person, name: person, birth_date: "1990-01-01" }));
  const { rows } = phoneFromRows({ rows: { persons, requests } as SomeRows, now: NOW });
  return { rows, today: TODAY, now: new Date(NOW), province: "31", forecast: () => [] };
}

function answered(fields: Fields) {
  const [request] = context([asked("p", fields)]).rows.requests();
  return request && answerOf(request, TODAY);
}

describe("answers that the post must do something with", () => {
  it("stand above everything but an emergency, each once", () => {
    const urgent = asked("u", { state: "opened", urgency: "darurat" });
    const given = context([asked("m", { state: "missed" }), asked("a", { state: "accepted" }), urgent]);
    const listed = dueList(given).filter(({ items }) => items[0]?.kind !== "yearly");
    expect(listed.map(({ person, items }) => [person.id, items[0]?.kind])).toEqual([
      ["u", "referral"],
      ["m", "answer"],
    ]);
    expect(dueOf(given.rows.persons.get("m") as never, given).filter(({ request }) => request)).toHaveLength(
      1,
    );
  });

  it("are those of states that wait for the post, or that a family should hear of", () => {
    const states = ["opened", "accepted", "scheduled", "arrived", "missed", "returned", "refused"];
    const told = states.filter((state) => answered({ state }) !== null);
    expect(told).toEqual(["missed", "returned", "refused"]);
  });

  it("show what to do after the end for a week", () => {
    const done = { state: "completed", outcome: "treated", follow_up: "Timbang tiap minggu" };
    expect(answered(done)).toBe("follow_up");
    expect(answered({ ...done, follow_up: "" })).toBeNull();
    expect(answered({ ...done, at: "2026-11-15T02:00:00.000Z" })).toBeNull();
  });
});
