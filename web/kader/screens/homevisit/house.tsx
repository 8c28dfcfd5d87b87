import { Frame } from "../../parts/frame.tsx";
import { Questions } from "./questions.tsx";
import type { HomeVisit } from "./use-visit.ts";
import { h } from "./words.ts";

/** The family form: what the house is like, with the answers of the last visit filled in. */
export function House({ visit }: { visit: HomeVisit }) {
  const { house } = visit.form.form;
  const close = (): void => visit.set({ member: null });
  const isKnown = Object.keys(visit.house.values).length > Object.keys(house).length;
  return (
    <Frame
      title={h("house")}
      sub={h("family", { name: visit.name })}
      onBack={close}
      action={
        <button type="button" class="btn btn-primary btn-big btn-block" onClick={close}>
          {h("member.back")}
        </button>
      }
    >
      {isKnown && <p class="muted">{h("house.known")}</p>}
      <Questions
        questions={visit.house.questions}
        values={visit.house.values as typeof house}
        invalid={visit.house.invalid}
        today={visit.date}
        onChange={(change) => visit.set({ house: { ...house, ...change } })}
      />
    </Frame>
  );
}
