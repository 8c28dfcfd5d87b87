import { useMemo, useState } from "preact/hooks";
import type { Action } from "../../../knowledge/cards/index.ts";
import type { Instrument, Scored } from "../../../knowledge/instruments/index.ts";
import { Icon } from "../../../ui/icon.tsx";
import type { PersonView } from "../../core/api.ts";
import { formatDate } from "../../i18n/format.ts";
import { say } from "../../i18n/index.ts";
import { isOpen, URGENCY } from "../../model/referral.ts";
import { offersOf } from "../../model/screening.ts";
import { cardWord, scriptOf, wordsOf } from "../../model/screening-run.ts";
import { MIND } from "../../model/services.ts";
import { back, go, useBackKey } from "../../nav.ts";
import { Frame } from "../../parts/frame.tsx";
import { usePhone } from "../../phone.tsx";
import { Calls } from "./calls.tsx";
import { Connect, Connected, type Connecting } from "./connect.tsx";
import { s } from "./words.ts";

interface ResultProps {
  person: PersonView;
  instrument: Instrument;
  scored: Scored;
}

/** What to do next, in words, as large as it is grave. What was scored is for the treating team alone. */
export function Result(props: ResultProps) {
  const { instrument, scored } = props;
  if (!scored.complete && !scored.action) return <Incomplete />;
  const asksMore = scored.action !== null && scored.action !== "edukasi";
  return asksMore && instrument.private ? <OfTheMind {...props} /> : <OfTheBody {...props} />;
}

/** One question stands open, and its answer ends the screen: being connected, or not yet. */
function OfTheMind({ person, instrument, scored }: ResultProps) {
  const phone = usePhone();
  const [at, setAt] = useState<Connecting>("ask");
  const action = scored.action ?? "konsul";
  const open = phone.rows.requestsOf(person.id).find((row) => row.service === MIND && isOpen(row));
  const isOver = open !== undefined || at === "refused";
  const isChoosing = at === "when" && !isOver;
  const onAgain = useMemo(() => (isChoosing ? () => setAt("ask") : null), [isChoosing]);
  useBackKey(onAgain);
  return (
    <Frame title={s("title")} onBack={onAgain ?? back} action={isOver && <Done isPrimary />}>
      {!isChoosing && <Meaning instrument={instrument} scored={scored} />}
      {action === "darurat" && <Calls scripts={[scriptOf(instrument, scored)]} />}
      {isOver ? (
        <Connected request={open} action={action} />
      ) : (
        <Connect {...{ person, action, at, instrument }} onGo={setAt} />
      )}
      {isOver && <Leaflet />}
    </Frame>
  );
}

/** A referral comes first where the result asks for one; where it may be offered it stands behind the end; else not at all. */
function OfTheBody({ person, instrument, scored }: ResultProps) {
  const { action } = scored;
  const mustRefer = action === "rujuk" || action === "darurat";
  const refer = <Refer {...{ person, instrument, action: action ?? "konsul" }} isPrimary={mustRefer} />;
  return (
    <Frame
      title={s("title")}
      action={
        <>
          {mustRefer && refer}
          <Done isPrimary={!mustRefer} />
        </>
      }
    >
      <Meaning instrument={instrument} scored={scored} />
      {action === "darurat" && <Calls scripts={[scriptOf(instrument, scored)]} />}
      {action === "konsul" && refer}
      {action === "edukasi" && <Again person={person} instrument={instrument.id} />}
      {instrument.private && <Leaflet />}
    </Frame>
  );
}

function Meaning({ instrument, scored }: Pick<ResultProps, "instrument" | "scored">) {
  const { action, complete } = scored;
  const card = cardWord(instrument, scored);
  const words = wordsOf(scored);
  return (
    <section class="card stack stack-tight" role="status">
      <h2 class={action === "darurat" ? "action-word" : undefined}>
        {s(action ? `action.${action}` : "action.none")}
      </h2>
      {words && <p class="large">“{say(words)}”</p>}
      {action && <p>{s(`help.${action}`)}</p>}
      {!complete && <p class="strong">{s("result.incomplete")}</p>}
      {card && (
        <p>
          <strong>{s("result.card")}:</strong> {say(card)}
        </p>
      )}
      <p class="small muted">{s("result.not")}</p>
    </section>
  );
}

function Incomplete() {
  return (
    <Frame title={s("title")} action={<Done isPrimary />}>
      <section class="card stack stack-tight" role="status">
        <h2>{s("result.incomplete")}</h2>
        <p>{s("result.incomplete.help")}</p>
      </section>
    </Frame>
  );
}

const Done = ({ isPrimary }: { isPrimary: boolean }) => (
  <button
    type="button"
    class={`btn btn-block ${isPrimary ? "btn-primary btn-big" : ""}`}
    onClick={() => back()}
  >
    {s("result.done")}
  </button>
);

const Leaflet = () => (
  <button type="button" class="btn btn-block" onClick={() => go("familyLeaflet", {})}>
    <Icon name="file-text" /> {s("result.family")}
  </button>
);

function Again({ person, instrument }: { person: PersonView; instrument: string }) {
  const phone = usePhone();
  const offers = offersOf(phone.rows, person, phone.today(), phone.account()?.role ?? "");
  const next = offers.find((offer) => offer.instrument === instrument)?.next;
  return next ? <p class="muted">{s("result.next", { date: formatDate(next) })}</p> : null;
}

interface ReferProps {
  person: PersonView;
  instrument: Instrument;
  action: Action;
  isPrimary: boolean;
}

function Refer({ person, instrument, action, isPrimary }: ReferProps) {
  const text = `${instrument.title.id}: ${action}.`;
  const reasons = [{ rule: `screening.${instrument.id}`, text }];
  return (
    <button
      type="button"
      class={`btn btn-block ${isPrimary ? "btn-primary btn-big" : ""}`}
      onClick={() => go("referral", { person: person.id, reasons, urgency: URGENCY[action] })}
    >
      <Icon name="send" /> {s("refer.open")}
    </button>
  );
}
