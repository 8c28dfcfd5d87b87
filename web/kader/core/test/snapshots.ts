import { fillRows, type SomeRows, TEST_POST } from "../testing.ts";
import { DAY } from "./drafts.ts";

/** Enough visits of one person that a snapshot of them comes in pieces. */
export const manyVisits = (person: string): NonNullable<SomeRows["visits"]> =>
  Array.from({ length: 400 }, (_, i) => ({ id: `v${i}`, person, date: DAY, values: { weight_kg: i } }));

/** A snapshot as a server words it: visits last. */
export function snapshotText(rows: SomeRows): string {
  const { visits, ...light } = fillRows(rows, TEST_POST.id);
  const head = { post: TEST_POST.id, seq: 9, epoch: "e", made_at: "", token: "t" };
  return JSON.stringify({ ...head, rows: { ...light, visits } });
}
