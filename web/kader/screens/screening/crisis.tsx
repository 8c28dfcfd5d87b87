/**
 * An answer that cannot wait: what to say and do, and one button that calls. What was answered and the request to the
 * puskesmas are recorded in one transaction before anything is said, so that nothing that happens now can lose them.
 */
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import type { Draft, Phone } from "../../core/api.ts";
import { type Danger, danger } from "../../danger-layer.tsx";
import { say } from "../../i18n/index.ts";
import { crisisScript, type ScriptId } from "../../model/screening.ts";
import { home } from "../../nav.ts";
import { usePhone } from "../../phone.tsx";
import { save } from "../../save.tsx";
import { Calls } from "./calls.tsx";
import { QuickExit } from "./quick-exit.tsx";
import { s } from "./words.ts";

export interface Crisis {
  person: string;
  /** For the paper, when the phone could not keep it. */
  name: string;
  script: ScriptId;
  /** The request that these drafts open, or that is open already. */
  request: string;
  drafts: Draft[];
  /** It was a slip of the thumb: clear the answer. */
  onWrong: () => void;
}

/** Records, and shows the script at once. Null: the phone could not keep it and the red screen was closed. */
export async function raiseCrisis(phone: Phone, crisis: Crisis): Promise<string[] | null> {
  const { person, script, request, onWrong } = crisis;
  danger.set({ person, fired: [], script, entries: null, request, onWrong });
  const paper = [{ label: s("paper.what"), value: s("help.darurat") }];
  const entries = await save(phone, crisis.drafts, { title: crisis.name, paper, done: "" });
  const shown = danger.get();
  if (shown?.request === request) danger.set({ ...shown, entries });
  return entries;
}

/** Taken back while nothing was sent; else the answer is withdrawn and the puskesmas makes sure. */
async function takeBack(phone: Phone, shown: Danger): Promise<void> {
  danger.set(null);
  shown.onWrong();
  const [screening] = shown.entries ?? [];
  if (!shown.entries || !screening || (await phone.undo(shown.entries))) return;
  const note = s("crisis.withdrawn");
  const drafts: Draft[] = [
    { kind: "entry.voided", subject: shown.person, data: { target: screening, reason: "" } },
    { kind: "request.moved", subject: shown.request, data: { action: "slip", note } },
  ];
  await save(phone, drafts, {
    title: s("title"),
    paper: [{ label: s("paper.what"), value: note }],
    done: "",
  });
}

export function CrisisScreen({ shown }: { shown: Danger & { script: ScriptId } }) {
  const phone = usePhone();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [shown.request]);
  const script = crisisScript(shown.script);
  const isUnsent = shown.entries?.some((id) => phone.statusOf(id) === "pending") ?? true;
  const leave = (): void => {
    danger.set(null);
    home();
  };
  return (
    <div class="overlay overlay-unsafe" role="alertdialog" aria-modal="true" aria-labelledby="crisis-title">
      <QuickExit onExit={leave} />
      <h1 id="crisis-title" tabIndex={-1} ref={heading}>
        {s("crisis.title")}
      </h1>
      <p class="script">“{say(script.say)}”</p>
      <Calls script={shown.script} />
      <p>{say(script.first)}</p>
      <ul class="stack stack-tight">
        {script.do.map((step) => (
          <li key={step.id} class="with-icon">
            <Icon name="check" />
            <span>{say(step)}</span>
          </li>
        ))}
        <li class="with-icon">
          <Icon name="x" />
          <span>{say(script.avoid)}</span>
        </li>
      </ul>
      {shown.entries && (
        <p role="status" class="banner">
          {s("crisis.task")} {isUnsent && s("crisis.pending")}
        </p>
      )}
      <div class="stack stack-tight push-down">
        <button type="button" class="btn btn-big btn-block" onClick={() => danger.set(null)}>
          {s("crisis.stay")}
        </button>
        <button type="button" class="btn btn-quiet btn-block" onClick={() => void takeBack(phone, shown)}>
          {s("crisis.wrong")}
        </button>
      </div>
    </div>
  );
}
