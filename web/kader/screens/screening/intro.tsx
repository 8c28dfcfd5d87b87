import { useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import { QuickExit } from "./quick-exit.tsx";
import { s } from "./words.ts";

interface IntroProps {
  words: string;
  isOwnWording: boolean;
  questions: number;
  recallDays: number | null;
  isPrivate: boolean;
  /** How many were answered or passed over; 0: begins. */
  reached: number;
  onStart: () => void;
  onLeave: () => void;
  /** It should not be now: kept, and offered again. */
  onDecline: (why: "refused" | "postponed") => void;
}

/** What will happen is said first: how many questions, about when, who reads the answers; then that nobody else hears. */
export function Intro(props: IntroProps) {
  const [isAsking, setAsking] = useState(false);
  if (isAsking) return <Alone onYes={props.onStart} onNo={props.onLeave} />;
  const start = (): void => (props.isPrivate ? setAsking(true) : props.onStart());
  return (
    <div class="stack">
      <p class="large">{props.words}</p>
      <ul class="stack stack-tight">
        <li>{s("intro.questions", { n: props.questions })}</li>
        <li>{props.recallDays ? s("intro.recall", { n: props.recallDays }) : s("intro.today")}</li>
        <li>{s("intro.kind")}</li>
        <li>{s("intro.who")}</li>
      </ul>
      <button type="button" class="btn btn-primary btn-big btn-block" onClick={start}>
        <Icon name="arrow-right" />
        {props.reached > 0
          ? s("intro.resume", { n: Math.min(props.reached + 1, props.questions) })
          : s("intro.start")}
      </button>
      <button type="button" class="btn btn-block" onClick={() => props.onDecline("postponed")}>
        <Icon name="clock" /> {s("intro.postpone")}
      </button>
      <button type="button" class="btn btn-quiet btn-block" onClick={() => props.onDecline("refused")}>
        {s("intro.refuse")}
      </button>
      {props.isOwnWording && (
        <details class="more">
          <summary>{s("run.source")}</summary>
          <p class="small muted">{s("run.own")}</p>
        </details>
      )}
    </div>
  );
}

function Alone({ onYes, onNo }: { onYes: () => void; onNo: () => void }) {
  return (
    <section class="stack" aria-labelledby="alone">
      <QuickExit />
      <h2 id="alone">{s("private.title")}</h2>
      <p class="large">{s("private.ask")}</p>
      <p class="muted">{s("private.help")}</p>
      <button type="button" class="btn btn-primary btn-big btn-block" onClick={onYes}>
        <Icon name="lock" /> {s("private.yes")}
      </button>
      <button type="button" class="btn btn-big btn-block" onClick={onNo}>
        {s("private.no")}
      </button>
    </section>
  );
}
