import { useEffect, useMemo, useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import { buildIndex, type Hit, search, warm } from "../../model/search.ts";
import { go, type Screens } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { useDay } from "../../parts/use-day.ts";
import { usePhone } from "../../phone.tsx";
import { g } from "./guest-words.ts";
import { PersonRow } from "./person-row.tsx";
import { w } from "./words.ts";

/** Where a chosen person is opened: at the table, or on the page about them. */
export const openPerson = (person: string, then: "visit" | "person" | undefined): void =>
  then === "visit" ? go("visit", { person }) : go("person", { person });

/** Find someone by any part of a name, however it is spelled; by mother, lane, or the end of a number. */
export function Search({ params }: { params: Screens["search"] }) {
  const [text, setText] = useState(params.text ?? "");
  const hits = useHits(text);
  return (
    <Frame
      title={w("search.title")}
      action={
        <div class="two">
          <button
            type="button"
            class="btn btn-big"
            onClick={() => go("scan", { next: params.next ?? "person" })}
          >
            <Icon name="scan-line" />
            {w("search.scan")}
          </button>
          <button type="button" class="btn btn-big" onClick={() => go("family", {})}>
            <Icon name="plus" />
            {w("search.register")}
          </button>
        </div>
      }
    >
      <TextField isFirst label={w("search.label")} value={text} onInput={setText} help={w("search.help")} />
      <p class={text.trim() && hits.length > 0 ? "small muted" : "sr-only"} role="status">
        {w("search.count", { n: hits.length })}
      </p>
      {hits.length > 0 ? <Hits hits={hits} text={text} then={params.next} /> : <Nobody text={text} />}
      {text.trim() && <AllPosts text={text} />}
      {text.trim() && (
        <button type="button" class="btn btn-block" onClick={() => go("guest", { name: nameIn(text) })}>
          <Icon name="users-round" />
          {g("guest.button")}
        </button>
      )}
    </Frame>
  );
}

/** Whoever serves several posts may not know at which one somebody is. */
function AllPosts({ text }: { text: string }) {
  if (usePhone().posts().length < 2) return null;
  return (
    <button type="button" class="btn btn-block" onClick={() => go("posts", { text })}>
      <Icon name="map-pin" />
      {w("search.all")}
    </button>
  );
}

function useHits(text: string): Hit[] {
  const { rows } = usePhone();
  const day = useDay();
  const index = useMemo(() => buildIndex(rows), [rows, rows.version]);
  const context = useMemo(
    () => ({
      queue: new Set(day.waiting.map((x) => x.person.id)),
      due: new Set(day.notYet.map((p) => p.id)),
    }),
    [day],
  );
  useEffect(() => {
    const warming = setTimeout(() => warm(index));
    return () => clearTimeout(warming);
  }, [index]);
  return useMemo(() => search(index, text, context), [index, text, context]);
}

/** What a screen shows above the keys; drawn with the letter. */
const AT_ONCE = 5;
/** A screen and a half; the rest of it is drawn once the hand pauses. */
const FIRST = 12;
/** What one tap on "more" adds. */
const MORE = 30;
const PAUSE_MS = 120;

/** How many hits to draw for this text now. */
function useDrawn(text: string): number {
  const [pausedAt, setPausedAt] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setPausedAt(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return pausedAt === text ? FIRST : AT_ONCE;
}

interface HitsProps {
  hits: readonly Hit[];
  text: string;
  then: Screens["search"]["next"];
}

function Hits({ hits, text, then }: HitsProps) {
  const [more, setMore] = useState({ text, pages: 0 });
  const drawn = useDrawn(text);
  const pages = more.text === text ? more.pages : 0;
  const shown = hits.slice(0, drawn + pages * MORE);
  return (
    <>
      <ul class="list">
        {shown.map(({ person }, place) => (
          // By place, not by person: the rows on the screen take other words, which costs an old phone a third of new rows.
          <li key={place}>
            <PersonRow person={person} onOpen={() => openPerson(person.id, then)} />
          </li>
        ))}
      </ul>
      {drawn === FIRST && hits.length > shown.length && (
        <button type="button" class="btn btn-block" onClick={() => setMore({ text, pages: pages + 1 })}>
          {w("list.more", { n: Math.min(MORE, hits.length - shown.length) })}
        </button>
      )}
    </>
  );
}

/** What was searched, if it can be a name. */
const nameIn = (text: string): string => (/\d/.test(text) ? "" : text.trim());

function Nobody({ text }: { text: string }) {
  return text.trim() ? (
    <Empty icon="search" title={w("search.none", { text })} help={w("search.none.help")} />
  ) : (
    <Empty icon="users-round" title={w("search.empty")} help={w("search.empty.help")} />
  );
}
