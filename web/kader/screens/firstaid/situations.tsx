import { Icon } from "../../../ui/icon.tsx";
import { say } from "../../i18n/index.ts";
import { fits, rehearsed, SITUATIONS } from "../../practice/situations.ts";
import { useStore } from "../../store.ts";
import { f } from "./words.ts";

/** Which situation to rehearse. */
export function Situations({ onStart }: { onStart: () => void }) {
  return (
    <section class="stack stack-tight" aria-labelledby="situations">
      <h2 id="situations">{f("practice.title")}</h2>
      {SITUATIONS.map((one) => (
        <article key={one.id} class="card stack stack-tight">
          <h3>{say(one.title)}</h3>
          <p>{say(one.story)}</p>
          <button
            type="button"
            class="btn btn-big btn-block"
            onClick={() => {
              rehearsed.set(one);
              onStart();
            }}
          >
            <Icon name="arrow-right" /> {f("practice.start")}
          </button>
        </article>
      ))}
    </section>
  );
}

/** The situation, to be read again on every step. */
export function Situated() {
  const one = useStore(rehearsed);
  if (!one) return null;
  return (
    <details class="card more">
      <summary>{say(one.title)}</summary>
      <p>{say(one.story)}</p>
    </details>
  );
}

/** Kind words on how it went. */
export function Rehearsed({ path }: { path: readonly string[] }) {
  const one = useStore(rehearsed);
  if (!one) return null;
  const isGood = fits(one, path);
  return (
    <p class="banner banner-info" role="status">
      <Icon name={isGood ? "circle-check" : "refresh-cw"} />
      <span>{say(isGood ? one.good : one.hint)}</span>
    </p>
  );
}
