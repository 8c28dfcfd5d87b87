import type { FamilyRow, PersonRegistered, PersonRow } from "../../generated/wire.ts";
import { isStandIn } from "../newborn.ts";
import { fresh, isBlank, type Laying, type Projections, patch, type Values } from "./lay.ts";

/** Kinds of the people room, as the server projects them (docs/protocol.md, "Projections"). */
export const people: Projections = {
  "family.registered": (entry, data, lay) => {
    const row = { ...fresh("families", entry), status: "active" } as unknown as FamilyRow;
    lay.put("families", patch("families", row, data as Values));
  },
  "family.changed": (entry, data, lay) => change("families", entry.subject, data.fields, lay),
  "family.moved": (entry, data, lay) => {
    const family = lay.get("families", entry.subject);
    if (!family) return;
    const date = lay.context.day(entry.happened_at);
    const gone = [...lay.all("persons")].filter((row) => row.family === family.id && row.status === "active");
    lay.put("families", { ...family, status: "moved" });
    for (const person of gone) lay.put("persons", { ...person, status: "moved", status_date: date });
    lay.put("moves", {
      id: family.id,
      post: entry.post,
      seq: 0,
      head_name: family.head_name,
      persons: gone.map((person) => person.id),
      to_post: data.to_post ?? null,
      to_post_name: "",
      date,
    });
  },
  "person.registered": (entry, data, lay) => {
    const known = data.born_of ? lay.get("persons", entry.subject) : undefined;
    if (known && known.status !== "mistake") return lay.put("persons", toldAgain(known, data));
    const row = { ...fresh("persons", entry), name: data.name, status: "active" } as unknown as PersonRow;
    lay.put("persons", patch("persons", row, data as unknown as Values));
  },
  "person.changed": (entry, data, lay) => change("persons", entry.subject, data.fields, lay),
  "person.left": (entry, data, lay) => {
    const back = data.status === "restored";
    lay.change("persons", entry.subject, {
      status: data.status === "restored" ? "active" : data.status,
      status_date: back ? null : data.date,
      death_place: data.status === "died" ? (data.place ?? "") : "",
      death_cause: data.status === "died" ? (data.cause ?? "") : "",
    });
  },
  "person.merged": (entry, data, lay) => lay.change("persons", data.gone, { merged_into: entry.subject }),
  "person.unmerged": (_, data, lay) => lay.change("persons", data.gone, { merged_into: null }),
  "consent.given": (entry, data, lay) => {
    const row = { given_by: "", ...data, id: entry.id, post: entry.post, seq: 0, subject: entry.subject };
    lay.put("consents", row);
  },
};

/** A child of whom another phone has told already: what is said now is laid over it, what is left open is not. */
function toldAgain(row: PersonRow, data: PersonRegistered): PersonRow {
  const said = Object.entries(data).filter(
    ([name, value]) => name !== "born_of" && !isBlank(value) && !(name === "name" && isStandIn(value)),
  );
  return patch("persons", row, Object.fromEntries(said));
}

export function change(
  part: "families" | "persons" | "guests" | "pregnancies",
  id: string,
  fields: Values,
  lay: Laying,
): void {
  const row = lay.get(part, id);
  if (row) lay.put(part, patch(part, row, fields));
}
