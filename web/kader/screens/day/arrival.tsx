import type { ComponentChildren } from "preact";
import { Icon } from "../../../ui/icon.tsx";
import { ageInWords, formatDate } from "../../i18n/format.ts";
import { say, t } from "../../i18n/index.ts";
import { v } from "../../i18n/visit-words.ts";
import { choiceWord } from "../../model/members.ts";
import { onPaper } from "../../model/paper-day.ts";
import { type Subject, visitDraft } from "../../model/visit.ts";
import { Frame } from "../../parts/frame.tsx";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { b } from "./body-words.ts";

interface ArrivalProps {
  subject: Subject;
  frame: { title: string; sub: string };
  notice: ComponentChildren;
  head: ComponentChildren;
  tabs: ComponentChildren;
  onSaved: () => void;
}

/** Step 1: this person came. Who it is stands here once more, against mixing up two children of one name. */
export function Arrival({ subject, frame, notice, head, tabs, onSaved }: ArrivalProps) {
  const phone = usePhone();
  const save = useSave();
  const { person, today, visit } = subject;

  async function arrive(): Promise<void> {
    const ids = { visit: phone.visitId(person.id, today), session: phone.sessionId(today) };
    const kept = await save([onPaper(visitDraft(subject, 1, ids, {}, {}), phone.today(), phone.now())], {
      title: person.name,
      paper: [{ label: t("step.1"), value: formatDate(today) }],
      done: v("visit.arrived", { name: person.name }),
    });
    if (kept) onSaved();
  }

  return (
    <Frame
      {...frame}
      action={
        <button
          type="button"
          class="btn btn-primary btn-big btn-block"
          onClick={() => void (visit ? onSaved() : arrive())}
        >
          <Icon name={visit ? "arrow-right" : "check"} /> {visit ? t("continue") : v("visit.arrive")}
        </button>
      }
    >
      {tabs}
      {notice}
      <dl class="card dl">
        <dt>{v("visit.card")}</dt>
        <dd>{say(subject.card.title)}</dd>
        {person.birth_date && (
          <>
            <dt>{v("visit.birth")}</dt>
            <dd>
              {formatDate(person.birth_date)} ({ageInWords(person.birth_date, today)})
            </dd>
          </>
        )}
        {person.mother_name && (
          <>
            <dt>{v("visit.mother")}</dt>
            <dd>{person.mother_name}</dd>
          </>
        )}
        {person.assistance.length > 0 && (
          <>
            <dt>{b("helps")}</dt>
            <dd>{person.assistance.map((id) => say(choiceWord("assistance", id))).join(", ")}</dd>
          </>
        )}
        <FamilyLines family={person.family ?? null} />
      </dl>
      {visit && (
        <p class="banner" role="status">
          <Icon name="circle-check" /> {v("visit.arrived", { name: person.name })}
        </p>
      )}
      {head}
    </Frame>
  );
}

function FamilyLines({ family: id }: { family: string | null }) {
  const family = id ? usePhone().rows.families.get(id) : undefined;
  if (!family) return null;
  return (
    <>
      <dt>{v("visit.family")}</dt>
      <dd>{family.head_name}</dd>
      <dt>{v("visit.address")}</dt>
      <dd>
        {family.address} {family.rt && `RT ${family.rt}`} {family.rw && `RW ${family.rw}`}
      </dd>
    </>
  );
}
