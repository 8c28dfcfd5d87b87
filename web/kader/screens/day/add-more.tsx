import { useState } from "preact/hooks";
import type { Card, Field } from "../../../knowledge/cards/index.ts";
import { Icon } from "../../../ui/icon.tsx";
import { formatShortDate } from "../../i18n/format.ts";
import { say } from "../../i18n/index.ts";
import { lastValue, type Subject } from "../../model/visit.ts";
import { b } from "./body-words.ts";

interface AddMoreProps {
  subject: Subject;
  fields: readonly Field[];
  onAdd: (ids: readonly string[]) => void;
}

interface Offer {
  key: string;
  label: string;
  ids: readonly string[];
}

/** What is not due today and can be done all the same; a list of yes/no questions is added as a whole. */
export function AddMore({ subject, fields, onAdd }: AddMoreProps) {
  const [isOpen, setOpen] = useState(false);
  if (fields.length === 0) return null;
  if (!isOpen)
    return (
      <button type="button" class="btn btn-block" onClick={() => setOpen(true)}>
        <Icon name="plus" /> {b("more")}
      </button>
    );
  return (
    <section class="card stack stack-tight">
      <h2>{b("more")}</h2>
      <p class="field-help">{b("more.help")}</p>
      <ul class="list">
        {offersOf(subject.card, fields).map(({ key, label, ids }) => (
          <li key={key}>
            <button type="button" class="row" onClick={() => onAdd(ids)}>
              <span class="row-main">
                <span class="row-title">{label}</span>
                <LastTime subject={subject} field={ids[0] ?? ""} />
              </span>
              <Icon name="plus" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function LastTime({ subject, field }: { subject: Subject; field: string }) {
  const last = lastValue(subject, field);
  if (!last) return null;
  return <span class="row-sub">{b("more.last", { date: formatShortDate(last.date, subject.today) })}</span>;
}

function offersOf(card: Card, fields: readonly Field[]): Offer[] {
  const offers = new Map<string, Offer>();
  for (const field of fields) {
    const group = card.groups?.find(({ id }) => id === field.group);
    const key = group?.id ?? field.id;
    const ids = [...(offers.get(key)?.ids ?? []), field.id];
    offers.set(key, { key, label: say(group?.label ?? field.label), ids });
  }
  return [...offers.values()];
}
