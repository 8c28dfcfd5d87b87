import type { id } from "./places.id.ts";

/** Words of the places to which a post refers. */
export const en: Record<keyof typeof id, string> = {
  distance: "About {km} km from the post, as the crow flies.",
  "distance.none": "The distance is not known yet.",
  hours: "Open: {hours}.",
  cost: "Cost: {words}",
  unsure: "Not surveyed yet. Call before you go.",
  asOf: "From the list of places, {when}.",
};
