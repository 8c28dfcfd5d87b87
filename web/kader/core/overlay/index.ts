import type { Entry, EntryVoided, Kinds } from "../../generated/wire.ts";
import { answeredBy } from "../drafts.ts";
import { care } from "./care.ts";
import { firstaid } from "./firstaid.ts";
import { homevisits } from "./homevisits.ts";
import { journal } from "./journal.ts";
import { type LayContext, Laying, type Project, type Projections, type Reader } from "./lay.ts";
import { network } from "./network.ts";
import { parents } from "./parents.ts";
import { paths } from "./paths.ts";
import { people } from "./people.ts";

export * from "./lay.ts";

const PROJECTIONS: Projections = {
  ...people,
  ...care,
  ...firstaid,
  ...homevisits,
  ...network,
  ...parents,
  ...paths,
  ...journal,
};

/**
 * The rows that `entries` (in the order they were written) change over `under`. Pure: neither is touched. Where the
 * server would open a review between two people's patches of one record, the author still sees what they wrote.
 */
export function layOver(under: Reader, entries: readonly Entry[], context: LayContext): Laying {
  const lay = new Laying(under, context);
  for (const entry of entries) {
    if (entry.kind === "entry.voided") lay.voided.add((entry.data as unknown as EntryVoided).target);
  }
  const answered = answeredBy(entries);
  for (const entry of entries) {
    if (answered.has(entry.id)) continue;
    const project = PROJECTIONS[entry.kind as keyof Kinds] as Project<keyof Kinds> | undefined;
    project?.(entry, entry.data as never, lay);
  }
  return lay;
}
