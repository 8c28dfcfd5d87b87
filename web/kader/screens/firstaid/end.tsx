import { END, stepOf } from "../../../knowledge/first-aid.ts";
import { Icon } from "../../../ui/icon.tsx";
import { say } from "../../i18n/index.ts";
import type { AidDraft } from "../../model/first-aid.ts";
import { wayOf } from "../../model/first-aid-told.ts";
import { go, home, replace } from "../../nav.ts";
import { Frame } from "../../parts/frame.tsx";
import { usePhone } from "../../phone.tsx";
import { usePractice } from "../../practice/store.ts";
import { handoverWord } from "./handover-word.ts";
import { Rehearsed } from "./situations.tsx";
import { f } from "./words.ts";

/** Who has taken over, who will be in touch, whether it has left the phone; then the kader herself. */
export function End({ draft }: { draft: AidDraft }) {
  const { title, help } = stepOf(END);
  return (
    <Frame title={f("title")} onBack={home}>
      <section class="card stack" role="status">
        <h2>{say(title)}</h2>
        {help && <p>{say(help)}</p>}
        <Kept draft={draft} />
      </section>
      <Rehearsed path={draft.walk.path} />
      <button type="button" class="btn btn-big btn-block" onClick={() => replace("selfCare", {})}>
        <Icon name="heart-handshake" /> {f("intro.self")}
      </button>
      <button type="button" class="btn btn-primary btn-big btn-block" onClick={home}>
        {f("end.home")}
      </button>
      <button type="button" class="btn btn-quiet btn-block" onClick={() => go("familyLeaflet", {})}>
        {f("options.leaflet")}
      </button>
    </Frame>
  );
}

function Kept({ draft }: { draft: AidDraft }) {
  const phone = usePhone();
  if (usePractice() !== null) return <p class="muted">{f("task.practice")}</p>;
  const { accepted, handed_to } = draft.walk;
  const way = wayOf(draft);
  const isSent = phone.statusOf(draft.recorded ?? "") === "sent";
  return (
    <>
      {accepted && <p>{f("end.handed", { who: handoverWord(handed_to) })}</p>}
      {way && <p>{f(`end.way.${way}`)}</p>}
      <p class="muted">{f(isSent ? "end.saved" : "end.unsent")}</p>
    </>
  );
}
