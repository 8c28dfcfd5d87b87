import { expect, it } from "vitest";
import { phoneFromRows } from "../core/testing.ts";
import { activePersons, dayOf, targetsOf } from "./day.ts";
import { movedTo } from "./people.ts";
import { buildIndex, search } from "./search.ts";

const TODAY = "2026-11-21";

const { rows } = phoneFromRows({
  now: "2026-11-21T02:00:00Z",
  rows: {
    families: [{ id: "melati", head_name: "Pak Budi" }],
    persons: [
      { id: "aisyah", name: "Aisyah", birth_date: "2025-09-10", family: "melati" },
      { id: "bima", name: "Bima", birth_date: "2025-09-10" },
      { id: "citra", name: "Citra", birth_date: "2025-09-10", status: "moved" },
    ],
    visits: [{ id: "v1", person: "aisyah", date: TODAY, steps: { "1": { at: "2026-11-21T01:00:00Z" } } }],
    moves: [{ id: "melati", persons: ["aisyah"], to_post_name: "Posyandu Anggrek 1", date: TODAY, seq: 9 }],
  },
});
const person = (id: string) => rows.persons.get(id) as NonNullable<ReturnType<typeof rows.persons.get>>;

it("takes who moved out of every list, also out of today's queue", () => {
  expect(activePersons(rows).map(({ id }) => id)).toEqual(["bima"]);
  expect(targetsOf(rows, TODAY).map(({ id }) => id)).toEqual(["bima"]);
  expect(dayOf(rows, TODAY).waiting).toEqual([]);
});

it("still finds them by name and tells the post they moved to", () => {
  const hits = search(buildIndex(rows), "aisyah");
  expect(hits.map((hit) => hit.person.id)).toEqual(["aisyah"]);
  expect(movedTo(rows, person("aisyah"))).toBe("Posyandu Anggrek 1");
  expect([movedTo(rows, person("bima")), movedTo(rows, person("citra"))]).toEqual(["", ""]);
});
