/**
 * A danger sign interrupts at the moment of answering: what to say, one button that calls, and an emergency request
 * that stays open until the puskesmas has answered. It is recorded before anything is said, so that forgetting,
 * a flat battery or a closed application cannot lose it.
 */

import { useEffect, useRef } from "preact/hooks";
import type { Fired } from "../knowledge/cards/index.ts";
import { Icon } from "../ui/icon.tsx";
import type { Draft, Phone } from "./core/api.ts";
import { type Danger, danger } from "./danger-layer.tsx";
import { say } from "./i18n/index.ts";
import { v } from "./i18n/visit-words.ts";
import { referralDraft } from "./model/referral.ts";
import { usePhone } from "./phone.tsx";
import { save } from "./save.tsx";

/** Rules of these that call for help now. */
export const emergencies = (fired: readonly Fired[]): Fired[] =>
  fired.filter((each) => each.action === "darurat");

/**
 * Records the emergency request and shows the script. `also` is kept in the same transaction, before the request.
 * `onWrong`: the answer was a slip; clear it in the form.
 */
export async function raiseDanger(
  phone: Phone,
  about: {
    person: string;
    name: string;
    visit: string;
    fired: readonly Fired[];
    also?: readonly Draft[];
    onWrong: () => void;
  },
): Promise<void> {
  const request = phone.newId();
  const reasons = about.fired.map((fired) => ({ rule: fired.id, text: fired.say.id }));
  danger.set({ person: about.person, fired: about.fired, entries: null, request, onWrong: about.onWrong });
  const draft = referralDraft(
    {
      person: about.person,
      urgency: "darurat",
      reasons,
      message: "",
      to_unit: phone.post().puskesmas?.id ?? "",
      visit: about.visit,
    },
    request,
  );
  const entries = await save(phone, [...(about.also ?? []), draft], {
    title: about.name,
    paper: [{ label: v("danger.title"), value: about.fired.map((fired) => say(fired.say)).join(" ") }],
    done: "",
  });
  const shown = danger.get();
  if (shown?.request === request) danger.set({ ...shown, entries });
}

/** A slip of the thumb: taken back while unsent, else withdrawn in words. */
async function takeBack(phone: Phone, shown: Danger): Promise<void> {
  danger.set(null);
  shown.onWrong();
  if (!shown.entries || (await phone.undo(shown.entries))) return;
  await save(
    phone,
    [
      {
        kind: "request.moved",
        subject: shown.request,
        data: { action: "cancel", note: v("danger.withdrawn") },
      },
    ],
    {
      title: v("danger.title"),
      paper: [{ label: v("danger.title"), value: v("danger.withdrawn") }],
      done: "",
    },
  );
}

export function DangerScreen({ shown }: { shown: Danger }) {
  const phone = usePhone();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [shown.request]);
  const unit = phone.post().puskesmas;
  const isUnsent = shown.entries?.some((id) => phone.statusOf(id) === "pending") ?? true;
  return (
    <div class="overlay overlay-unsafe" role="alertdialog" aria-modal="true" aria-labelledby="danger-title">
      <h1 id="danger-title" tabIndex={-1} ref={heading}>
        <Icon name="triangle-alert" /> {v("danger.title")}
      </h1>
      <p class="muted">{v("danger.first")}</p>
      {shown.fired.map((fired) => (
        <div key={fired.id} class="stack stack-tight">
          <p class="script">“{say(fired.say)}”</p>
          {fired.do_at_home && <p>{say(fired.do_at_home)}</p>}
          {fired.bring && <p class="muted">{v("danger.bring", { what: say(fired.bring) })}</p>}
        </div>
      ))}
      {unit?.phone ? (
        <a class="btn btn-danger btn-big btn-block" href={`tel:${unit.phone.replace(/[^+\d]/g, "")}`}>
          <Icon name="phone" /> {v("danger.call", { unit: unit.name })}
        </a>
      ) : (
        <p class="strong">{v("danger.noPhone")}</p>
      )}
      {shown.entries && (
        <p role="status" class="banner">
          {v("danger.task")} {isUnsent && v("danger.pending")}
        </p>
      )}
      <div class="stack stack-tight push-down">
        <button type="button" class="btn btn-big btn-block" onClick={() => danger.set(null)}>
          {v("danger.continue")}
        </button>
        <button type="button" class="btn btn-quiet btn-block" onClick={() => void takeBack(phone, shown)}>
          {v("danger.wrong")}
        </button>
      </div>
    </div>
  );
}
