import type { Parts } from "../../generated/wire.ts";
import { withdraw } from "./care.ts";
import { reopened } from "./closing.ts";
import { withdrawHome } from "./homevisits.ts";
import type { Laying, Part, Projections, Values } from "./lay.ts";
import { patch } from "./lay.ts";
import { withdrawStep } from "./paths.ts";

/** Kinds of the journal itself. What is withdrawn is known before the first entry is laid (`layOver`). */
export const journal: Projections = {
  "entry.voided": (_, data, lay) => {
    for (const row of [...lay.all("visits")]) {
      if (names(row, data.target)) lay.put("visits", withdraw(row, lay.voided));
    }
    lay.change("doses", data.target, { status: "void" });
    withdrawStep(data.target, lay);
    lay.change("parentcodes", data.target, { status: "void" });
    withdrawHome(data.target, lay);
    lay.change("screenings", data.target, { status: "void" });
    lay.change("firstaids", data.target, { status: "void" });
    for (const row of [...lay.all("pregnancies")])
      if (row.closings?.includes(data.target)) lay.put("pregnancies", reopened(row, lay.voided));
    for (const row of [...lay.all("guests")])
      if (row.entry === data.target) lay.put("guests", { ...row, status: "void" });
  },
  "review.resolved": (_, data, lay) => {
    const review = lay.get("reviews", data.review);
    if (!review) return;
    lay.put("reviews", { ...review, status: "resolved", value: data.value });
    settle(review.part as Part, review.record, review.field, data.value, lay);
  },
  "entry.repaired": (entry, data, lay) => {
    const row = { id: data.target, post: entry.post, seq: 0, by: data.by ?? null, reason: data.reason ?? "" };
    lay.put("repairs", row);
  },
};

const names = (row: Parts["visits"], entry: string): boolean =>
  Object.values(row.entries).includes(entry) || Object.values(row.steps).some((step) => step.entry === entry);

function settle(part: Part, id: string, field: string, value: unknown, lay: Laying): void {
  const row = lay.get(part, id);
  if (!row) return;
  if (part === "visits") {
    const visit = row as Parts["visits"];
    lay.put("visits", { ...visit, values: { ...visit.values, [field]: value } });
    return;
  }
  const fields: Values = { [field]: value };
  const next = "extra" in row ? patch(part, row as Parts["persons"], fields) : { ...row, ...fields };
  lay.put(part, next as Parts[typeof part]);
}
