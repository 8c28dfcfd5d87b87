import type { Entry, GuestRow } from "../generated/wire.ts";
import { uuid5, visitId } from "./ids.ts";
import type { Reader } from "./overlay/index.ts";

/** Guests who turned out to be on this post's own register: guest → their row. */
export type OwnGuests = ReadonlyMap<string, GuestRow & { person: string; link: string }>;

type Data = Record<string, unknown> & { visit?: string; date?: string; corrects?: string; target?: string };

export function ownGuests(model: Reader): OwnGuests {
  const own = new Map();
  for (const row of model.all("guests"))
    if (row.status === "delivered" && row.person && row.link && model.get("persons", row.person))
      own.set(row.id, row);
  return own;
}

/**
 * What waits about such a guest, as the server will write it for the person (`guests.copies`): the same visit, the same
 * words. Ids of entries that the server has are those of their copies.
 */
export function carriedHome(pending: readonly Entry[], own: OwnGuests, under: Reader): readonly Entry[] {
  if (!pending.some((entry) => own.has(entry.subject))) return pending;
  const waiting = new Set(pending.map((entry) => entry.id));
  return pending.map((entry) => {
    const guest = own.get(entry.subject);
    if (!guest || entry.kind.startsWith("guest.")) return entry;
    const data = entry.data as Data;
    const copy = (id: string) => (waiting.has(id) ? id : uuid5(`guest|${guest.link}|${id}`));
    const day = data.date ?? (data.visit && under.get("visits", data.visit)?.date);
    const carried = {
      ...data,
      ...(data.visit && day ? { visit: visitId(guest.link_post ?? guest.post, guest.person, day) } : {}),
      ...(data.corrects ? { corrects: copy(data.corrects) } : {}),
      ...(data.target && data.target !== guest.entry ? { target: copy(data.target) } : {}),
    };
    return { ...entry, subject: guest.person, data: carried };
  });
}
