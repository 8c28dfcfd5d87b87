import { expect, it } from "vitest";
import { utf8 } from "../bytes.ts";
import type { PostModel } from "../model.ts";
import { Preview, partial } from "../preview.ts";
import { fillRows, TEST_POST } from "../testing.ts";
import { manyVisits, snapshotText } from "./snapshots.ts";

const rows = { persons: [{ id: "aisyah", name: 'Aisyah, {"x":1},{"y"' }], visits: manyVisits("aisyah") };
const filled = fillRows(rows, TEST_POST.id);
const body = snapshotText(rows);

it("reads whole rows out of a snapshot cut anywhere, and never half a row", () => {
  const heavy = body.indexOf('"visits":[');
  let most = 0;
  for (let end = 0; end <= body.length; end += 397) {
    const rows = partial(body.slice(0, end));
    if (end < heavy) expect(rows).toBeNull();
    if (!rows) continue;
    expect(rows.persons).toEqual(filled.persons);
    const known = rows.visits ?? [];
    expect(known).toEqual((filled.visits ?? []).slice(0, known.length));
    expect(known.length).toBeGreaterThanOrEqual(most);
    most = known.length;
  }
  expect(most).toBeGreaterThan(390);
});

it("shows more and more while a snapshot comes in small pieces, split inside letters", () => {
  const shown: PostModel[] = [];
  const preview = new Preview((model) => shown.push(model));
  const bytes = utf8(body.replaceAll("Aisyah", "Aïsyah"));
  for (let at = 0; at < bytes.length; at += 1001) preview.add(bytes.slice(at, at + 1001));
  const sizes = shown.map((model) => model.tables.visits.size);
  expect(sizes.length).toBeGreaterThan(0);
  expect([...sizes].sort((a, b) => a - b)).toEqual(sizes);
  expect(JSON.parse(preview.text).rows.persons[0].name).toContain("Aïsyah");
});
