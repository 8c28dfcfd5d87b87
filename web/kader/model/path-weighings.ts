// Weighings of a growth path, for the child's chart: between the open days, and where an officer confirmed one. Pure.
import type { PathView, VisitView } from "../core/api.ts";
import type { Measured } from "./growth.ts";

/**
 * What was weighed on paths and not at an open day of the same date and weight. Whoever opened a path is the officer:
 * theirs bear `confirmed`.
 */
export function weighedOnPaths(
  paths: readonly PathView[],
  visits: readonly VisitView[],
  confirmed: string,
): Measured[] {
  const known = new Set(visits.map(({ date, values }) => `${date} ${values.weight_kg}`));
  return paths
    .filter(({ status }) => status !== "void")
    .flatMap((path) =>
      path.steps
        .filter(({ step, values }) => step === "weighed" && typeof values.weight_kg === "number")
        .filter(({ date, values }) => !known.has(`${date} ${values.weight_kg}`))
        .map(({ date, values, author }) => ({
          date,
          values,
          ...(author === path.opened_by ? { mark: confirmed } : {}),
        })),
    );
}
