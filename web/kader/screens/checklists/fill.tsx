import { useState } from "preact/hooks";
import {
  type ChecklistAnswer,
  type ChecklistItem,
  type ChecklistResult,
  judge,
} from "../../../knowledge/checklists.ts";
import { Icon } from "../../../ui/icon.tsx";
import { checklistId } from "../../core/ids.ts";
import { say } from "../../i18n/index.ts";
import { back } from "../../nav.ts";
import { Choice } from "../../parts/choice.tsx";
import { Frame } from "../../parts/frame.tsx";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { useSavedForm } from "../people/use-saved-form.ts";
import type { Listed } from "./lists.ts";
import { Steps } from "./steps.tsx";
import { cl } from "./words.ts";

type Answers = Record<string, ChecklistAnswer>;
const ANSWERS: readonly ChecklistAnswer[] = ["yes", "not_yet", "no"];

/** One list: a question at a time down the page, what it means as soon as all are answered, then save. */
export function Fill({ list }: { list: Listed }) {
  const phone = usePhone();
  const save = useSave();
  const kept = useSavedForm<Answers>(`checklist|${list.id}`, () => ({}));
  const [isMissing, setMissing] = useState(false);
  const answers = kept.form;
  const left = list.items.filter(({ id }) => !answers[id]).length;
  const total = list.items.length;

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    setMissing(left > 0);
    if (left > 0) return;
    const subject = checklistId(phone.post().id, list.id);
    const data = { checklist: list.id, edition: list.edition, date: phone.today(), answers };
    const title = say(list.title);
    const paper = list.items.map(({ id, ask }) => ({ label: say(ask), value: cl(answers[id] ?? "not_yet") }));
    const saved = await save([{ kind: "checklist.recorded", subject, data }], {
      title,
      paper,
      done: cl("saved", { name: title }),
    });
    if (!saved) return;
    await kept.drop();
    back();
  }

  return (
    <Frame title={say(list.title)} sub={cl("of", { n: total - left, total })}>
      <p class="muted">{say(list.lead)}</p>
      <form class="stack" onSubmit={submit} noValidate>
        {kept.ready &&
          list.items.map((item) => (
            <Question
              key={item.id}
              item={item}
              value={answers[item.id] ?? null}
              onChange={(value) => kept.set({ ...answers, [item.id]: value })}
            />
          ))}
        {left === 0 && <Outcome list={list} found={judge(list, answers)} />}
        {isMissing && left > 0 && (
          <p class="field-error" role="alert">
            {cl("missing", { n: left })}
          </p>
        )}
        <button type="submit" class="btn btn-primary btn-big btn-block">
          <Icon name="check" /> {cl("save")}
        </button>
      </form>
      <p class="small muted">{cl("source", { source: list.source, edition: list.edition })}</p>
    </Frame>
  );
}

interface QuestionProps {
  item: ChecklistItem;
  value: ChecklistAnswer | null;
  onChange: (value: ChecklistAnswer) => void;
}

function Question({ item, value, onChange }: QuestionProps) {
  return (
    <div class="card stack stack-tight">
      <Choice
        legend={say(item.ask)}
        help={say(item.help)}
        value={value}
        options={ANSWERS.map((one) => ({ value: one, label: cl(one) }))}
        onChange={onChange}
      />
      {item.needed && (
        <p class="small muted">
          <Icon name="check" /> {cl("needed")}
        </p>
      )}
    </div>
  );
}

function Outcome({ list, found }: { list: Listed; found: ChecklistResult }) {
  const { title, text } = list.results[found.state];
  return (
    <section class="card stack stack-tight" aria-live="polite" aria-labelledby="outcome">
      <h2 id="outcome">{say(title)}</h2>
      <p>{say(text)}</p>
      {found.left.length > 0 ? (
        <>
          <h3>{cl("next")}</h3>
          <Steps items={found.left} />
        </>
      ) : (
        <p>{cl("all.done")}</p>
      )}
    </section>
  );
}
