/** The schedules that ship with the application. */
import anc from "../../../content/schedules/anc.json" with { type: "json" };
import deworming from "../../../content/schedules/deworming.json" with { type: "json" };
import immunisation from "../../../content/schedules/immunisation.json" with { type: "json" };
import neonatal from "../../../content/schedules/neonatal.json" with { type: "json" };
import postnatal from "../../../content/schedules/postnatal.json" with { type: "json" };
import td from "../../../content/schedules/td.json" with { type: "json" };
import vitaminA from "../../../content/schedules/vitamin-a.json" with { type: "json" };
import type { Schedule } from "./model.ts";

export type ScheduleId = "immunisation" | "vitamin-a" | "deworming" | "anc" | "postnatal" | "neonatal" | "td";

// The JSON is held to schedule.schema.json by the content check, which TypeScript cannot see.
export const SCHEDULES = {
  immunisation,
  "vitamin-a": vitaminA,
  deworming,
  anc,
  postnatal,
  neonatal,
  td,
} as unknown as Readonly<Record<ScheduleId, Schedule>>;
