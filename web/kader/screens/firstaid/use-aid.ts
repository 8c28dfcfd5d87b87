/** One path in progress: kept encrypted after each tap, recorded when somebody may not be left alone and at its end. */
import { useEffect, useState } from "preact/hooks";
import { END, move, type Walk } from "../../../knowledge/first-aid.ts";
import type { Phone } from "../../core/api.ts";
import { hold } from "../../hold.ts";
import { type AidDraft, mayBeSlip, mustRecord, recordDrafts, slipDrafts } from "../../model/first-aid.ts";
import { wayBack } from "../../model/first-aid-back.ts";
import type { ReachDraft } from "../../model/reach.ts";
import { dropOpenForm, ifKept, noteOpenForm } from "../../parts/use-form.ts";
import { usePhone } from "../../phone.tsx";
import { save } from "../../save.tsx";
import { showToast } from "../../toast.tsx";
import { f } from "./words.ts";

/** The name of a form is not encrypted: it tells neither whom nor what. */
export const formOf = (aid: string): string => `steps ${aid}`;

export async function readDraft(phone: Phone, aid: string): Promise<AidDraft | null> {
  return (await phone.loadForm(formOf(aid))) as AidDraft | null;
}

async function keep(phone: Phone, draft: AidDraft): Promise<void> {
  const key = formOf(draft.aid);
  await ifKept(phone.saveForm(key, { ...draft }));
  await noteOpenForm(phone, { key, person: draft.aid, step: 0, date: phone.today() });
}

export interface Aid {
  draft: AidDraft;
  /** `more`: what was chosen along with the answer. */
  answer: (id: string, more?: Pick<AidDraft, "wish">) => Promise<void>;
  /** What a step asks for, or a call that was made: kept beside the walk. */
  fill: (given: Partial<Walk>) => Promise<void>;
  /** How they may be reached: kept with each letter. */
  leave: (reach: ReachDraft | null) => void;
  /** Null where one step back is no step of this path. */
  back: (() => void) | null;
  /** Nothing was answered yet: the path is given up as if it had not begun. */
  giveUp: (() => void) | null;
  /** Null once more was written or answered since. */
  slip: (() => Promise<void>) | null;
}

/** `onUndone`: the tap with which it began was a slip. */
export function useAid(begun: AidDraft, onUndone: () => void): Aid {
  const phone = usePhone();
  const [draft, setDraft] = useState(begun);
  // An update would reload the page in the middle of a step.
  useEffect(() => phone.holdUpdate(), [phone]);
  useEffect(() => void begin(), []);

  async function begin(): Promise<void> {
    // A path that begins where somebody may not be left alone is recorded before anything is said.
    const isNew = begun.recorded === null && begun.earlier.length === 0;
    if (isNew && mustRecord({ ...begun.walk, path: [] }, begun.walk)) await record(begun);
    else await keep(phone, begun);
  }

  async function show(next: AidDraft): Promise<void> {
    setDraft(next);
    await keep(phone, next);
  }

  async function answer(id: string, more?: Pick<AidDraft, "wish">): Promise<void> {
    const walk = move(draft.walk, id);
    if (!walk) return;
    const handedAt = walk.accepted === null ? null : (draft.handedAt ?? phone.now().toISOString());
    await enter({ ...draft, ...more, walk, handedAt, earlier: [...draft.earlier, draft.walk] });
  }

  const enter = (next: AidDraft): Promise<void> =>
    mustRecord(draft.walk, next.walk) ? record(next) : hold(() => show(next));

  async function giveUp(): Promise<void> {
    await hold(() => dropOpenForm(phone, formOf(draft.aid)));
    onUndone();
  }

  /** The step is shown first: what helps now must not wait for a full phone. Only the end waits for its record. */
  async function record(next: AidDraft): Promise<void> {
    const isEnd = next.walk.step === END;
    if (!isEnd) setDraft(next);
    const by = { rows: phone.rows, today: phone.today(), unit: phone.post().puskesmas?.id ?? null };
    const made = recordDrafts(next, { ...by, newId: () => phone.newId() });
    const paper = [{ label: f("paper.what"), value: f(isEnd ? "paper.end" : "paper.value") }];
    const written = await save(phone, made.drafts, { title: f("title"), paper, done: "" });
    if (!written) return isEnd ? undefined : keep(phone, next);
    const done = { ...made.next, written: next.recorded ? [] : written };
    setDraft(done);
    await (isEnd ? dropOpenForm(phone, formOf(next.aid)) : keep(phone, done));
  }

  async function takeBack(): Promise<void> {
    const before = draft.earlier.at(-1);
    const isUnsent = await phone.undo([...draft.written]);
    const opened = draft.written.length > 1;
    if (!isUnsent) {
      const note = f("slip.note");
      const paper = [{ label: f("paper.what"), value: note }];
      const kept = await save(phone, slipDrafts(draft, opened, note), { title: f("title"), paper, done: "" });
      if (!kept) return;
    }
    showToast(f("slip.done"));
    const request = opened ? null : draft.request;
    const earlier = draft.earlier.slice(0, -1);
    if (before) return show({ ...draft, walk: before, earlier, recorded: null, written: [], request });
    await dropOpenForm(phone, formOf(draft.aid));
    onUndone();
  }

  const way = wayBack(draft);
  return {
    draft,
    answer,
    fill: (given) => hold(() => show({ ...draft, walk: { ...draft.walk, ...given } })),
    leave: (reach) => void show({ ...draft, reach }),
    back: "walk" in way ? () => void enter({ ...draft, walk: way.walk, earlier: way.earlier }) : null,
    giveUp: way.to === "start" ? () => void giveUp() : null,
    slip: mayBeSlip(draft) ? takeBack : null,
  };
}
