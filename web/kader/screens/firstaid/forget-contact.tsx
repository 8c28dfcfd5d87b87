import { useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import type { RequestView } from "../../core/api.ts";
import { forgetDraft } from "../../model/reach.ts";
import { useSave } from "../../save.tsx";
import { f } from "./words.ts";

/** Whoever changed their mind is reached no more. Whether a number was left, no phone knows. */
export function ForgetContact({ request: { id, person } }: { request: RequestView }) {
  const save = useSave();
  const [isDone, setDone] = useState(false);
  async function forget(): Promise<void> {
    const paper = [{ label: f("paper.what"), value: f("forget") }];
    if (await save([forgetDraft(id)], { title: f("title"), paper, done: "" })) setDone(true);
  }
  if (isDone)
    return (
      <p role="status" class="banner">
        {f("forget.done")}
      </p>
    );
  return (
    <details class="more">
      <summary>{f("forget.ask")}</summary>
      <p class="small">{f(person === null ? "forget.help" : "forget.help.named")}</p>
      <button type="button" class="btn" onClick={() => void forget()}>
        <Icon name="trash" /> {f("forget")}
      </button>
    </details>
  );
}
