import { useEffect, useRef } from "preact/hooks";
import { type P3lp, shown } from "../../../knowledge/colour-scales.ts";
import { type Move, type Step, stepOf, type Words } from "../../../knowledge/first-aid.ts";
import { Icon } from "../../../ui/icon.tsx";
import { language, say } from "../../i18n/index.ts";
import { isWhole } from "../../model/reach.ts";
import type { ScriptId } from "../../model/screening.ts";
import { MIND } from "../../model/services.ts";
import { ChooseTime } from "../appointment/choose-time.tsx";
import { Calls } from "../screening/calls.tsx";
import { ContactChoice } from "./contact.tsx";
import { FollowUp, Handover, Leaflet, Options } from "./inputs.tsx";
import type { Aid } from "./use-aid.ts";
import { f } from "./words.ts";

/** Where the puskesmas is asked for. */
const LINK = "sambung";

/** The line that says what is still to be chosen. */
const WHY_SHUT = "aid-why-shut";

/** Signs to be weighed, and a form longer than the screen: the answers stand in the bar, where none is scrolled away. */
export const isInBar = (step: Step): boolean =>
  (step.list !== undefined && step.calls === undefined) || step.shows === "contact";

/** What was asked aloud makes room for the answer. */
const isAnswered = (step: Step, { draft }: Aid): boolean => step.shows === "contact" && Boolean(draft.reach);

/** One question or one instruction, what to say aloud, what never to say, and answers as big as a thumb. */
export function StepView({ aid }: { aid: Aid }) {
  const step = stepOf(aid.draft.walk.step);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), [step.id]);
  const called = (): void => {
    const { actions } = aid.draft.walk;
    if (!actions.includes("menelepon")) void aid.fill({ actions: [...actions, "menelepon"] });
  };
  return (
    <section class="stack" aria-labelledby="aid-step">
      <h2 id="aid-step" class="ask" tabIndex={-1} ref={heading}>
        {say(step.title)}
      </h2>
      {step.calls && (
        <Calls scripts={step.calls.scripts as ScriptId[]} first={step.calls.first} onCall={called} />
      )}
      {step.say && !isAnswered(step, aid) && <Aloud words={step.say} />}
      {step.list && <Lines lines={step.list} />}
      {step.help && <p class="muted">{say(step.help)}</p>}
      <Shown step={step} aid={aid} called={called} />
      {aid.draft.person === null && step.id === LINK && <p class="banner">{f("unnamed.link")}</p>}
      {!isInBar(step) && <Answers aid={aid} />}
      {step.avoid && (
        <p class="with-icon">
          <Icon name="x" />
          <span>{say(step.avoid)}</span>
        </p>
      )}
    </section>
  );
}

const Aloud = ({ words }: { words: Words }) => (
  <div>
    <p class="small muted">{f("say")}</p>
    <p class="script large">“{say(words)}”</p>
  </div>
);

const Lines = ({ lines }: { lines: readonly Words[] }) => (
  <ul class="stack stack-tight">
    {lines.map((line) => (
      <li key={line.id}>{say(line)}</li>
    ))}
  </ul>
);

function Shown({ step, aid, called }: { step: Step; aid: Aid; called: () => void }) {
  switch (step.shows) {
    case "options":
      return <Options onCall={called} />;
    case "leaflet":
      return <Leaflet />;
    case "time":
      return <ChooseTime service={MIND} onSend={(wish) => void aid.answer("lanjut", { wish })} />;
    case "follow-up":
      return <FollowUp aid={aid} />;
    case "handover":
      return <Handover aid={aid} />;
    case "contact":
      return (
        <ContactChoice
          reach={aid.draft.reach ?? null}
          isNamed={aid.draft.person !== null}
          onLeave={aid.leave}
        />
      );
    default:
      return null;
  }
}

export function Answers({ aid }: { aid: Aid }) {
  const step = stepOf(aid.draft.walk.step);
  const { walk } = aid.draft;
  const isOpen = step.shows === "contact" && !isWhole(aid.draft.reach ?? null);
  const missing = step.moves.flatMap((move) => move.needs ?? []).find((name) => walk[name] === null);
  return (
    <div class="stack stack-tight">
      {missing && (
        <p id={WHY_SHUT} class="small muted">
          {f(`missing.${missing}`)}
        </p>
      )}
      {step.moves.map((move, index) => (
        <AnswerButton
          key={move.id}
          move={move}
          isFirst={index === 0 && step.shows !== "time"}
          isShut={isOpen || (move.needs?.some((name) => walk[name] === null) ?? false)}
          onTap={() => void aid.answer(move.id)}
        />
      ))}
    </div>
  );
}

interface AnswerProps {
  move: Move;
  isFirst: boolean;
  isShut: boolean;
  onTap: () => void;
}

function AnswerButton({ move, isFirst, isShut, onTap }: AnswerProps) {
  if (move.zone && !move.label) return <ZoneButton zone={move.zone as P3lp} onTap={onTap} />;
  return (
    <button
      type="button"
      class={`btn btn-big btn-block btn-answer ${isFirst ? "btn-primary" : ""}`}
      disabled={isShut}
      aria-describedby={isShut && move.needs ? WHY_SHUT : undefined}
      onClick={onTap}
    >
      {move.label && say(move.label)}
    </button>
  );
}

/** The colour is never alone, and small: whoever sits beside them is not to read it from afar. */
function ZoneButton({ zone, onTap }: { zone: P3lp; onTap: () => void }) {
  const { colour, word, token } = shown(zone, language());
  return (
    <button type="button" class="btn btn-big btn-block zone" onClick={onTap}>
      <span class="zone-swatch" style={{ background: `var(--${token})` }} aria-hidden="true" />
      {f("zone.of", { colour: colour.charAt(0).toUpperCase() + colour.slice(1), word })}
    </button>
  );
}
