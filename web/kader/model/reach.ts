// How somebody may be reached after first aid: what is typed, and what travels. Pure.
import content from "../../../content/programme/agreed-contact.json";
import type { Draft, Kinds } from "../core/api.ts";

/** `phone`: on a number of their own. `kader`: by way of whoever sits with them. */
export interface ReachDraft {
  via: "phone" | "kader";
  name: string;
  phone: string;
  /** Ids of `SAFE_TIMES`. */
  times: readonly string[];
  may_leave_message: boolean;
}

export const SAFE_TIMES = content.safe_times;
export const KEPT_DAYS = content.kept_days;
export const LONGEST_NAME = 40;

export const newReach = (via: ReachDraft["via"]): ReachDraft => ({
  ...{ via, name: "", phone: "", times: [], may_leave_message: false },
});

/** A telephone number as the server reads it (base/outbox/recipient.py); null for what is none. */
export function phoneOf(typed: string): string | null {
  const digits = typed.replace(/[\s().\-/]/g, "");
  const whole = digits.startsWith("00")
    ? `+${digits.slice(2)}`
    : digits.startsWith("0")
      ? `+62${digits.slice(1)}`
      : digits.startsWith("62")
        ? `+${digits}`
        : digits;
  return /^\+[1-9]\d{7,14}$/.test(whole) ? whole : null;
}

/** Whether it may travel: nothing was left, or the number is one. */
export const isWhole = (reach: ReachDraft | null): boolean =>
  reach === null || reach.via === "kader" || phoneOf(reach.phone) !== null;

export const toggledTime = (reach: ReachDraft, id: string): ReachDraft => ({
  ...reach,
  times: reach.times.includes(id) ? reach.times.filter((each) => each !== id) : [...reach.times, id],
});

/** What was agreed, about a request; nothing for what is not whole. */
export function contactDrafts(request: string | null, reach: ReachDraft | null): Draft[] {
  if (request === null || reach === null || !isWhole(reach)) return [];
  return [{ kind: "contact.agreed", subject: request, data: { reach: reachData(reach) } }];
}

/** They do not wish to be reached any more. */
export const forgetDraft = (request: string): Draft => ({
  ...{ kind: "contact.agreed", subject: request, data: { reach: null } },
});

function reachData({
  via,
  name,
  phone,
  times,
  may_leave_message,
}: ReachDraft): Kinds["contact.agreed"]["reach"] {
  const own = via === "phone";
  return {
    ...{ name: name.trim().slice(0, LONGEST_NAME), phone: own ? (phoneOf(phone) ?? "") : "" },
    ...{ times: [...times], may_leave_message: own && may_leave_message },
  };
}
