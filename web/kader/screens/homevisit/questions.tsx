import type { Question, Section } from "../../../knowledge/homevisits/index.ts";
import { SECTIONS } from "../../../knowledge/homevisits/index.ts";
import { Icon } from "../../../ui/icon.tsx";
import { formatNumber, parseDecimal } from "../../i18n/format.ts";
import type { FormValues } from "../../model/visit.ts";
import { CardField } from "../../parts/card-field.tsx";
import { h } from "./words.ts";

interface QuestionsProps {
  questions: readonly Question[];
  values: FormValues;
  invalid: readonly string[];
  today: string;
  onChange: (change: FormValues) => void;
}

/** The questions of a checklist, section by section; one tap says no to every sign that has no answer yet. */
export function Questions(props: QuestionsProps) {
  const sections = SECTIONS.map((section) => ({
    section,
    fields: props.questions.filter((field) => field.section === section),
  })).filter(({ fields }) => fields.length > 0);
  return (
    <>
      {sections.map(({ section, fields }) => (
        <section key={section} class="stack" aria-labelledby={`section-${section}`}>
          {sections.length > 1 && <h2 id={`section-${section}`}>{h(`section.${section as Section}`)}</h2>}
          {section === "bahaya" && <NoneOfThese fields={fields} {...props} />}
          {fields.map((field) => (
            <One key={field.id} field={field} {...props} />
          ))}
        </section>
      ))}
    </>
  );
}

function NoneOfThese({ fields, values, onChange }: { fields: readonly Question[] } & QuestionsProps) {
  const open = fields.filter((field) => field.type === "boolean" && typeof values[field.id] !== "boolean");
  if (open.length < 2) return null;
  return (
    <button
      type="button"
      class="btn btn-block"
      onClick={() => onChange(Object.fromEntries(open.map(({ id }) => [id, false])))}
    >
      <Icon name="list-checks" /> {h("none", { n: open.length })}
    </button>
  );
}

function One({ field, values, invalid, today, onChange }: { field: Question } & QuestionsProps) {
  const text = values[field.id];
  const isWrong = invalid.includes(field.id) && typeof text === "string" && parseDecimal(text) === null;
  const example = formatNumber(((field.min ?? 0) + (field.max ?? 10)) / 2, field.decimals ?? 0, true);
  return (
    <>
      <CardField
        field={field}
        value={values[field.id]}
        onChange={(value) => onChange({ [field.id]: value })}
        last={null}
        today={today}
        question={null}
        isInvalid={false}
        isLast={false}
      />
      {isWrong && (
        <p class="field-error" role="alert">
          {h("doubt.number", { example })}
        </p>
      )}
    </>
  );
}
