/**
 * An answer that cannot wait: what to say and do, and one button that calls. What was answered and the request to the
 * puskesmas are recorded in one transaction before anything is said, so that nothing that happens now can lose them.
 */
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import type { Draft, Phone } from "../../core/api.ts";
import { type Danger, danger, LAYER } from "../../danger-layer.tsx";
import { say } from "../../i18n/index.ts";
import { isOpen } from "../../model/referral.ts";
import { crisisScript, type ScriptId } from "../../model/screening.ts";
import { go, home } from "../../nav.ts";
import { SureButton } from "../../parts/sure-button.tsx";
import { ifKept } from "../../parts/use-form.ts";
import { usePhone } from "../../phone.tsx";
import { practiceLabel } from "../../practice/store.ts";
import { save } from "../../save.tsx";
import { Calls } from "./calls.tsx";
import { QuickExit } from "./quick-exit.tsx";
import { clearAnswer, type Slip } from "./use-sheet.ts";
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
  /** The same for a sitting that a restart has cut off; null where it is over. */
  slip: Slip | null;
}

/** The red screen as it is kept on the phone, until somebody puts it away. */
type Kept = Pick<Danger, "person" | "request" | "entries"> & { script: ScriptId; slip: Slip | null };

/** Records, and shows the script at once. Null: the phone could not keep it and the red screen was closed. */
export async function raiseCrisis(phone: Phone, crisis: Crisis): Promise<string[] | null> {
  const { person, script, request, slip, onWrong } = crisis;
  danger.set({ person, fired: [], script, entries: null, request, onWrong });
  const paper = [{ label: s("paper.what"), value: s("help.darurat") }];
  const entries = await save(phone, crisis.drafts, { title: crisis.name, paper, done: "" });
  const shown = danger.get();
  if (shown?.request !== request) return entries;
  danger.set({ ...shown, entries });
  if (entries) await keep(phone, { person, script, entries, request, slip });
  return entries;
}

/** Put away while it was being written, it stays away. */
async function keep(phone: Phone, kept: Kept): Promise<void> {
  await ifKept(phone.saveForm(LAYER, { ...kept }));
  if (danger.get()?.request !== kept.request) await ifKept(phone.dropForm(LAYER));
}

function close(phone: Phone): void {
  danger.set(null);
  void ifKept(phone.dropForm(LAYER));
}

/** What a restart or a lock cut off stands again, as long as nobody has answered. */
export async function raiseAgain(phone: Phone): Promise<void> {
  const kept = (await phone.loadForm(LAYER)) as Kept | null;
  const asked = kept && phone.rows.requests().find(({ id }) => id === kept.request);
  if (!kept || !asked || danger.get()) return;
  if (!isOpen(asked)) return void (await ifKept(phone.dropForm(LAYER)));
  const { slip, ...about } = kept;
  danger.set({ ...about, fired: [], onWrong: () => void (slip && clearAnswer(phone, slip)) });
}

/** Taken back while nothing was sent; else the answer is withdrawn and the puskesmas makes sure. */
async function takeBack(phone: Phone, shown: Danger): Promise<void> {
  close(phone);
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
    close(phone);
    home();
  };
  const guide = (): void => {
    close(phone);
    go("firstAid", { person: shown.person, request: shown.request });
  };
  return (
    <div class="overlay overlay-unsafe" role="alertdialog" aria-modal="true" aria-labelledby="crisis-title">
      <h1 id="crisis-title" tabIndex={-1} ref={heading}>
        {s("crisis.title")}
      </h1>
      <QuickExit onExit={leave} />
      <p class="script">“{say(script.say)}”</p>
      <Calls scripts={[shown.script]} />
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
          {practiceLabel() ?? s(isUnsent ? "crisis.pending" : "crisis.sent")} {s("crisis.task")}
        </p>
      )}
      <div class="stack stack-tight push-down">
        <button type="button" class="btn btn-primary btn-big btn-block" onClick={guide}>
          {s("crisis.guide")}
        </button>
        <button type="button" class="btn btn-big btn-block" onClick={() => close(phone)}>
          {s("crisis.stay")}
        </button>
        <SureButton
          words={s("crisis.wrong")}
          sure={s("crisis.wrong.sure")}
          onTake={() => void takeBack(phone, shown)}
        />
      </div>
    </div>
  );
}
