// A child of another post: what is typed, what is missing, what it becomes. Pure; no DOM.
import type { Draft, GuestView } from "../core/api.ts";
import { onlyDigits } from "./nik.ts";
import { changedFields } from "./people.ts";

export interface GuestForm {
  id: string;
  name: string;
  sex: "" | "L" | "P";
  birth_date: string;
  birth_date_estimated: boolean;
  mother_name: string;
  nik: string;
  card_token: string;
  /** Id of the post; empty: nobody could say. */
  home_post: string;
}

export type GuestGap = "name" | "sex" | "birth_date" | "future";

export const emptyGuest = (id: string, name = "", card_token = ""): GuestForm => ({
  ...{ id, name, card_token, sex: "", birth_date: "", birth_date_estimated: false },
  ...{ mother_name: "", nik: "", home_post: "" },
});

export const formOfGuest = (guest: GuestView): GuestForm => ({
  id: guest.id,
  name: guest.name,
  sex: guest.sex ?? "",
  birth_date: guest.birth_date ?? "",
  birth_date_estimated: guest.birth_date_estimated,
  mother_name: guest.mother_name,
  nik: guest.nik ?? "",
  card_token: guest.card_token ?? "",
  home_post: guest.home_post ?? "",
});

/** Without name, sex and birth date the result of a weighing cannot be told. */
export function guestGaps(form: GuestForm, today: string): GuestGap[] {
  const gaps: (GuestGap | false)[] = [
    !form.name.trim() && "name",
    !form.sex && "sex",
    !form.birth_date && "birth_date",
    form.birth_date > today && "future",
  ];
  return gaps.filter((gap) => gap !== false);
}

const fieldsOf = (form: GuestForm) => ({
  name: form.name.trim(),
  sex: form.sex || null,
  birth_date: form.birth_date || null,
  birth_date_estimated: form.birth_date_estimated,
  mother_name: form.mother_name.trim(),
  nik: onlyDigits(form.nik) || null,
  card_token: form.card_token || null,
  home_post: form.home_post || null,
});

export const guestDraft = (form: GuestForm): Draft => ({
  kind: "guest.registered",
  subject: form.id,
  data: fieldsOf(form),
});

/** Only what differs; null when nothing does. */
export function guestChange(guest: GuestView, form: GuestForm): Draft | null {
  const fields = changedFields(guest, fieldsOf(form));
  return fields && { kind: "guest.changed", subject: guest.id, data: { fields } };
}
