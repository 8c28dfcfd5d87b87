import { localDay } from "../core/clock.ts";
import type { RowSet } from "../core/model.ts";
import { layOver, PARTS, type Reader, type Tables } from "../core/overlay/index.ts";
import type { Entry, Head, PostInfo } from "../generated/wire.ts";

/** The journal of one post in memory, with the rows that its entries make. Of the phone's stand-in and of its tests. */
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

/** Write an entry into the journal and its rows, as the phone's own overlay would lay it. Gives its seq. */
export function applyEntry(journal: Journal, entry: Entry): number {
  const seq = ++journal.seq;
  journal.entries.push({ ...entry, seq });
  const { tables, info } = journal;
  const device = (id: string) => journal.entries.find((each) => each.id === id)?.device;
  const under: Reader = {
    get: (part, id) => tables[part].get(id),
    all: (part) => tables[part].values(),
  };
  const laid = layOver(under, [entry], {
    post: entry.post,
    mine: (id) => device(id) === entry.device,
    day: (time) => localDay(Date.parse(time), info.province),
    unitName: (id) => [info.puskesmas, ...info.hospitals].find((unit) => unit?.id === id)?.name ?? "",
  }).rows;
  for (const part of PARTS)
    write(tables, { [part]: [...laid[part].values()].map((row) => ({ ...row, seq })) });
  return seq;
}
