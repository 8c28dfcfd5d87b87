import { Icon } from "../../../ui/icon.tsx";
import type { PersonView } from "../../core/api.ts";
import { formatDate } from "../../i18n/format.ts";
import { go } from "../../nav.ts";
import { type PathState, usePath } from "./use-path.ts";
import { outcomeWords, p, taskWords } from "./words.ts";

/** A growth path on the child's page: what is next, or how it ended, and the way there. */
export function PathCard({ person }: { person: PersonView }) {
  const state = usePath(person);
  if (!state) return null;
  return (
    <button type="button" class="row card" onClick={() => go("growthPath", { person: person.id })}>
      <Icon name="trending-up" />
      <span class="row-main">
        <span class="row-title">{p("title")}</span>
        <span class="row-sub">{summary(state)}</span>
      </span>
      <Icon name="chevron-right" />
    </button>
  );
}

function summary({ path, tasks, feeding }: PathState): string {
  if (path.status !== "open")
    return p("closed", {
      how: outcomeWords(path.outcome),
      date: formatDate(path.closed_on ?? path.opened_on),
    });
  const [next] = tasks;
  const food = feeding ? [p("feeding.day", { day: feeding.day, days: feeding.days })] : [];
  return [...(next ? [`${taskWords(next.code)}: ${formatDate(next.due)}`] : []), ...food].join(". ");
}
