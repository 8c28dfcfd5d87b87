import { useEffect, useRef } from "preact/hooks";
import type { Fired } from "../../../knowledge/cards/index.ts";
import { CHECKLISTS } from "../../../knowledge/homevisits/index.ts";
import { homeCheckId } from "../../core/ids.ts";
import { emergencies, raiseDanger } from "../../danger.tsx";
import { checkDraft } from "../../model/home-visits.ts";
import { usePhone } from "../../phone.tsx";
import { fieldKey, type HomeVisit, type MemberState } from "./use-visit.ts";

/** Which signs were seen, before what is said about them: the puskesmas reads both. */
function named(fired: Fired, checklist: keyof typeof CHECKLISTS): Fired {
  const fields = new Map(CHECKLISTS[checklist].fields.map((field) => [field.id, field.label]));
  const seen = fired.trace.flatMap(({ fact }) => fields.get(fact) ?? []);
  const say = (language: "id" | "en"): string =>
    `${seen.map((label) => label[language]).join(", ")}. ${fired.say[language]}`;
  return seen.length > 0 ? { ...fired, say: { id: say("id"), en: say("en") } } : fired;
}

/**
 * Raises each emergency of a member at the moment of answering: the referral is written together with the answers so
 * far. Once only: again after it was taken back, never while a referral of this check names it.
 */
export function useDangerWatch(visit: HomeVisit, member: MemberState): void {
  const phone = usePhone();
  const raised = useRef<ReadonlySet<string>>(new Set());
  const graves = member.answered.flatMap((one) =>
    emergencies(one.found.fired).map((fired) => ({ one, fired: named(fired, one.checklist) })),
  );
  const ids = graves.map(({ fired }) => `${fired.id} ${fired.say.id}`).join("|");
  useEffect(() => {
    const { person } = member;
    const post = phone.post().id;
    const known = new Set(
      phone.rows
        .requestsOf(person.id)
        .filter(({ visit: of }) =>
          member.checklists.some((id) => of === homeCheckId(post, person.id, id, visit.date)),
        )
        .flatMap(({ reasons }) => reasons.map(({ rule }) => rule)),
    );
    const fresh = graves.filter(({ fired }) => !raised.current.has(fired.id) && !known.has(fired.id));
    raised.current = new Set(graves.map(({ fired }) => fired.id));
    const [first] = fresh;
    if (!first) return;
    const where = { post, person: person.id, family: visit.family.id, date: visit.date };
    const slips = fresh.flatMap(({ one, fired }) =>
      fired.trace.map(({ fact }) => [fieldKey(one.checklist, fact), ""] as const),
    );
    const onWrong = (): void => {
      const answers = visit.form.form.answers;
      const cleared = { ...answers[person.id], ...Object.fromEntries(slips) };
      visit.set({ answers: { ...answers, [person.id]: cleared } });
    };
    void raiseDanger(phone, {
      person: person.id,
      name: person.name,
      visit: homeCheckId(post, person.id, first.one.checklist, visit.date),
      fired: fresh.map(({ fired }) => fired),
      also: fresh.map(({ one }) => checkDraft(where, one)),
      onWrong,
    });
  }, [ids]);
}
