import type { Entry, Head, PostInfo } from "../../generated/wire.ts";
import type { RowSet } from "../model.ts";
import { PARTS, type Tables } from "../overlay/index.ts";

export interface Journal {
  info: PostInfo;
  entries: (Entry & { seq: number })[];
  tables: Tables;
  redactions: { id: string; post: string; seq: number; gone: Record<string, string[]> }[];
  seq: number;
}

/** One page of a pull: heads after `from`, and the rows that changed since. */
export function page(journal: Journal, from: number, limit: number) {
  const heads = journal.entries.filter((entry) => entry.seq > from).slice(0, limit);
  const more = journal.entries.some((entry) => entry.seq > (heads[heads.length - 1]?.seq ?? from));
  const seq = more ? (heads[heads.length - 1]?.seq ?? journal.seq) : journal.seq;
  return {
    post: journal.info.id,
    seq,
    heads: heads.map(({ id, seq, kind, subject, hash, author, device, happened_at }): Head => {
      return { id, seq, kind, subject, hash, author, device, happened_at };
    }),
    rows: rowsSince(journal, from) as never,
    has_more: more,
  };
}

export function rowsSince({ tables, redactions }: Journal, seq: number): RowSet {
  const rows: RowSet = { redactions: redactions.filter((row) => row.seq > seq) };
  for (const part of PARTS) rows[part] = [...tables[part].values()].filter((row) => row.seq > seq);
  return rows;
}

export function write(tables: Tables, rows: RowSet): void {
  for (const [part, list] of Object.entries(rows)) {
    for (const row of list) (tables as never as Record<string, Map<string, unknown>>)[part]?.set(row.id, row);
  }
}
