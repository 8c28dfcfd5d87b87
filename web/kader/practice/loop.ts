/** The other end of a request while practising: an invented puskesmas that answers, so that an answer can be read. */
import type { Entry, RequestRow, SlotsAnswer } from "../generated/wire.ts";
import { MIND } from "../model/services.ts";
import { usualCost } from "../model/usual-costs.ts";
import { firstState, stepOf, waitsFor } from "../model/workflow.ts";
import { PRACTICE_POST, practiceId } from "./world.ts";

const OFFICER = practiceId("officer");
const HOURS = [9, 10, 11, 13];
const DAYS = [1, 2, 3];

/** A moment of one of the next days, on the hour, at the place of this phone. */
function momentOf(nowMs: number, days: number, hour: number): string {
  const at = new Date(nowMs);
  at.setDate(at.getDate() + days);
  at.setHours(hour, 0, 0, 0);
  return at.toISOString();
}

/** As the server's workflow takes a step that the post has written. */
export function taken(row: RequestRow, { kind, data }: Entry): RequestRow {
  if (kind === "request.opened") {
    const { workflow, state } = firstState(row);
    return { ...row, workflow, state, history: told(row, state) };
  }
  const step = stepOf(row, String(data.action));
  if (!step) return row;
  return { ...row, state: step.to, outcome: step.outcome ?? row.outcome, history: told(row, step.to) };
}

const told = ({ history }: RequestRow, state: string): RequestRow["history"] =>
  history.map((step, at) => (at === history.length - 1 ? { ...step, state } : step));

/** What the invented officer does with it: a time, the wished one where there is one; null where nothing is open. */
export function answered(row: RequestRow, nowMs: number): RequestRow | null {
  const isAsked = row.outcome === null && waitsFor(row, row.state) === "unit";
  const step = isAsked ? stepOf(row, "schedule") : undefined;
  if (!step) return null;
  const appointment_at = row.wanted[0] ?? momentOf(nowMs, 1, HOURS[0] ?? 9);
  const by = { by: OFFICER, at: new Date(nowMs).toISOString(), to_unit: null, answered_by: "" };
  const history = [...row.history, { ...by, action: "schedule", state: step.to, note: "" }];
  return { ...row, state: step.to, appointment_at, history };
}

/** Free times of the invented psychologist. */
export function practiceSlots(nowMs: number): SlotsAnswer {
  const at = DAYS.flatMap((days) => HOURS.map((hour) => momentOf(nowMs, days, hour)));
  const slots = at.map((moment) => ({ at: moment, minutes: 60, channel: "datang" as const }));
  const unit = { unit: practiceId("puskesmas"), unit_name: PRACTICE_POST.puskesmas?.name ?? "" };
  const cost = usualCost(MIND, "puskesmas", "biasa");
  return { as_of: new Date(nowMs).toISOString(), services: [{ service: MIND, ...unit, cost, slots }] };
}
