import type { Entry, RequestRow } from "../../generated/wire.ts";
import type { Laying, Projections } from "./lay.ts";

/**
 * Kinds of the network room. The state belongs to the workflow, which the server runs: until the server has
 * answered, a new request has the state "" and a moved one keeps the state it had.
 */
export const network: Projections = {
  "request.opened": (entry, data, lay) => {
    lay.put("requests", {
      id: entry.subject,
      post: entry.post,
      seq: 0,
      person: data.person,
      service: data.service,
      workflow: "",
      state: "",
      urgency: data.urgency ?? "biasa",
      reasons: data.reasons ?? [],
      visit: data.visit ?? null,
      to_unit: data.to_unit ?? null,
      to_unit_name: lay.context.unitName(data.to_unit ?? null),
      message: data.message ?? "",
      opened_at: entry.happened_at,
      opened_by: entry.author,
      due_at: null,
      appointment_at: null,
      outcome: null,
      follow_up: "",
      history: [step(entry, "open", "", data.message ?? "")],
      extra: {},
    });
  },
  "request.moved": (entry, data, lay) => {
    const row = lay.get("requests", entry.subject);
    if (!row) return;
    lay.put("requests", {
      ...row,
      appointment_at: data.appointment_at ?? row.appointment_at,
      outcome: data.outcome ?? row.outcome,
      follow_up: data.follow_up || row.follow_up,
      history: [...row.history, step(entry, data.action, row.state, data.note ?? "")],
    });
  },
};

function step(entry: Entry, action: string, state: string, note: string): RequestRow["history"][number] {
  return { action, state, at: entry.happened_at, by: entry.author, note };
}

/** Open: the workflow has not ended it. Its end states say so by an outcome. */
export const isOpen = (row: RequestRow): boolean => row.outcome === null;

export type { Laying };
