import type { ChecklistItem } from "../../../knowledge/checklists.ts";
import { say } from "../../i18n/index.ts";
import { cl } from "./words.ts";

/** How many steps are read without asking for more: needed ones come first. */
const FIRST = 3;

/** What is still to come of a list that was saved, so that its result leads somewhere. */
export function StepsLeft({ left }: { left: readonly ChecklistItem[] }) {
  const more = left.slice(FIRST);
  if (left.length === 0) return null;
  return (
    <>
      <h3>{cl("next")}</h3>
      <Steps items={left.slice(0, FIRST)} />
      {more.length > 0 && (
        <details class="more">
          <summary>{cl("next.more", { n: more.length })}</summary>
          <Steps items={more} />
        </details>
      )}
    </>
  );
}

/** One step for each item. */
export function Steps({ items }: { items: readonly ChecklistItem[] }) {
  return (
    <ul class="stack stack-tight">
      {items.map(({ id, next }) => (
        <li key={id}>{say(next)}</li>
      ))}
    </ul>
  );
}
