import { ROW_DEFAULTS } from "../generated/wire.ts";
import type { GuestView, PersonView } from "./api.ts";

/** A guest as screens show anyone: a child without a family here, or another name for `own` of this register. */
export function asPerson(guest: GuestView, own: string | null): [string, PersonView] {
  const { id, post, seq, pending, name, sex, birth_date, birth_date_estimated, mother_name } = guest;
  const { nik, card_token } = guest;
  const known = { id, post, seq, pending, name, sex, birth_date, birth_date_estimated, mother_name };
  const row = {
    ...ROW_DEFAULTS.persons,
    ...known,
    nik,
    card_token,
    relation: "anak",
    status: "active",
    merged_into: own,
    ...(own ? {} : { guest }),
  };
  return [id, row as unknown as PersonView];
}
