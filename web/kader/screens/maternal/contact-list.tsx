import { useState } from "preact/hooks";
import content from "../../../../content/programme/anc-labels.json";
import { Icon } from "../../../ui/icon.tsx";
import type { DoseView } from "../../core/api.ts";
import { formatDate } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { contactDraft, doseOf, emptyContact } from "../../model/contact.ts";
import type { ForecastRow } from "../../model/due.ts";
import { reasonOf, statusOf } from "../../model/schedule.ts";
import { SelectField } from "../../parts/select-field.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { useHistory } from "../people/use-history.ts";
import { labelOf, m, optionsOf } from "./words.ts";

interface ContactListProps {
  person: string;
  contacts: readonly ForecastRow[];
  /** What the contacts are called: K, KF, KN; their number follows. */
  code: "K" | "KF" | "KN";
}

/** Contacts with what is known of each; tapping one that is open records it, also from the KIA book. */
export function ContactList({ person, contacts, code }: ContactListProps) {
  const { doses } = useHistory(person);
  const [open, setOpen] = useState<number | null>(null);
  return (
    <ul class="list">
      {contacts.map((row) => (
        <li key={row.dose} class="stack stack-tight">
          <div class="row">
            <span class="row-main">
              <span class="row-title">
                {code}
                {row.dose} · {row.status === "closed" ? m("contact.missed") : statusOf(row.status)}
              </span>
              <span class="row-sub">{contactWords(row, doses ?? [])}</span>
            </span>
            {!row.given_on && row.status !== "future" && row.status !== "early" && (
              <button
                type="button"
                class={`btn ${row.status === "closed" ? "btn-quiet" : ""}`}
                aria-expanded={open === row.dose}
                onClick={() => setOpen(open === row.dose ? null : row.dose)}
              >
                {m("contact.record")}
                <span class="sr-only">
                  {" "}
                  {code}
                  {row.dose}
                </span>
              </button>
            )}
            {row.given_on && <Icon name="circle-check" />}
          </div>
          {open === row.dose && (
            <ContactForm person={person} row={row} name={`${code}${row.dose}`} onDone={() => setOpen(null)} />
          )}
        </li>
      ))}
    </ul>
  );
}

function contactWords(row: ForecastRow, doses: readonly DoseView[]): string {
  if (!row.given_on) return dueWords(row);
  const dose = doseOf(row, doses);
  const where = dose ? labelOf(content.places, dose.place ?? "") : "";
  const who = dose ? labelOf(content.helpers, dose.helper ?? "") : "";
  return [formatDate(row.given_on), where, who].filter(Boolean).join(" · ");
}

function dueWords(row: ForecastRow): string {
  if (row.status === "future") return m("contact.about", { date: formatDate(row.due_date) });
  if (row.status === "closed") return m("contact.missed.help");
  if (row.status === "early") return m("contact.from", { date: formatDate(row.earliest) });
  return row.latest ? m("contact.until", { date: formatDate(row.latest) }) : reasonOf(row);
}

interface ContactFormProps {
  person: string;
  row: ForecastRow;
  name: string;
  onDone: () => void;
}

function ContactForm({ person, row, name, onDone }: ContactFormProps) {
  const phone = usePhone();
  const save = useSave();
  const [form, setForm] = useState(() => emptyContact(phone.today()));
  const [error, setError] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    if (!form.date || form.date > phone.today()) return setError(m("birth.date.wrong"));
    const draft = contactDraft(person, row, form, phone.today());
    const where = [form.date, labelOf(content.places, form.place), labelOf(content.helpers, form.helper)];
    const kept = await save([draft], {
      title: phone.rows.persons.get(person)?.name ?? "",
      paper: [{ label: name, value: where.filter(Boolean).join(", ") }],
      done: m("contact.saved", { name }),
    });
    if (kept) onDone();
  };
  return (
    <div class="question stack">
      <TextField
        label={m("contact.date", { name })}
        type="date"
        max={phone.today()}
        value={form.date}
        error={error}
        help={m("contact.date.help")}
        onInput={(date) => setForm({ ...form, date })}
      />
      <SelectField
        label={m("contact.place")}
        value={form.place}
        options={optionsOf(content.places)}
        empty={m("unknown")}
        onChange={(place) => setForm({ ...form, place })}
      />
      <SelectField
        label={m("contact.helper")}
        value={form.helper}
        options={optionsOf(content.helpers)}
        empty={m("unknown")}
        onChange={(helper) => setForm({ ...form, helper })}
      />
      <div class="cluster">
        <button type="button" class="btn btn-primary" onClick={() => void submit()}>
          {t("save")}
        </button>
        <button type="button" class="btn btn-quiet" onClick={onDone}>
          {t("cancel")}
        </button>
      </div>
    </div>
  );
}
