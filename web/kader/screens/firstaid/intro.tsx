import { Icon } from "../../../ui/icon.tsx";
import { formatDate } from "../../i18n/format.ts";
import { go } from "../../nav.ts";
import { Frame } from "../../parts/frame.tsx";
import { usePhone } from "../../phone.tsx";
import { usePractice } from "../../practice/store.ts";
import { PracticeStart } from "./practice-start.tsx";
import { Shortcuts } from "./shortcuts.tsx";
import { Situations } from "./situations.tsx";
import { Unfinished } from "./unfinished.tsx";
import { f } from "./words.ts";

/** What it is and what is kept, said first. */
export function Intro({ person, onStart }: { person: string | null; onStart: (phase: string) => void }) {
  const { rows } = usePhone();
  const isPractice = usePractice() !== null;
  const known = person === null ? undefined : rows.persons.get(person);
  const dates = known ? rows.firstAidsOf(known.id).map(({ date }) => date) : [];
  const last = dates.sort().at(-1);
  return (
    <Frame
      title={f("intro.title")}
      sub={known ? f("intro.for", { name: known.name }) : f("intro.unnamed")}
      action={
        <div class="stack stack-tight">
          {!isPractice && (
            <button type="button" class="btn btn-primary btn-big btn-block" onClick={() => onStart("lihat")}>
              <Icon name="arrow-right" /> {f("intro.start")}
            </button>
          )}
          <Shortcuts phases={["kritis", "darurat"]} onTap={onStart} />
        </div>
      }
    >
      <Unfinished />
      {isPractice && <Situations onStart={() => onStart("lihat")} />}
      <p class="large">{f("intro.lead")}</p>
      <ul class="stack stack-tight">
        <li>{f("intro.nothing")}</li>
        <li>{f("intro.signal")}</li>
        {last && <li>{f("intro.last", { date: formatDate(last) })}</li>}
      </ul>
      <button type="button" class="btn btn-block" onClick={() => go("selfCare", {})}>
        <Icon name="heart-handshake" /> {f("intro.self")}
      </button>
      {!isPractice && <PracticeStart />}
    </Frame>
  );
}
