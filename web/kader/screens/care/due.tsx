import { useState } from "preact/hooks";
import type { DueKind, DuePerson } from "../../model/due.ts";
import { go } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { PersonRow } from "../people/person-row.tsx";
import { w } from "../people/words.ts";
import { DueIcon, dueTitle } from "./due-items.tsx";
import { useDueList } from "./use-due.ts";

const FILTERS = ["all", "immunisation", "vitamin_a", "weighing", "anc", "postnatal", "referral"] as const;
type Filter = (typeof FILTERS)[number];
const PAGE = 40;

const KINDS: Partial<Record<Filter, readonly DueKind[]>> = {
  vitamin_a: ["vitamin_a", "deworming"],
  postnatal: ["postnatal", "neonatal"],
};

const fits = (filter: Filter, due: DuePerson): boolean =>
  filter === "all" || due.items.some((i) => (KINDS[filter] ?? [filter]).includes(i.kind));

/** Everyone with something due, who needs it most first. */
export function Due() {
  const list = useDueList();
  const [filter, setFilter] = useState<Filter>("all");
  const [size, setSize] = useState(PAGE);
  const counts = FILTERS.map((f) => [f, list.filter((d) => fits(f, d)).length] as const);
  const shown = list.filter((d) => fits(filter, d));
  return (
    <Frame title={w("due.title")} sub={w("due.sub")}>
      <div class="segmented">
        {counts.map(
          ([f, n]) =>
            (n > 0 || f === "all") && (
              <button key={f} type="button" aria-pressed={f === filter} onClick={() => setFilter(f)}>
                {w(`due.filter.${f}`)} <span class="number">{n}</span>
              </button>
            ),
        )}
      </div>
      {shown.length === 0 && <Empty icon="circle-check" title={w("due.empty")} help={w("due.empty.help")} />}
      {shown.length > 0 && (
        <ul class="list">
          {shown.slice(0, size).map((due) => (
            <li key={due.person.id}>
              <PersonRow
                person={due.person}
                sub={<Items due={due} />}
                onOpen={() => go("person", { person: due.person.id })}
              />
            </li>
          ))}
        </ul>
      )}
      {shown.length > size && (
        <button type="button" class="btn btn-block" onClick={() => setSize(size + PAGE)}>
          {w("list.more", { n: shown.length - size })}
        </button>
      )}
    </Frame>
  );
}

function Items({ due }: { due: DuePerson }) {
  const [first] = due.items;
  if (!first) return null;
  const rest = due.items.length - 1;
  const titles = due.items.slice(0, 2).map(dueTitle).join(", ");
  return (
    <span class="with-icon">
      <DueIcon kind={first.kind} />
      <span>
        {titles}
        {rest > 1 && ` ${w("due.andMore", { n: rest - 1 })}`}
      </span>
    </span>
  );
}
