/** The kader's own care. Nothing of it is stored or sent. */
import { Icon } from "../../../ui/icon.tsx";
import { Frame } from "../../parts/frame.tsx";
import { practiceLabel } from "../../practice/store.ts";
import { Calls } from "../screening/calls.tsx";
import { QuickExit } from "../screening/quick-exit.tsx";
import { f } from "./words.ts";

const DO = ["self.do.1", "self.do.2", "self.do.3", "self.do.4"] as const;

export function SelfCare() {
  return (
    <Frame title={f("self.title")}>
      <div class="run-head">
        <QuickExit />
      </div>
      <p class="large">{f("self.lead")}</p>
      <p class="muted">{f("self.private")}</p>
      <section class="card stack stack-tight" aria-labelledby="breath">
        <h2 id="breath">{f("self.breath")}</h2>
        <p>{f("self.breath.help")}</p>
        <div class="breath" aria-hidden="true" />
      </section>
      <section class="stack stack-tight" aria-labelledby="self-do">
        <h2 id="self-do">{f("self.do")}</h2>
        <ul class="stack stack-tight">
          {DO.map((key) => (
            <li key={key} class="with-icon">
              <Icon name="check" />
              <span>{f(key)}</span>
            </li>
          ))}
        </ul>
      </section>
      <section class="stack stack-tight" aria-labelledby="self-call">
        <h2 id="self-call">{f("self.call")}</h2>
        <Calls scripts={["self-harm"]} isCalm />
      </section>
      <Ask />
    </Frame>
  );
}

/** As any citizen asks: nothing of it touches the post's records. */
const ASK = "/cek-diri/hubungi/";

function Ask() {
  return (
    <section class="card stack stack-tight" aria-labelledby="self-ask">
      <h2 id="self-ask">{f("self.ask")}</h2>
      <p>{f("self.ask.help")}</p>
      {practiceLabel() === null && (
        <a class="btn btn-big btn-block" href={ASK} target="_blank" rel="noreferrer noopener">
          <Icon name="phone" /> {f("self.ask.open")}
        </a>
      )}
      <p class="small muted">{f("self.ask.signal")}</p>
    </section>
  );
}
