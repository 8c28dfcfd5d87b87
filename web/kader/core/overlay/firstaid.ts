import type { FirstAidRow } from "../../generated/wire.ts";
import type { Projections } from "./lay.ts";

/** First aid: what was done and what is still to be done; no words of anybody. */
export const firstaid: Projections = {
  "firstaid.recorded": (entry, data, lay) => {
    const { person, date, path, zone = null, actions = [] } = data;
    const { handed_to = null, handed_at = null, accepted = null } = data;
    const { follow_up = null, follows = null, request = null } = data;
    const row: FirstAidRow = {
      ...{ id: entry.id, post: entry.post, seq: 0, aid: entry.subject, author: entry.author },
      ...{ person, date, path, zone, actions, handed_to, handed_at, accepted, follow_up, follows, request },
      status: lay.voided.has(entry.id) ? "void" : "ok",
    };
    lay.put("firstaids", row);
  },
};
