import type { Entry, PathRow } from "../../generated/wire.ts";
import type { Laying, Projections } from "./lay.ts";

/** Growth paths, as the server projects them; notes of the treating team are on no row. */
export const paths: Projections = {
  "path.opened": (entry, { person, date, reasons, visit = null, values = {} }, lay) => {
    const row = { id: entry.subject, post: entry.post, seq: 0, person, opened_on: date, visit, reasons };
    const status = lay.voided.has(entry.id) ? "void" : "open";
    const steps = Object.keys(values).length > 0 ? [stepOf(entry, "weighed", date, "", values)] : [];
    const open = { opened_by: entry.author, steps, status, outcome: null, closed_on: null, extra: {} };
    lay.put("paths", { ...row, ...open });
  },
  "path.step": (entry, { step, date, result = "", values = {} }, lay) => {
    const row = lay.get("paths", entry.subject);
    if (!row || lay.voided.has(entry.id)) return;
    lay.put("paths", { ...row, steps: [...row.steps, stepOf(entry, step, date, result, values)] });
  },
  "path.closed": (entry, { outcome, date }, lay) => {
    if (lay.voided.has(entry.id)) return;
    const status = outcome === "mistake" || outcome === "not_confirmed" ? "void" : "closed";
    lay.change("paths", entry.subject, { status, outcome, closed_on: date });
  },
};

type Step = PathRow["steps"][number];

function stepOf(entry: Entry, step: string, date: string, result: string, values: Step["values"]): Step {
  return { entry: entry.id, author: entry.author, step, date, result, values };
}

/** A step that is withdrawn no longer counts. */
export function withdrawStep(target: string, lay: Laying): void {
  for (const row of [...lay.all("paths")]) {
    const steps = row.steps.filter((step) => step.entry !== target);
    if (steps.length < row.steps.length) lay.put("paths", { ...row, steps });
  }
}
