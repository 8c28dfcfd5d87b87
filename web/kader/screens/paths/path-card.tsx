import { Icon } from "../../../ui/icon.tsx";
import type { PersonView } from "../../core/api.ts";
import { formatDate } from "../../i18n/format.ts";
import { go } from "../../nav.ts";
import { usePath } from "./use-path.ts";
import { p, taskWords } from "./words.ts";

/** An open growth path on the child's page: what is next, and the way there. */
export function PathCard({ person }: { person: PersonView }) {
  const state = usePath(person);
  if (state?.path.status !== "open") return null;
  const [next] = state.tasks;
  return (
    <button type="button" class="row card" onClick={() => go("growthPath", { person: person.id })}>
      <Icon name="trending-up" />
      <span class="row-main">
        <span class="row-title">{p("title")}</span>
        <span class="row-sub">
          {next && `${taskWords(next.code)} ${formatDate(next.due)}. `}
          {state.feeding && p("feeding.day", { day: state.feeding.day, days: state.feeding.days })}
        </span>
      </span>
      <Icon name="chevron-right" />
    </button>
  );
}
