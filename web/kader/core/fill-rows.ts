import { type Parts, ROW_DEFAULTS } from "../generated/wire.ts";
import type { RowSet } from "./model.ts";
import { PARTS, type Part } from "./overlay/index.ts";

/** Rows may leave out what a row takes by default; ids may be short names. */
export type SomeRows = { [P in Part]?: (Partial<Parts[P]> & { id: string })[] };

const STATUS: Partial<Record<Part, string>> = {
  families: "active",
  persons: "active",
  visits: "ok",
  doses: "ok",
  screenings: "ok",
  firstaids: "ok",
  homevisits: "ok",
  homechecks: "ok",
  homeplans: "ok",
  scalechecks: "ok",
  checklists: "ok",
  pregnancies: "open",
  paths: "open",
  parentcodes: "ok",
  sessions: "open",
  reviews: "open",
};
const EMPTY: Partial<Record<Part, object>> = {
  visits: { session: null, card: "balita", values: {}, entries: {}, steps: {}, results: {} },
  sessions: { place: "", staff: [], totals: {}, opened_at: "", closed_at: null },
  pregnancies: { outcome: null, end_date: null, children: [] },
  paths: { opened_by: "", visit: null, reasons: [], steps: [], outcome: null, closed_on: null },
  screenings: { complete: true, action: null },
  firstaids: {
    ...{ person: null, path: [], zone: null, actions: [], handed_to: null, handed_at: null },
    ...{ accepted: null, follow_up: null, follows: null, request: null, author: "" },
  },
  homevisits: {
    purpose: "rutin",
    met: "ya",
    values: {},
    explained: [],
    next_date: null,
    written: [],
    authors: [],
  },
  homechecks: { action: null, categories: [], written: [], state: "none", follow_up: [] },
  homeplans: { kader: null, purpose: "rutin", reasons: [], author: "" },
  requests: {
    workflow: "health-referral",
    urgency: "biasa",
    reasons: [],
    visit: null,
    to_unit: null,
    to_unit_name: "",
    message: "",
    due_at: null,
    appointment_at: null,
    outcome: null,
    follow_up: "",
    history: [],
  },
};

/** Rows with their defaults filled in; seq 1 where none is given. */
export function fillRows(rows: SomeRows, post: string): RowSet {
  const filled: RowSet = {};
  for (const part of PARTS) {
    filled[part] = (rows[part] ?? []).map((row) => ({
      ...structuredClone(ROW_DEFAULTS[part]),
      ...structuredClone(EMPTY[part]),
      ...(STATUS[part] ? { status: STATUS[part] } : {}),
      post,
      seq: 1,
      ...row,
    }));
  }
  return filled;
}
