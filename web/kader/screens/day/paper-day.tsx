import { useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import type { PersonView } from "../../core/api.ts";
import { formatAge, formatDate, formatDay } from "../../i18n/format.ts";
import { wordsOf } from "../../i18n/namespace.ts";
import { paper as en } from "../../i18n/paper.en.ts";
import { paper as id } from "../../i18n/paper.id.ts";
import { dayOf } from "../../model/day.ts";
import { mayBePaper, momentOn, PAPER_BACK_DAYS, paperDays } from "../../model/paper-day.ts";
import { go, replace } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import type { ScreenProps } from "../index.tsx";
import { Whereabouts } from "../people/person-row.tsx";

const w = wordsOf(id, en);

/** Type a past open day that was written on paper: choose its date, then one child after the other. */
export function PaperDay({ params }: ScreenProps<"paperDay">) {
  return params.date ? <List date={params.date} /> : <Choose />;
}

function Choose() {
  const phone = usePhone();
  const open = useOpened();
  const { first, last } = paperDays(phone.today());
  const [date, setDate] = useState(last);
  const [error, setError] = useState<string | null>(null);

  async function begin(event: Event): Promise<void> {
    event.preventDefault();
    if (!mayBePaper(date, phone.today()))
      return setError(w("wrong", { first: formatDate(first), last: formatDate(last) }));
    if (await open(date)) replace("paperDay", { date });
  }

  return (
    <Frame
      title={w("title")}
      action={
        <button type="submit" form="paper-day" class="btn btn-primary btn-big btn-block">
          {w("begin")}
        </button>
      }
    >
      <form id="paper-day" class="stack" onSubmit={begin} noValidate>
        <p>{w("help")}</p>
        <TextField
          label={w("day")}
          type="date"
          value={date}
          max={last}
          onInput={setDate}
          help={w("limit", { days: PAPER_BACK_DAYS })}
          error={error}
        />
      </form>
    </Frame>
  );
}

/** The past day is opened once, in its own time; typing more of it later opens nothing again. */
function useOpened(): (date: string) => Promise<boolean> {
  const phone = usePhone();
  const save = useSave();
  return async (date) => {
    if (phone.rows.session(date)) return true;
    const happened_at = momentOn(date, phone.today(), phone.now());
    const subject = phone.sessionId(date);
    const data = { date, place: phone.post().address, staff: [] };
    const kept = await save(
      [
        { kind: "session.opened", subject, data, happened_at },
        { kind: "session.closed", subject, data: { date, totals: {}, notes: "" }, happened_at },
      ],
      {
        title: w("title"),
        paper: [{ label: w("day"), value: formatDate(date) }],
        done: w("opened", { date: formatDay(date) }),
      },
    );
    return kept !== null;
  };
}

function List({ date }: { date: string }) {
  const { rows } = usePhone();
  const day = dayOf(rows, date);
  const typed = day.targets.filter((person) => day.arrived.has(person.id));
  return (
    <Frame title={w("title")} sub={formatDay(date)}>
      <p role="status" class="strong">
        {w("done", { n: typed.length, all: day.targets.length })}
      </p>
      {day.notYet.length === 0 ? (
        <Empty icon="check" title={w("all")} help={w("allHelp")} />
      ) : (
        <People title={w("left")} people={day.notYet} date={date} />
      )}
      {typed.length > 0 && <People title={w("typed")} people={typed} date={date} />}
      <button type="button" class="btn" onClick={() => replace("paperDay", {})}>
        <Icon name="calendar-days" /> {w("other")}
      </button>
    </Frame>
  );
}

function People({ title, people, date }: { title: string; people: readonly PersonView[]; date: string }) {
  return (
    <section class="stack stack-tight">
      <h2>{title}</h2>
      <ul class="list">
        {people.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              class="row"
              onClick={() => go("visit", { person: person.id, step: 2, date })}
            >
              <span class="row-main">
                <span class="row-title">{person.name}</span>
                <span class="row-sub">
                  {formatAge(person.birth_date, date)} · <Whereabouts person={person} />
                </span>
              </span>
              <Icon name="chevron-right" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
