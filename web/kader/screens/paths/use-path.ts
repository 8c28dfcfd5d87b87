import { useMemo } from "preact/hooks";
import type { PathView, PersonView } from "../../core/api.ts";
import {
  type Feeding,
  feedingOf,
  inOrder,
  isGivenUp,
  type PathStep,
  type PathTask,
  pathTasks,
} from "../../model/growth-path.ts";
import { usePhone } from "../../phone.tsx";

export interface PathState {
  path: PathView;
  steps: PathStep[];
  tasks: PathTask[];
  feeding: Feeding | null;
  givenUp: boolean;
  /** The last weighing of the path or of an open day; kg. */
  last: { kg: number; date: string } | null;
}

/** The child's open path, or the latest one; null when there never was one. */
export function usePath(person: PersonView): PathState | null {
  const phone = usePhone();
  const { rows } = phone;
  const today = phone.today();
  return useMemo(() => {
    const all = rows.pathsOf(person.id);
    const path = all.find((row) => row.status === "open") ?? all[0];
    if (!path) return null;
    const atPost = rows.summaryOf(person.id).last.weight_kg;
    return stateOf(path, today, atPost as { value: number; date: string } | undefined);
  }, [rows, rows.version, person.id, today]);
}

/** How a path stands; `atPost` is the last weight of an open day. */
export function stateOf(
  path: PathView,
  today: string,
  atPost: { value: number; date: string } | undefined,
): PathState {
  const steps = inOrder(path.steps);
  const between = steps.filter((step) => step.step === "weighed").map(weighing);
  const all = [...(atPost ? [{ kg: atPost.value, date: atPost.date }] : []), ...between].sort((a, b) =>
    a.date.localeCompare(b.date),
  );
  const days = all.map(({ date }) => date);
  const isOpen = path.status === "open";
  return {
    path,
    steps,
    tasks: isOpen ? pathTasks(path.opened_on, path.reasons, steps, days, today) : [],
    feeding: feedingOf(steps, today),
    givenUp: isOpen && isGivenUp(days, path.opened_on, today),
    last: all[all.length - 1] ?? null,
  };
}

const weighing = ({ date, values }: PathStep): { kg: number; date: string } => ({
  kg: Number(values?.weight_kg) || 0,
  date,
});
