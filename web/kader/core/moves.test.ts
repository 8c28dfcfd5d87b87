import { expect, it } from "vitest";
import { PostModel, type RowSet } from "./model.ts";
import { fillRows } from "./testing.ts";

const HOME = {
  families: [{ id: "melati", head_name: "Pak Budi", seq: 3 }],
  persons: [
    { id: "aisyah", name: "Aisyah", family: "melati", seq: 4 },
    { id: "kakek", name: "Kakek", family: "melati", status: "died" as const, seq: 5 },
    { id: "bima", name: "Bima", family: "anggrek", seq: 6 },
  ],
};
const MOVE = {
  id: "melati",
  head_name: "Pak Budi",
  persons: ["aisyah", "kakek"],
  to_post: "post-2",
  to_post_name: "Posyandu Anggrek 1",
  date: "2026-11-20",
  seq: 9,
};

const rows = (some: Parameters<typeof fillRows>[0]): RowSet => fillRows(some, "post-1");

function model(...pages: Parameters<typeof fillRows>[0][]): PostModel {
  const made = new PostModel();
  for (const page of pages) made.apply(rows(page));
  return made;
}

const statusOf = (from: PostModel, person: string) => from.get("persons", person)?.status;

it("takes a family and its persons as moved from the row of the move alone", () => {
  const here = model(HOME, { moves: [MOVE] });
  expect(here.get("families", "melati")?.status).toBe("moved");
  expect(here.get("persons", "aisyah")).toMatchObject({ status: "moved", status_date: "2026-11-20", seq: 4 });
  expect(statusOf(here, "kakek")).toBe("died");
  expect(statusOf(here, "bima")).toBe("active");
});

it("takes them as here again once rows with a higher seq came, in whatever order pages are read", () => {
  const back = {
    families: [{ id: "melati", seq: 12 }],
    persons: [{ id: "aisyah", family: "melati", seq: 13 }],
  };
  for (const here of [model(HOME, { moves: [MOVE] }, back), model(HOME, back, { moves: [MOVE] })]) {
    expect(here.get("families", "melati")?.status).toBe("active");
    expect(statusOf(here, "aisyah")).toBe("active");
  }
});

it("does not forget the move when an older row of the person is read after it", () => {
  const late = { persons: [{ id: "aisyah", name: "Aisyah P", family: "melati", seq: 8 }] };
  const here = model(HOME, { moves: [MOVE] }, late);
  expect(here.get("persons", "aisyah")).toMatchObject({ name: "Aisyah P", status: "moved" });
});

it("opens a stored index of rows and moves that nobody has laid together yet", () => {
  const pack = { rows: rows({ ...HOME, moves: [MOVE] }), summaries: {}, history: [] };
  expect(statusOf(PostModel.open(pack), "aisyah")).toBe("moved");
});
