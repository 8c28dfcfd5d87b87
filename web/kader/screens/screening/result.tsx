import { useState } from "preact/hooks";
import type { ACTIONS } from "../../../knowledge/cards/index.ts";
import type { Instrument, Scored } from "../../../knowledge/instruments/index.ts";
import { Icon } from "../../../ui/icon.tsx";
import type { PersonView } from "../../core/api.ts";
import { formatDate } from "../../i18n/format.ts";
import { say } from "../../i18n/index.ts";
import { isOpen, URGENCY } from "../../model/referral.ts";
import { offersOf } from "../../model/screening.ts";
import { cardWord, followUpDraft, scriptOf, wordsOf } from "../../model/screening-run.ts";
import { MIND } from "../../model/services.ts";
import { back, go } from "../../nav.ts";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { Calls } from "./calls.tsx";
import { s } from "./words.ts";

interface ResultProps {
  person: PersonView;
  instrument: Instrument;
  scored: Scored;
}

/** The action word, kind words and the next step. What was scored is for the treating team alone. */
export function Result({ person, instrument, scored }: ResultProps) {
  const action = scored.action;
  const word = cardWord(instrument, scored);
  const words = wordsOf(scored);
  if (!scored.complete && !action) return <Incomplete />;
  return (
    <div class="stack">
      <section class="card stack stack-tight" role="status">
        <h2 class="action-word">{s(action ? `action.${action}` : "action.none")}</h2>
        {words && <p class="large">“{say(words)}”</p>}
        {action && <p>{s(`help.${action}`)}</p>}
        {!scored.complete && <p class="strong">{s("result.incomplete")}</p>}
        {word && (
          <p>
            <strong>{s("result.card")}:</strong> {say(word)}
          </p>
        )}
        <p class="small muted">{s("result.not")}</p>
      </section>
      {action === "darurat" && <Calls script={scriptOf(instrument, scored)} />}
      {action && action !== "edukasi" && <NextStep person={person} instrument={instrument} action={action} />}
      {action === "edukasi" && <Again person={person} instrument={instrument.id} />}
      <button type="button" class="btn btn-primary btn-big btn-block" onClick={back}>
        {s("result.done")}
      </button>
    </div>
  );
}

function Incomplete() {
  return (
    <div class="stack">
      <section class="card stack stack-tight" role="status">
        <h2>{s("result.incomplete")}</h2>
        <p>{s("result.incomplete.help")}</p>
      </section>
      <button type="button" class="btn btn-primary btn-big btn-block" onClick={back}>
        {s("result.done")}
      </button>
    </div>
  );
}

function Again({ person, instrument }: { person: PersonView; instrument: string }) {
  const phone = usePhone();
  const offers = offersOf(phone.rows, person, phone.today(), phone.account()?.role ?? "");
  const next = offers.find((offer) => offer.instrument === instrument)?.next;
  return next ? <p class="muted">{s("result.next", { date: formatDate(next) })}</p> : null;
}

type Next = { person: PersonView; instrument: Instrument; action: (typeof ACTIONS)[number] };

/** For the mind: with the person's leave, the puskesmas gets in touch. For the body: an ordinary referral. */
function NextStep(props: Next) {
  const { person, instrument, action } = props;
  if (instrument.private) return <Connect {...props} />;
  const text = `${instrument.title.id}: ${action}.`;
  const open = (): void =>
    go("referral", {
      person: person.id,
      reasons: [{ rule: `screening.${instrument.id}`, text }],
      urgency: URGENCY[action],
    });
  return (
    <button type="button" class="btn btn-big btn-block" onClick={open}>
      <Icon name="send" /> {s("refer.open")}
    </button>
  );
}

function Connect({ person, action }: Next) {
  const phone = usePhone();
  const save = useSave();
  const [isRefused, setRefused] = useState(false);
  const open = phone.rows.requestsOf(person.id).find((row) => row.service === MIND && isOpen(row));
  const unit = phone.post().puskesmas;
  const waits = action === "darurat" ? "crisis.pending" : "connect.pending";
  if (open) return <p class="banner banner-info">{s(open.pending ? waits : "connect.open")}</p>;
  if (isRefused) return <p class="banner">{s("intro.refused")}</p>;
  async function connect(): Promise<void> {
    const follow = { id: phone.newId(), person: person.id, unit: unit?.id ?? null, script: "none" as const };
    const draft = followUpDraft({ ...follow, urgency: URGENCY[action], why: action });
    const done = s("connect.done", { unit: unit?.name ?? "puskesmas" });
    await save([draft], { title: person.name, paper: [{ label: s("paper.what"), value: done }], done });
  }
  return (
    <section class="card stack stack-tight">
      <h3>{s("connect.ask")}</h3>
      <button type="button" class="btn btn-primary btn-big btn-block" onClick={() => void connect()}>
        <Icon name="send" /> {s("connect.yes")}
      </button>
      <button type="button" class="btn btn-block" onClick={() => setRefused(true)}>
        {s("connect.no")}
      </button>
    </section>
  );
}
