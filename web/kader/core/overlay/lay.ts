import { type Entry, FIELD_GROUPS, type Kinds, type Parts, ROW_DEFAULTS } from "../../generated/wire.ts";
import { jcs } from "../hash.ts";

export type Part = keyof Parts;
export type Tables = { [P in Part]: Map<string, Parts[P]> };
export type Values = Record<string, unknown>;

export const PARTS: readonly Part[] = [
  "families",
  "persons",
  "guests",
  "consents",
  "moves",
  "sessions",
  "visits",
  "doses",
  "screenings",
  "firstaids",
  "pregnancies",
  "paths",
  "parentcodes",
  "homevisits",
  "homechecks",
  "homeplans",
  "scalechecks",
  "checklists",
  "requests",
  "reviews",
  "repairs",
];

export function emptyTables(): Tables {
  return Object.fromEntries(PARTS.map((part) => [part, new Map()])) as unknown as Tables;
}

/** Where the rows under the layer are read. */
export interface Reader {
  get<P extends Part>(part: P, id: string): Parts[P] | undefined;
  all<P extends Part>(part: P): Iterable<Parts[P]>;
}

export interface LayContext {
  post: string;
  /** Whether the device that writes `entry` wrote this one too. */
  mine(entryId: string, entry: Entry): boolean;
  /** Local day of the post for a UTC time. */
  day(time: string): string;
  unitName(unitId: string | null): string;
}

/** The rows that pending entries change, growing entry by entry over a reader that is never written. */
export class Laying {
  readonly rows = emptyTables();
  /** Ids of pending and applied entries that a pending `entry.voided` withdraws. */
  readonly voided = new Set<string>();
  readonly under: Reader;
  readonly context: LayContext;

  constructor(under: Reader, context: LayContext) {
    this.under = under;
    this.context = context;
  }

  get<P extends Part>(part: P, id: string): Parts[P] | undefined {
    return this.rows[part].get(id) ?? this.under.get(part, id);
  }

  put<P extends Part>(part: P, row: Parts[P]): void {
    this.rows[part].set(row.id, row);
  }

  /** Change a row that is there; nothing happens when it is not. */
  change<P extends Part>(part: P, id: string, fields: Partial<Parts[P]>): void {
    const row = this.get(part, id);
    if (row) this.put(part, { ...row, ...fields });
  }

  *all<P extends Part>(part: P): Iterable<Parts[P]> {
    for (const row of this.under.all(part)) if (!this.rows[part].has(row.id)) yield row;
    yield* [...this.rows[part].values()];
  }
}

export type Project<K extends keyof Kinds> = (entry: Entry, data: Kinds[K], lay: Laying) => void;
export type Projections = { [K in keyof Kinds]?: Project<K> };

/** A new row: id, post and the part's defaults. `seq` 0 until the server has given one. */
export function fresh(part: Part, entry: Entry, id = entry.subject): Values {
  return { ...structuredClone(ROW_DEFAULTS[part]), id, post: entry.post, seq: 0 };
}

/** Take a payload's fields into a row; what the row does not know goes to `extra`. */
export function patch<R extends { extra: Values }>(part: Part, row: R, fields: Values): R {
  const known = FIELD_GROUPS[part] ?? {};
  const next: Values = { ...row };
  const extra = { ...row.extra };
  for (const [name, value] of Object.entries(fields)) {
    if (name in known) next[name] = value;
    else extra[name] = value;
  }
  return { ...(next as R), extra };
}

/** Nothing was said: an entry that tells of something again leaves such a field as it is. */
export const isBlank = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === "" ||
  value === false ||
  (typeof value === "object" && Object.keys(value).length === 0);

export const same = (a: unknown, b: unknown): boolean => a === b || jcs(a ?? null) === jcs(b ?? null);
