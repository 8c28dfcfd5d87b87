import type { Entry, HomeCheckRow, HomeVisitRow } from "../../generated/wire.ts";
import type { Laying, Projections } from "./lay.ts";

/** Ids of `content/homevisits/plan.json`, in its order: the file itself is loaded with its screens. */
const CATEGORIES = ["layanan", "obat", "bahaya", "tbc"];
const ACTIONS = ["edukasi", "konsul", "rujuk", "darurat"];

const unique = <T>(items: readonly T[]): T[] => [...new Set(items)];
const gravest = (...actions: (string | null)[]): string | null =>
  ACTIONS.filter((action) => actions.includes(action)).pop() ?? null;

/** Visits at home, test weighings and checklists of the post, as the server projects them. What answers mean the phone has worked out itself. */
export const homevisits: Projections = {
  "homevisit.recorded": (entry, data, lay) => {
    const row = lay.get("homevisits", data.visit) ?? newVisit(entry, data.visit, data.date);
    if (lay.voided.has(entry.id)) return lay.put("homevisits", row);
    const { purpose = "rutin", met = "ya", next_date = null } = data;
    lay.put("homevisits", {
      ...row,
      purpose,
      met: row.met === "ya" && row.written.length > 0 ? "ya" : met,
      values: { ...row.values, ...data.values },
      explained: unique([...row.explained, ...(data.explained ?? [])]),
      next_date: next_date ?? row.next_date,
      written: unique([...row.written, entry.id]),
      authors: unique([...row.authors, entry.author]),
      status: "ok",
    });
  },
  "homevisit.checked": (entry, data, lay) => {
    const row = lay.get("homechecks", data.check) ?? newCheck(entry, data);
    if (lay.voided.has(entry.id)) return lay.put("homechecks", row);
    const results = data.results as { action?: string | null; categories?: string[] } | undefined;
    // What this phone said before gives way to what it says now; what another saw stands.
    const stands = row.written.some((by) => !lay.context.mine(by, entry));
    const said = unique([...(stands ? row.categories : []), ...(results?.categories ?? [])]);
    const categories = CATEGORIES.filter((category) => said.includes(category));
    lay.put("homechecks", {
      ...row,
      action: gravest(results?.action ?? null, stands ? row.action : null),
      categories,
      written: unique([...row.written, entry.id]),
      state: row.follow_up.length > 0 ? "followed" : categories.length > 0 ? "open" : "none",
      status: "ok",
    });
  },
  "homevisit.planned": (entry, data, lay) => {
    const { date, kader = null, purpose = "rutin", reasons = [] } = data;
    const status = lay.voided.has(entry.id) ? "void" : "ok";
    const about = { id: entry.id, post: entry.post, seq: 0, subject: entry.subject, author: entry.author };
    lay.put("homeplans", { ...about, date, kader, purpose, reasons, status });
  },
  "homevisit.followed": (entry, data, lay) => {
    const row = lay.get("homechecks", entry.subject);
    if (!row) return;
    const { action, date = null, note = "" } = data;
    const step = { action, date, note, at: entry.happened_at, by: entry.author };
    lay.put("homechecks", { ...row, follow_up: [...row.follow_up, step], state: "followed" });
  },
  "scale.checked": (entry, data, lay) => {
    const status = lay.voided.has(entry.id) ? "void" : "ok";
    const about = { id: entry.id, post: entry.post, seq: 0, scale: entry.subject, author: entry.author };
    lay.put("scalechecks", { ...about, ...data, status });
  },
  "checklist.recorded": (entry, data, lay) => {
    const status = lay.voided.has(entry.id) ? "void" : "ok";
    const about = { id: entry.id, post: entry.post, seq: 0, list: entry.subject, author: entry.author };
    lay.put("checklists", { ...about, ...data, status });
  },
};

function newVisit(entry: Entry, id: string, date: string): HomeVisitRow {
  const row = { purpose: "rutin" as const, met: "ya" as const, values: {}, explained: [], next_date: null };
  const about = { id, post: entry.post, seq: 0, subject: entry.subject, date };
  return { ...about, ...row, written: [], authors: [], status: "void" };
}

function newCheck(
  entry: Entry,
  { check, visit, date, checklist }: { check: string; visit: string; date: string; checklist: string },
): HomeCheckRow {
  const about = { id: check, post: entry.post, seq: 0, person: entry.subject, visit, date, checklist };
  return {
    ...about,
    action: null,
    categories: [],
    written: [],
    state: "none",
    follow_up: [],
    status: "void",
  };
}

/** Take a withdrawn entry out; without any left the row is void. What it said goes with the next pull. */
export function withdrawHome(target: string, lay: Laying): void {
  for (const part of ["homevisits", "homechecks"] as const) {
    for (const row of [...lay.all(part)]) {
      if (!row.written.includes(target)) continue;
      const written = row.written.filter((entry) => entry !== target);
      lay.change(part, row.id, { written, status: written.length > 0 ? row.status : "void" });
    }
  }
  lay.change("homeplans", target, { status: "void" });
  lay.change("scalechecks", target, { status: "void" });
  lay.change("checklists", target, { status: "void" });
}
