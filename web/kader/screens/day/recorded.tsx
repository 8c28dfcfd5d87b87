import type { Field } from "../../../knowledge/cards/index.ts";
import { Icon } from "../../../ui/icon.tsx";
import { say } from "../../i18n/index.ts";
import { v } from "../../i18n/visit-words.ts";
import type { Subject } from "../../model/visit.ts";
import { go } from "../../nav.ts";
import { valueWords } from "./value-words.ts";

interface RecordedProps {
  subject: Subject;
  fields: readonly Field[];
  onVerdict: (() => void) | null;
}

/** What was answered in private does not stand on a screen that others can see. */
const isOpen = (field: Field): boolean => !field.private;

/** What some table has written today at this step. It changes by a correction, so that both values stay visible. */
export function Recorded({ subject, fields, onVerdict }: RecordedProps) {
  if (fields.length === 0) return null;
  return (
    <section class="card stack stack-tight">
      <h2>{v("visit.recorded")}</h2>
      <dl class="number pairs">
        {fields.filter(isOpen).map((field) => (
          <div key={field.id}>
            <dt>{say(field.label)}</dt>
            <dd class="strong">{valueWords(field, subject.visit?.values[field.id])}</dd>
          </div>
        ))}
      </dl>
      <div class="actions">
        {onVerdict && (
          <button type="button" class="btn" onClick={onVerdict}>
            <Icon name="trending-up" /> {v("verdict.title")}
          </button>
        )}
        <button type="button" class="btn" onClick={() => go("correct", { person: subject.person.id })}>
          <Icon name="pencil" /> {v("correct.title")}
        </button>
      </div>
    </section>
  );
}

/** What a dose written down today has answered already. */
export function Carried({ fields }: { fields: readonly Field[] }) {
  if (fields.length === 0) return null;
  return (
    <section class="card stack stack-tight">
      <h2>{v("visit.carried")}</h2>
      <ul>
        {fields.map((field) => (
          <li key={field.id}>
            <Icon name="circle-check" /> {say(field.label)}
          </li>
        ))}
      </ul>
      <p class="field-help">{v("visit.carried.help")}</p>
    </section>
  );
}
