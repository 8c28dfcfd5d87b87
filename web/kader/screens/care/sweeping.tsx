import { useMemo, useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import { type Absent, sweepingList } from "../../model/due.ts";
import { addressLine, familyOf, motherName, phoneOf } from "../../model/people.ts";
import { go } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { usePhone } from "../../phone.tsx";
import { CallButton } from "../people/person-facts.tsx";
import { subtitle } from "../people/person-head.ts";
import { w } from "../people/words.ts";

const PAGE = 30;

/** Whom to look for: expected today and not come, or long unseen; with address and a button to call. */
export function Sweeping() {
  const phone = usePhone();
  const { rows } = phone;
  const today = phone.today();
  const list = useMemo(() => sweepingList(rows, today), [rows, rows.version, today]);
  const long = list.filter((a) => !a.today);
  const absent = list.filter((a) => a.today);
  return (
    <Frame
      title={w("sweep.title")}
      action={
        list.length > 0 && (
          <button type="button" class="btn btn-big btn-block" onClick={() => go("printDay", {})}>
            <Icon name="printer" />
            {w("sweep.print")}
          </button>
        )
      }
    >
      {list.length === 0 && (
        <Empty icon="circle-check" title={w("sweep.empty")} help={w("sweep.empty.help")} />
      )}
      <Group title={w("sweep.today", { n: absent.length })} list={absent} />
      <Group title={w("sweep.long", { n: long.length })} list={long} />
    </Frame>
  );
}

function Group({ title, list }: { title: string; list: readonly Absent[] }) {
  const [size, setSize] = useState(PAGE);
  if (list.length === 0) return null;
  return (
    <section class="stack stack-tight">
      <h2>{title}</h2>
      <ul class="stack stack-tight">
        {list.slice(0, size).map((absent) => (
          <li key={absent.person.id}>
            <AbsentCard absent={absent} />
          </li>
        ))}
      </ul>
      {list.length > size && (
        <button type="button" class="btn" onClick={() => setSize(size + PAGE)}>
          {w("list.more", { n: list.length - size })}
        </button>
      )}
    </section>
  );
}

export const unseenWords = ({ months }: Absent): string =>
  months === null ? w("sweep.never") : months === 0 ? w("sweep.thisMonth") : w("sweep.months", { n: months });

function AbsentCard({ absent }: { absent: Absent }) {
  const phone = usePhone();
  const { person } = absent;
  const family = familyOf(phone.rows, person);
  const mother = motherName(phone.rows, person);
  return (
    <article class="card stack stack-tight">
      <div class="spread">
        <h3>{person.name}</h3>
        <span class="pill">
          <Icon name="clock" />
          {unseenWords(absent)}
        </span>
      </div>
      <p class="small muted">{[subtitle(person, phone.today()), mother].filter(Boolean).join(" · ")}</p>
      <p>{addressLine(family) || w("sweep.noAddress")}</p>
      <div class="cluster">
        <CallButton
          number={phoneOf(person, family)}
          label={w("sweep.call", { name: mother || person.name })}
        />
        <button type="button" class="btn" onClick={() => go("person", { person: person.id })}>
          {w("sweep.open")}
          <span class="sr-only"> {person.name}</span>
        </button>
      </div>
    </article>
  );
}
