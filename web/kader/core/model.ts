import type { DoseRow, MoveRow, Parts, VisitRow } from "../generated/wire.ts";
import { emptyTables, PARTS, type Part, type Reader, type Tables } from "./overlay/index.ts";
import { emptySummary, type StoredSummary, withDose, withVisit } from "./summary.ts";

/** Rows of parts by name, as pull pages and snapshots carry them. Parts that this app does not know are kept. */
export type RowSet = Record<string, { id: string; seq: number }[]>;

/** The pack that is opened first. `recent` are whole visits of the last days; older ones are in history packs. */
export interface IndexPack {
  rows: RowSet;
  summaries: Record<string, StoredSummary>;
  history: string[];
}

/** Days of whole visits that the index pack holds. */
export const RECENT_DAYS = 40;

type AnyRow = { id: string; seq: number };

const leftWith = (move: MoveRow, row: { seq: number; status: string }): boolean =>
  row.status === "active" && row.seq <= move.seq;
const HISTORY: readonly string[] = ["visits", "doses"];

/** The server's rows of one post in memory. Knows nothing of what waits in the outbox. */
export class PostModel implements Reader {
  readonly tables: Tables = emptyTables();
  readonly summaries = new Map<string, StoredSummary>();
  /** Visits and doses that are not in a history pack yet. */
  readonly fresh: { visits: Map<string, VisitRow>; doses: Map<string, DoseRow> } = {
    visits: new Map(),
    doses: new Map(),
  };
  history: string[] = [];
  /** Persons of whom a visit was withdrawn: their summary needs the whole history once. */
  readonly stale = new Set<string>();

  static open(pack: IndexPack): PostModel {
    const model = new PostModel();
    for (const [part, rows] of Object.entries(pack.rows)) {
      const table = model.table(part);
      for (const row of rows) table.set(row.id, row);
    }
    for (const [person, summary] of Object.entries(pack.summaries)) model.summaries.set(person, summary);
    model.history = pack.history;
    model.takeMoves();
    return model;
  }

  /** What to keep as index. Visits before `recentFrom` (a local day) stay in history packs only. */
  pack(recentFrom: string): IndexPack {
    const rows: RowSet = {};
    for (const [part, table] of Object.entries(this.tables)) {
      if (part !== "doses") rows[part] = [...(table as Map<string, AnyRow>).values()];
    }
    rows.visits = (rows.visits as VisitRow[]).filter((row) => row.date >= recentFrom);
    return { rows, summaries: Object.fromEntries(this.summaries), history: this.history };
  }

  get<P extends Part>(part: P, id: string): Parts[P] | undefined {
    return this.tables[part].get(id);
  }

  all<P extends Part>(part: P): Iterable<Parts[P]> {
    return this.tables[part].values();
  }

  /** Replace rows by id. A row that is older than the one here is not taken. */
  apply(rows: RowSet): void {
    for (const [part, list] of Object.entries(rows)) {
      const table = this.table(part);
      for (const row of list) {
        const here = table.get(row.id);
        if (here && here.seq > row.seq) continue;
        table.set(row.id, row);
        if (HISTORY.includes(part)) this.remember(part, row);
      }
    }
    this.takeMoves();
  }

  /** Who left the post: their rows live elsewhere now and come no more. A row with a higher seq came back since. */
  private takeMoves(): void {
    for (const move of this.tables.moves.values()) {
      const family = this.tables.families.get(move.id);
      if (family && leftWith(move, family))
        this.tables.families.set(family.id, { ...family, status: "moved" });
      for (const id of move.persons) {
        const person = this.tables.persons.get(id);
        if (person && leftWith(move, person))
          this.tables.persons.set(id, { ...person, status: "moved", status_date: move.date });
      }
    }
  }

  private remember(part: string, row: AnyRow): void {
    const { person } = row as VisitRow | DoseRow;
    const summary = this.summaries.get(person) ?? emptySummary();
    if (part === "visits") {
      this.fresh.visits.set(row.id, row as VisitRow);
      if ((row as VisitRow).status === "void") this.stale.add(person);
      this.summaries.set(person, withVisit(summary, row as VisitRow));
    } else {
      this.fresh.doses.set(row.id, row as DoseRow);
      this.summaries.set(person, withDose(summary, row as DoseRow));
    }
  }

  private table(part: string): Map<string, AnyRow> {
    const tables = this.tables as unknown as Record<string, Map<string, AnyRow>>;
    tables[part] ??= new Map();
    return tables[part];
  }

  /** Highest seq among the rows, for tests and the safety of cursors. */
  seq(): number {
    return Math.max(0, ...PARTS.flatMap((part) => [...this.tables[part].values()].map((row) => row.seq)));
  }
}
