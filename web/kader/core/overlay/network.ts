import type { Companion, Entry, RequestMoved, RequestRow, WishSaid } from "../../generated/wire.ts";
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
      confidentiality: data.confidentiality ?? "K1",
      basis: data.basis ?? "consent",
      part_of: data.part_of ?? null,
      wanted: data.wanted ?? [],
      wish: said(data.wish),
      companion: whole(data.companion),
      channel: data.channel ?? "datang",
      slot: null,
      answered_by: "",
      values: data.values ?? {},
      extra: {},
    });
  },
  "request.moved": (entry, data, lay) => {
    const row = lay.get("requests", entry.subject);
    if (!row) return;
    lay.put("requests", {
      ...row,
      ...(data.wanted?.length ? anew(data, data.wanted, row) : {}),
      appointment_at: isOver(data) ? null : (data.appointment_at ?? row.appointment_at),
      outcome: data.outcome ?? row.outcome,
      follow_up: data.follow_up || row.follow_up,
      slot: isOver(data) ? null : (data.slot ?? row.slot),
      answered_by: data.answered_by || row.answered_by,
      values: { ...row.values, ...data.values },
      history: [...row.history, step(entry, data.action, row.state, data.note ?? "")],
    });
  },
};

/** The time was given back, or another is wished: nothing is agreed any more. */
const isOver = ({ action, wanted }: RequestMoved): boolean => action === "release" || Boolean(wanted?.length);

function step(entry: Entry, action: string, state: string, note: string): RequestRow["history"][number] {
  return { action, state, at: entry.happened_at, by: entry.author, note, to_unit: null, answered_by: "" };
}

function whole(companion: Companion | null | undefined): Companion | null {
  return companion ? { who: companion.who, may_know: companion.may_know ?? false } : null;
}

/** Another wish takes the place of the first. */
const anew = ({ wish, channel }: RequestMoved, wanted: string[], row: RequestRow) => ({
  wanted,
  wish: said(wish),
  channel: channel ?? row.channel,
});

function said(wish: WishSaid | null | undefined): WishSaid | null {
  return wish ? { chosen: wish.chosen, otherwise: wish.otherwise ?? "puskesmas" } : null;
}

/** Open: the workflow has not ended it. Its end states say so by an outcome. */
export const isOpen = (row: RequestRow): boolean => row.outcome === null;

export type { Laying };
