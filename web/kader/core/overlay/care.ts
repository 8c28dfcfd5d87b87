import type { DoseRow, Entry, GuestRow, PregnancyRow, SessionRow, VisitRow } from "../../generated/wire.ts";
import { closedBy } from "./closing.ts";
import { fresh, type Laying, type Projections, patch, same, type Values } from "./lay.ts";
import { change } from "./people.ts";

/** Kinds of the care room, as the server projects them (docs/protocol.md, "Merging" and "Projections"). */
export const care: Projections = {
  "session.opened": (entry, data, lay) => {
    const row = lay.get("sessions", entry.subject) ?? newSession(entry, data.date);
    const reopens = row.status === "open" || sawClosing(entry, row, lay);
    lay.put("sessions", {
      ...row,
      place: row.place || (data.place ?? ""),
      staff: [...new Set([...row.staff, ...(data.staff ?? [])])],
      status: reopens ? "open" : row.status,
      closed_at: reopens ? null : row.closed_at,
    });
  },
  "session.closed": (entry, data, lay) => {
    const row = lay.get("sessions", entry.subject) ?? newSession(entry, data.date);
    const totals = data.totals ?? {};
    lay.put("sessions", { ...row, status: "closed", totals, closed_at: entry.happened_at });
  },
  "visit.recorded": (entry, data, lay) => {
    const row = readVisit(data.visit, lay) ?? newVisit(entry, data.visit, data.date, data.card);
    if (lay.voided.has(entry.id)) return lay.put("visits", row);
    const step = { at: entry.happened_at, author: entry.author, entry: entry.id };
    lay.put("visits", {
      ...give(row, entry, data.values ?? {}, (by) => lay.context.mine(by, entry)),
      session: row.session ?? data.session ?? null,
      steps: { ...row.steps, [data.step]: step },
      results: { ...row.results, ...data.results },
      status: "ok",
    });
  },
  "visit.corrected": (entry, data, lay) => {
    const row = readVisit(data.visit, lay);
    if (!row || lay.voided.has(entry.id)) return;
    const replaces = (by: string) => by === data.corrects || lay.context.mine(by, entry);
    lay.put("visits", give(row, entry, data.values, replaces));
  },
  "dose.given": (entry, data, lay) => {
    const row = { ...fresh("doses", entry, entry.id), ...data } as unknown as DoseRow;
    const status = lay.voided.has(entry.id) ? "void" : "ok";
    lay.put("doses", { ...row, id: entry.id, person: entry.subject, author: entry.author, status });
  },
  "screening.recorded": (entry, data, lay) => {
    const { instrument, date, complete, action = null, declined = null } = data;
    const status = lay.voided.has(entry.id) ? "void" : "ok";
    const row = { id: entry.id, post: entry.post, seq: 0, person: entry.subject };
    lay.put("screenings", { ...row, instrument, date, complete, action, status, declined });
  },
  "guest.registered": (entry, data, lay) => {
    const status = lay.voided.has(entry.id) ? "void" : "waiting";
    const row = { ...fresh("guests", entry), entry: entry.id, status } as unknown as GuestRow;
    lay.put("guests", patch("guests", row, data as unknown as Values));
  },
  "guest.changed": (entry, data, lay) => change("guests", entry.subject, data.fields, lay),
  "pregnancy.opened": (entry, data, lay) => {
    const { person, ...fields } = data;
    const status = lay.voided.has(entry.id) ? "void" : "open";
    const row = {
      ...fresh("pregnancies", entry),
      person,
      status,
      outcome: null,
      end_date: null,
      children: [],
    };
    lay.put("pregnancies", patch("pregnancies", row as unknown as PregnancyRow, fields as Values));
  },
  "pregnancy.changed": (entry, data, lay) => change("pregnancies", entry.subject, data.fields, lay),
  "pregnancy.closed": (entry, data, lay) => {
    const row = lay.get("pregnancies", entry.subject);
    if (row && !lay.voided.has(entry.id)) lay.put("pregnancies", closedBy(row, entry, data));
  },
};

function newSession(entry: Entry, date: string): SessionRow {
  const row = { date, place: "", staff: [], totals: {}, opened_at: entry.happened_at, closed_at: null };
  return { ...row, id: entry.subject, post: entry.post, seq: 0, status: "open" };
}

function sawClosing(entry: Entry, row: SessionRow, lay: Laying): boolean {
  const closedHere =
    lay.rows.sessions.get(row.id)?.status === "closed" &&
    lay.under.get("sessions", row.id)?.status !== "closed";
  return closedHere || (entry.base?.session ?? -1) >= row.seq;
}

function newVisit(entry: Entry, id: string, date: string, card: string): VisitRow {
  const row = { session: null, values: {}, entries: {}, steps: {}, results: {}, status: "void" as const };
  return { ...row, id, post: entry.post, seq: 0, person: entry.subject, date, card };
}

/** The visit as it stands without what is withdrawn. */
function readVisit(id: string, lay: Laying): VisitRow | undefined {
  const row = lay.get("visits", id);
  return row && lay.voided.size > 0 ? withdraw(row, lay.voided) : row;
}

/** Take what `voided` entries gave out of a visit; void when nothing is left. */
export function withdraw(row: VisitRow, voided: ReadonlySet<string>): VisitRow {
  const stays = ([, by]: [string, string]) => !voided.has(by);
  const entries = Object.fromEntries(Object.entries(row.entries).filter(stays));
  const values = Object.fromEntries(Object.entries(row.values).filter(([field]) => field in entries));
  const steps = Object.fromEntries(
    Object.entries(row.steps).filter(([, step]) => !voided.has(String(step.entry))),
  );
  const left = Object.keys(entries).length + Object.keys(steps).length;
  return { ...row, entries, values, steps, status: left ? row.status : "void" };
}

/** The first value of a field stays unless `replaces` says that its entry gives way. */
function give(row: VisitRow, entry: Entry, given: Values, replaces: (by: string) => boolean): VisitRow {
  const values = { ...row.values };
  const entries = { ...row.entries };
  for (const [field, value] of Object.entries(given)) {
    const by = entries[field];
    if (by !== undefined && (same(values[field], value) || !replaces(by))) continue;
    values[field] = value;
    entries[field] = entry.id;
  }
  return { ...row, values, entries };
}
