// To whom a post may refer, as last heard: which places for a service, and who comes first. Pure; no DOM.
import type { PlacesAnswer, PostInfo } from "../core/api.ts";
import type { PlaceInfo, ServicePlacesInfo } from "../generated/wire.ts";
import type { Urgency } from "./referral.ts";

/** The places of a service, also under another name of it; the general service answers what no other does. */
export function placesOf(answer: PlacesAnswer | null, service: string): ServicePlacesInfo | null {
  const all = answer?.services ?? [];
  const named = all.find((one) => one.service === service || one.also.includes(service));
  return named ?? all.find((one) => one.also.includes("*")) ?? null;
}

/** Places in the order in which they are offered: those of an emergency first when it is one, each once. */
export function offered(info: ServicePlacesInfo | null, urgency: Urgency): PlaceInfo[] {
  if (!info) return [];
  const listed = urgency === "darurat" ? [...info.urgent, ...info.places] : info.places;
  return listed.filter((one, at) => listed.findIndex((other) => other.unit === one.unit) === at);
}

/** A place that may be chosen; `info` is null for one of which only the name is known. */
export interface Choosable {
  id: string;
  name: string;
  phone: string;
  where: string;
  info: PlaceInfo | null;
}

/** What was heard, then units that the post knows besides. */
export function choosable(places: readonly PlaceInfo[], units: PostInfo["hospitals"]): Choosable[] {
  const heard = places.map((one) => ({
    id: one.unit,
    name: one.name,
    phone: one.phone,
    where: one.where,
    info: one,
  }));
  const known = new Set(heard.map((one) => one.id));
  const others = units.filter((unit) => !known.has(unit.id));
  return [
    ...heard,
    ...others.map((u) => ({ id: u.id, name: u.name, phone: u.phone, where: u.address, info: null })),
  ];
}
