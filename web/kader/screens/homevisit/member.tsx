import { Frame } from "../../parts/frame.tsx";
import { subtitle } from "../people/person-head.ts";
import { useDangerWatch } from "./danger-watch.ts";
import { Questions } from "./questions.tsx";
import type { HomeVisit, MemberState } from "./use-visit.ts";
import { h } from "./words.ts";

/** The questions of one member: only what fits age, sex and pregnancy on this day. */
export function Member({ visit, member }: { visit: HomeVisit; member: MemberState }) {
  const { person } = member;
  const { answers } = visit.form.form;
  const values = answers[person.id] ?? {};
  const close = (): void => visit.set({ member: null });
  useDangerWatch(visit, member);
  return (
    <Frame
      title={person.name}
      sub={subtitle(person, visit.date)}
      onBack={close}
      action={
        <button type="button" class="btn btn-primary btn-big btn-block" onClick={close}>
          {h("member.back")}
        </button>
      }
    >
      <p class="muted">{h("member.private")}</p>
      <Questions
        questions={member.questions}
        values={values}
        invalid={member.invalid}
        today={visit.date}
        onChange={(change) => visit.set({ answers: { ...answers, [person.id]: { ...values, ...change } } })}
      />
    </Frame>
  );
}
