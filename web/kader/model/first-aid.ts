// What a path of first aid writes: the record without words, and the request that it opens. Pure; no DOM.
import content from "../../../content/programme/first-aid.json";
import { EDITION, END, isCritical, start, stepOf, type Walk } from "../../knowledge/first-aid.ts";
import type { Draft, FirstAidView, Kinds, RequestView, Rows } from "../core/api.ts";
import type { Wish } from "./appointment.ts";
import { contactDrafts, type ReachDraft } from "./reach.ts";
import { isOpen } from "./referral.ts";
import { MIND } from "./services.ts";

/** A path in progress, kept encrypted after each tap. `earlier`: where the way back leads. */
export interface AidDraft {
  aid: string;
  /** Null: nobody was named. */
  person: string | null;
  walk: Walk;
  earlier: readonly Walk[];
  follows: string | null;
  request: string | null;
  /** The record that stands open, and what was written with it. */
  recorded: string | null;
  written: readonly string[];
  /** UTC; null until somebody took over. */
  handedAt: string | null;
  /** When and with whom they would like to meet the puskesmas. */
  wish: Wish | null;
  /** How they may be reached, as far as they agreed. */
  reach: ReachDraft | null;
}

export interface Beginning {
  aid: string;
  person: string | null;
  phase?: string;
  follows?: string | null;
  request?: string | null;
}

export function newDraft({
  aid,
  person,
  phase = "lihat",
  follows = null,
  request = null,
}: Beginning): AidDraft {
  const walk = start(phase) ?? (start() as Walk);
  return {
    aid,
    person,
    walk,
    follows,
    request,
    earlier: [],
    recorded: null,
    written: [],
    handedAt: null,
    wish: null,
    reach: null,
  };
}

/** A record that stands open, taken up again: perhaps by a colleague. */
export function reopened(row: FirstAidView): AidDraft {
  const phase = [...row.path].reverse().find((one) => one in content.any) ?? "kritis";
  const step = content.any[phase as keyof typeof content.any];
  const begun = newDraft({ aid: row.aid, person: row.person, follows: row.follows, request: row.request });
  const { path, actions, handed_to, accepted } = row;
  const walk: Walk = { step, path, actions, handed_to, accepted, zone: "p3lp:merah", follow_up: null };
  return { ...begun, walk, recorded: row.id, handedAt: row.handed_at };
}

/** Entering a phase in which somebody may not be left alone is recorded at once; so is the end. */
export const mustRecord = (before: Walk, after: Walk): boolean =>
  after.step === END || (isCritical(after.path.slice(-1)) && after.path.length > before.path.length);

export function aidData(
  { person, walk, follows, request, handedAt }: AidDraft,
  today: string,
): Kinds["firstaid.recorded"] {
  const { path, zone, actions, handed_to, accepted, follow_up } = walk;
  return {
    ...{ person, date: today, edition: EDITION, path: [...path], zone, actions: [...actions] },
    ...{ handed_to, accepted, handed_at: handed_to ? handedAt : null },
    ...{ follow_up: walk.step === END ? follow_up : null, follows, request },
  };
}

const withdrawn = ({ aid, recorded }: AidDraft): Draft[] =>
  recorded ? [{ kind: "entry.voided", subject: aid, data: { target: recorded, reason: "" } }] : [];

export interface Recording {
  rows: Rows;
  today: string;
  unit: string | null;
  newId: () => string;
}

/** The record, the request that goes with it, and the withdrawal of what stood open: one transaction. */
export function recordDrafts(draft: AidDraft, by: Recording): { next: AidDraft; drafts: Draft[] } {
  const asks = isCritical(draft.walk.path)
    ? "critical"
    : draft.walk.actions.includes("disambungkan")
      ? "link"
      : null;
  const known = draft.request ?? (asks && openRequest(draft, by.rows, asks)?.id) ?? null;
  const request = known ?? (asks ? by.newId() : null);
  const next = { ...draft, request, recorded: by.newId() };
  const record: Draft = {
    kind: "firstaid.recorded",
    subject: draft.aid,
    id: next.recorded,
    data: aidData(next, by.today),
  };
  const opened = asks && request && !known ? [requestDraft(next, request, asks, by.unit)] : [];
  const contact = next.walk.step === END ? contactDrafts(request, next.reach ?? null) : [];
  return { next, drafts: [record, ...opened, ...contact, ...withdrawn(draft)] };
}

/** One open request is enough; an ordinary one does not stand for an emergency. */
function openRequest({ person }: AidDraft, rows: Rows, asks: "critical" | "link"): RequestView | undefined {
  if (person === null) return undefined;
  const open = rows.requestsOf(person).filter((row) => isOpen(row) && row.service === MIND);
  return open.find((row) => asks === "link" || row.urgency === "darurat");
}

/** Neutral words: the inbox and the day list say that somebody is to be met, nothing else. */
function requestDraft(
  { person, walk, wish, reach }: AidDraft,
  id: string,
  asks: "critical" | "link",
  unit: string | null,
): Draft {
  const isUnknown = person === null && reach?.via !== "phone";
  const texts = isUnknown ? ([asks, "unnamed"] as const) : ([asks] as const);
  const { urgency, reasons } = content;
  const brings = walk.actions.includes("keluarga-diajak");
  return {
    kind: "request.opened",
    subject: id,
    data: {
      person,
      service: MIND,
      urgency: (asks === "critical" ? "darurat" : urgency[walk.zone ?? "p3lp:hijau"]) as
        | "biasa"
        | "segera"
        | "darurat",
      reasons: texts.map((text) => ({ rule: `firstaid.${text}`, text: reasons[text].id })),
      basis: asks === "critical" ? "vital-interest" : "consent",
      to_unit: unit,
      ...(asks === "link" ? wish : null),
      companion: wish?.companion ?? (brings ? { who: "keluarga", may_know: true } : null),
    },
  };
}

/** It was a slip: the record goes; the request that it opened is for the puskesmas to make sure. */
export function slipDrafts(draft: AidDraft, openedRequest: boolean, note: string): Draft[] {
  const moved: Draft[] =
    openedRequest && draft.request
      ? [{ kind: "request.moved", subject: draft.request, data: { action: "slip", note } }]
      : [];
  return [...withdrawn(draft), ...moved];
}

/**
 * Only the tap that made the record may have been a slip, and only where its step is still shown. At the handover the
 * words would be read as the last answer being wrong, and would take somebody in danger off the list.
 */
export const mayBeSlip = ({ walk, earlier, written }: AidDraft): boolean =>
  written.length > 0 && walk.step !== END && mustRecord(earlier.at(-1) ?? { ...walk, path: [] }, walk);

/** Whether this step belongs to a phase in which nobody goes back. */
export const isHeldHere = (walk: Walk): boolean => isCritical([stepOf(walk.step).phase]);
