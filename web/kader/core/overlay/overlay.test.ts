import { describe, expect, it } from "vitest";
import vectors from "../../../../vectors/overlay.json";
import type { Entry, Parts } from "../../generated/wire.ts";
import { localDay } from "../clock.ts";
import { emptyTables, layOver, PARTS, type Part, type Reader, type Tables } from "./index.ts";

type Row = { id: string; seq: number };

function reader(tables: Tables): Reader {
  return {
    get: (part, id) => tables[part].get(id),
    all: (part) => tables[part].values(),
  };
}

/** Entries as a server would project them one by one: each batch is laid over, then written into the tables. */
function project(entries: Entry[], me: string | null): Tables {
  const tables = emptyTables();
  entries.forEach((entry, index) => {
    settle(tables, lay(tables, [entry], entries, me ?? entry.device), index + 1);
  });
  return tables;
}

function settle(tables: Tables, rows: Tables, seq: number): void {
  for (const part of PARTS) {
    for (const row of rows[part].values()) (tables[part] as Map<string, Row>).set(row.id, { ...row, seq });
  }
}

function lay(tables: Tables, pending: Entry[], all: Entry[], me: string | null): Tables {
  const byId = new Map(all.map((entry) => [entry.id, entry]));
  return layOver(reader(tables), pending, {
    post: pending[0]?.post ?? "",
    mine: (id) => byId.get(id)?.device === me,
    day: (time) => localDay(Date.parse(time), vectors.province),
    unitName: () => "",
  }).rows;
}

function check(tables: Tables, expected: Record<string, Row[]>): void {
  for (const [part, rows] of Object.entries(expected)) {
    for (const row of rows) expect(tables[part as Part].get(row.id)).toMatchObject(exact(row));
  }
}

/** toMatchObject lets extra members of nested objects pass; values, entries and lists must be equal whole. */
const exact = (row: Row) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, expect.toSatisfy((got) => equal(got, value))]),
  );

function equal(got: unknown, want: unknown): boolean {
  expect(got).toEqual(want);
  return true;
}

describe.each(vectors.cases)("$name", (given) => {
  const entries = given.entries as unknown as Entry[];
  const tail = [...entries].reverse().findIndex((entry) => entry.device !== given.device);
  const mine = tail === -1 ? entries.length : tail;

  for (let waiting = 0; waiting <= mine; waiting++) {
    if (given.whole && waiting < mine) continue;
    it(`with the last ${waiting} still waiting`, () => {
      const known = entries.slice(0, entries.length - waiting);
      const pending = entries.slice(entries.length - waiting);
      const tables = project(known, null);
      const before = structuredClone(tables);
      const laid = lay(tables, pending, entries, given.device);
      expect(tables).toEqual(before);
      settle(tables, laid, 0);
      check(tables, given.rows as unknown as Record<string, Parts[Part][]>);
    });
  }
});
