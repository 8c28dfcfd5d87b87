/** The kader's psychological first aid: said first, then one step on each screen. Its head names nobody. */
import { useEffect, useState } from "preact/hooks";
import { END, phaseWord, shortcuts, stepOf } from "../../../knowledge/first-aid.ts";
import type { FirstAidView, Phone } from "../../core/api.ts";
import { say } from "../../i18n/index.ts";
import { type AidDraft, newDraft, reopened } from "../../model/first-aid.ts";
import { waits } from "../../model/first-aid-tasks.ts";
import { back, replace, type Screens, useBackKey } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { SureButton } from "../../parts/sure-button.tsx";
import { dropOpenForm } from "../../parts/use-form.ts";
import { usePhone } from "../../phone.tsx";
import { rehearsed } from "../../practice/situations.ts";
import { practice } from "../../practice/store.ts";
import { WayOut } from "../screening/way-out.tsx";
import { Cover, useCover } from "./cover.tsx";
import { End } from "./end.tsx";
import { Intro } from "./intro.tsx";
import { Leave } from "./leave.tsx";
import { Shortcuts } from "./shortcuts.tsx";
import { Situated } from "./situations.tsx";
import { Answers, isInBar, StepView } from "./step.tsx";
import { Told } from "./told.tsx";
import { type Aid, formOf, readDraft, useAid } from "./use-aid.ts";
import { f } from "./words.ts";

type Params = Screens["firstAid"];

/** What has begun goes by its own name from then on: coming back from another screen leads to its step. */
export function FirstAid({ params }: { params: Params }) {
  const phone = usePhone();
  const [from] = useState(params);
  const [begun, setBegun] = useState<AidDraft | "gone" | null>(null);
  const isShown = begun !== null && begun !== "gone" && begun.aid === params.aid;
  useEffect(() => void (isShown || find(phone, params).then(show)), [params]);
  useEffect(() => {
    if (!params.aid || practice.get() === null) rehearsed.set(null);
  }, []);
  function show(found: AidDraft | "gone" | null): void {
    setBegun(found);
    if (found && found !== "gone") replace("firstAid", { aid: found.aid });
  }
  function undone(): void {
    setBegun(null);
    if (from.aid || from.request) back();
    else replace("firstAid", from);
  }
  const start = (phase: string): void =>
    show(newDraft({ aid: phone.newId(), person: from.person ?? null, phase }));
  if (begun === "gone") return <Gone />;
  if (begun) return <Path key={begun.aid} begun={begun} onUndone={undone} />;
  if (params.aid || params.request) return <Frame title={f("title")}>{null}</Frame>;
  return <Intro person={from.person ?? null} onStart={start} />;
}

/** Where to go on: a draft of this phone, a record that stands open, whom to ask again, or the crisis of a screening. */
async function find(phone: Phone, { aid, person, request }: Params): Promise<AidDraft | "gone" | null> {
  if (request) {
    const begun = phone.rows.firstAids().find((row) => row.request === request && waits(row));
    if (begun) return find(phone, { aid: begun.aid });
    return newDraft({ aid: phone.newId(), person: person ?? null, phase: "kritis", request });
  }
  if (!aid) return null;
  const draft = await readDraft(phone, aid);
  const rows = phone.rows.firstAids().filter((row) => row.aid === aid);
  const open = rows.find(waits);
  // A colleague may have recorded the handover since: what this phone kept is then done with.
  const isOver = draft !== null && draft.recorded !== null && rows.length > 0 && !open;
  if (draft && !isOver) return draft;
  if (isOver) await dropOpenForm(phone, formOf(aid));
  if (open) return reopened(open);
  const [done] = rows;
  return done ? again(phone, done) : "gone";
}

const again = (phone: Phone, { aid, person }: FirstAidView): AidDraft =>
  newDraft({ aid: phone.newId(), person, phase: "sapa", follows: aid });

function Gone() {
  return (
    <Frame title={f("title")}>
      <Empty icon="circle-check" title={f("gone")} help={f("gone.help")} />
    </Frame>
  );
}

function Path({ begun, onUndone }: { begun: AidDraft; onUndone: () => void }) {
  const aid = useAid(begun, onUndone);
  const cover = useCover();
  const [isLeaving, setLeaving] = useState(false);
  const { step } = aid.draft.walk;
  const goBack = aid.back ?? aid.giveUp ?? (() => setLeaving(true));
  const isShown = !cover.isOn && step !== END;
  useBackKey(isShown ? (isLeaving ? () => setLeaving(false) : goBack) : null);
  // each step is a screen of its own, read from its top
  useEffect(() => globalThis.scrollTo?.(0, 0), [step]);
  if (cover.isOn) return <Cover onOpen={cover.open} />;
  if (step === END) return <End draft={aid.draft} />;
  if (isLeaving) return <Leave aid={aid} onStay={() => setLeaving(false)} />;
  return (
    <Frame title={say(phaseWord(stepOf(step).phase))} onBack={goBack} action={<Bar key={step} aid={aid} />}>
      <WayOut />
      <Situated />
      <StepView key={step} aid={aid} />
      {aid.draft.recorded && <Told aid={aid} />}
      {aid.slip && <SureButton words={f("slip")} sure={f("slip.sure")} onTake={() => void aid.slip?.()} />}
    </Frame>
  );
}

/** One tap away on every screen; where signs are weighed, with the answers, of which one is the way not to leave them. */
function Bar({ aid }: { aid: Aid }) {
  const { walk } = aid.draft;
  const isHere = isInBar(stepOf(walk.step));
  const isAsked = stepOf(walk.step).list !== undefined;
  const phases = shortcuts(walk).filter((phase) => !(isHere && isAsked) || phase !== "kritis");
  return (
    <div class="stack stack-tight">
      {isHere && <Answers aid={aid} />}
      <Shortcuts phases={phases} onTap={(phase) => void aid.answer(phase)} />
    </div>
  );
}
