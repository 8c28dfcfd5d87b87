/** One sitting: answering, a critical answer at the moment it is given, and recording the whole. */
import { useRef } from "preact/hooks";
import type { Critical, Scored, Script } from "../../../knowledge/instruments/index.ts";
import type { Draft, PersonView } from "../../core/api.ts";
import { hold } from "../../hold.ts";
import { isOpen } from "../../model/referral.ts";
import { serviceOf } from "../../model/screening.ts";
import {
  type Asked,
  followUpDraft,
  newlyCritical,
  recordDraft,
  scored,
  scriptOf,
  withdrawals,
  withMeasured,
} from "../../model/screening-run.ts";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { raiseCrisis } from "./crisis.tsx";
import { type Sheet, useSheet, withoutAnswer } from "./use-sheet.ts";
import { s } from "./words.ts";

export interface Sitting {
  sheet: Sheet | null;
  answer: (item: string, value: number | string) => Promise<void>;
  skip: (item: string) => Promise<void>;
  /** Records the whole; null when the phone could not keep it. */
  finish: () => Promise<Scored | null>;
}

export function useSitting(person: PersonView, asked: Asked): Sitting {
  const phone = usePhone();
  const save = useSave();
  const { sheet: kept, change, drop } = useSheet(person.id, asked.instrument.id);
  const sheet = kept && withMeasured(kept, asked.measured);
  // The overlay's buttons come back after renders: they must change the sheet as it is by then.
  const latest = useRef(sheet);
  latest.current = sheet;

  async function answer(item: string, value: number | string): Promise<void> {
    const now = latest.current;
    if (!now) return;
    const next = { ...now, answers: { ...now.answers, [item]: value } };
    const [critical] = newlyCritical(asked.instrument, next.answers, now.told);
    if (critical) return raise(item, critical, next);
    // An answer that is taken back and given again is told again.
    const still = newlyCritical(asked.instrument, next.answers, []).map((one) => one.item);
    const told = now.told.filter((one) => still.includes(one));
    await hold(() => change({ ...next, told }));
  }

  async function raise(item: string, critical: Critical, next: Sheet): Promise<void> {
    const told = { ...next, told: [...next.told, critical.item] };
    const open = openRequest(critical.script);
    const id = phone.newId();
    const request = open ?? phone.newId();
    const drafts = [
      recordDraft(asked, next.answers, scored(asked, next.answers), id),
      ...withdrawals(next.recorded, person.id),
      ...(open ? [] : [follow(request, critical.script)]),
    ];
    const crisis = { person: person.id, name: person.name, script: critical.script, request, drafts };
    const kept = await raiseCrisis(phone, {
      ...crisis,
      slip: { person: person.id, instrument: asked.instrument.id, item, recorded: next.recorded },
      onWrong: () => void clear(item, next.recorded),
    });
    await change(kept ? { ...told, recorded: [id], request } : told);
  }

  const follow = (id: string, script: Script) =>
    followUpDraft({
      id,
      person: person.id,
      unit: phone.post().puskesmas?.id ?? null,
      script,
      urgency: "darurat",
      why: "critical",
    });

  /** One emergency request is enough; an ordinary one does not stand for it. */
  const openRequest = (script: Script): string | undefined =>
    phone.rows
      .requestsOf(person.id)
      .find((row) => isOpen(row) && row.urgency === "darurat" && row.service === serviceOf(script))?.id;

  async function clear(item: string, recorded: readonly string[]): Promise<void> {
    const now = latest.current;
    if (now) await change(withoutAnswer(now, { item, recorded }));
  }

  async function skip(item: string): Promise<void> {
    const now = latest.current;
    if (!now) return;
    const { [item]: _, ...answers } = now.answers;
    const skipped = [...now.skipped.filter((one) => one !== item), item];
    await hold(() => change({ ...now, answers, skipped, told: now.told.filter((one) => one !== item) }));
  }

  async function finish(): Promise<Scored | null> {
    const now = latest.current;
    if (!now) return null;
    const result = scored(asked, now.answers);
    const drafts = [
      recordDraft(asked, now.answers, result, phone.newId()),
      ...withdrawals(now.recorded, person.id),
    ];
    const kept = await (isUntold(result)
      ? raiseAtEnd(drafts, scriptOf(asked.instrument, result))
      : keep(drafts));
    if (!kept) return null;
    await drop();
    return result;
  }

  function keep(drafts: Draft[]): Promise<string[] | null> {
    const paper = [{ label: s("paper.what"), value: s("paper.value") }];
    return save(drafts, { title: person.name, paper, done: "" });
  }

  /** The sum is an emergency, or a critical answer could not be kept when it was given. */
  const isUntold = (result: Scored): boolean =>
    result.action === "darurat" && !openRequest(scriptOf(asked.instrument, result));

  function raiseAtEnd(drafts: Draft[], script: Script): Promise<string[] | null> {
    const request = phone.newId();
    const all = [...drafts, follow(request, script)];
    return raiseCrisis(phone, {
      ...{ person: person.id, name: person.name, script, request, drafts: all },
      slip: null,
      onWrong: () => undefined,
    });
  }

  return { sheet, answer, skip, finish };
}
