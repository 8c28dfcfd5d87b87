import { useMemo, useState } from "preact/hooks";
import { t } from "../../i18n/index.ts";
import {
  EVERYTHING,
  type Filters,
  filtered,
  type KindFilter,
  kindCounts,
  NO_RT,
  rtsOf,
} from "../../model/due-filters.ts";
import type { DuePerson } from "../../model/due-item.ts";
import { emergencies } from "../../model/emergencies.ts";
import { kept } from "../../model/people.ts";
import { go, replace, type Screens } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { usePhone } from "../../phone.tsx";
import { UnlistedAid } from "../firstaid/unlisted.tsx";
import { PersonRow } from "../people/person-row.tsx";
import { w } from "../people/words.ts";
import { DueIcon, dueTitle } from "./due-items.tsx";
import { d } from "./due-words.ts";
import { useDueList } from "./use-due.ts";

const PAGE = 40;
const GROUPS = ["balita", "hamil", "nifas", "remaja", "dewasa", "lansia"] as const;

function kindWords(kind: KindFilter): string {
  switch (kind) {
    case "critical":
    case "growth":
    case "later":
    case "youth":
    case "home":
    case "screening":
      return d(`kind.${kind}`);
    default:
      return w(`due.filter.${kind}`);
  }
}

/** Everyone with something due, who needs it most first; from the alarm of home, only whom it means. */
export function Due({ params }: { params: Screens["due"] }) {
  return params.isUrgent ? <UrgentOnly /> : <Everyone />;
}

function UrgentOnly() {
  const { rows } = usePhone();
  const waiting = emergencies(rows);
  const ids = new Set(waiting.map(({ person }) => person && kept(rows, person)?.id));
  const shown = useDueList().filter(({ person }) => ids.has(person.id));
  return (
    <Frame title={t("home.emergency")}>
      <UnlistedAid />
      {waiting.length === 0 && (
        <Empty icon="circle-check" title={w("due.empty")} help={w("due.empty.help")} />
      )}
      {shown.length > 0 && <People list={shown} />}
      <button type="button" class="btn btn-block" onClick={() => replace("due", {})}>
        {d("none.all")}
      </button>
    </Frame>
  );
}

const People = ({ list }: { list: readonly DuePerson[] }) => (
  <ul class="list">
    {list.map((due) => (
      <li key={due.person.id}>
        <PersonRow
          person={due.person}
          sub={<Items due={due} />}
          onOpen={() => go("person", { person: due.person.id })}
        />
      </li>
    ))}
  </ul>
);

function Everyone() {
  const phone = usePhone();
  const { rows } = phone;
  const today = phone.today();
  const list = useDueList();
  const [filters, setFilters] = useState<Filters>(EVERYTHING);
  const [size, setSize] = useState(PAGE);
  const shown = useMemo(() => filtered(list, filters, rows, today), [list, filters, rows, today]);
  const choose = (change: Partial<Filters>): void => {
    setFilters({ ...filters, ...change });
    setSize(PAGE);
  };
  return (
    <Frame title={w("due.title")} sub={w("due.sub")}>
      <UnlistedAid />
      <Narrow filters={filters} list={list} onChoose={choose} />
      {shown.length === 0 && <Nothing filters={filters} onAll={() => choose(EVERYTHING)} />}
      {shown.length > 0 && <People list={shown.slice(0, size)} />}
      {shown.length > size && (
        <button type="button" class="btn btn-block" onClick={() => setSize(size + PAGE)}>
          {w("list.more", { n: shown.length - size })}
        </button>
      )}
    </Frame>
  );
}

function Nothing({ filters, onAll }: { filters: Filters; onAll: () => void }) {
  if (filters.kind === "all" && !filters.group && !filters.rt)
    return <Empty icon="circle-check" title={w("due.empty")} help={w("due.empty.help")} />;
  return (
    <div class="stack stack-tight">
      <Empty icon="search" title={d("none")} help={d("none.help")} />
      <button type="button" class="btn btn-block" onClick={onAll}>
        {d("none.all")}
      </button>
    </div>
  );
}

interface NarrowProps {
  filters: Filters;
  list: readonly DuePerson[];
  onChoose: (change: Partial<Filters>) => void;
}

function Narrow({ filters, list, onChoose }: NarrowProps) {
  const { rows } = usePhone();
  const counts = useMemo(() => kindCounts(list), [list]);
  const rts = useMemo(() => rtsOf(list, rows), [list, rows]);
  return (
    <>
      <fieldset class="segmented">
        <legend class="sr-only">{d("filter.kind")}</legend>
        {counts.map(([kind, n]) => (
          <button
            key={kind}
            type="button"
            aria-pressed={kind === filters.kind}
            onClick={() => onChoose({ kind })}
          >
            {kindWords(kind)} <span class="number">{n}</span>
          </button>
        ))}
      </fieldset>
      <div class="two">
        <label class="field">
          {d("filter.group")}
          <select
            class="input"
            value={filters.group}
            onChange={(event) => onChoose({ group: event.currentTarget.value as Filters["group"] })}
          >
            <option value="">{d("filter.all")}</option>
            {GROUPS.map((group) => (
              <option key={group} value={group}>
                {d(`group.${group}`)}
              </option>
            ))}
          </select>
        </label>
        {rts.length > 1 && (
          <label class="field">
            {d("filter.rt")}
            <select
              class="input"
              value={filters.rt}
              onChange={(event) => onChoose({ rt: event.currentTarget.value })}
            >
              <option value="">{d("filter.all")}</option>
              {rts.map((rt) => (
                <option key={rt} value={rt}>
                  {rt === NO_RT ? d("rt.none") : rt}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
    </>
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
