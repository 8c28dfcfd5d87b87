import type { Field } from "../../knowledge/cards/index.ts";
import { formatNumber, formatShortDate } from "../i18n/format.ts";
import { say, t } from "../i18n/index.ts";
import { v } from "../i18n/visit-words.ts";
import { Choice } from "./choice.tsx";
import { Measure } from "./measure.tsx";
import { isSlip, l, Slip } from "./slip.tsx";
import { TextField } from "./text-field.tsx";

interface CardFieldProps {
  field: Field;
  value: string | boolean | undefined;
  onChange: (value: string | boolean) => void;
  last: { value: unknown; date: string } | null;
  today: string;
  question: string | null;
  isInvalid: boolean;
  isLast: boolean;
  onDone?: () => void;
  onSure?: (question: string) => void;
}

/** One field of a card, drawn after its type in the content. */
export function CardField(props: CardFieldProps) {
  const { field, value, onChange } = props;
  const label = say(field.label);
  const help = field.help ? { help: say(field.help) } : {};
  if (field.type === "boolean")
    return (
      <Choice
        legend={label}
        {...help}
        isRow
        value={typeof value === "boolean" ? value : null}
        options={[
          { value: true, label: t("yes") },
          { value: false, label: t("no") },
        ]}
        onChange={onChange}
      />
    );
  if (field.type === "choice")
    return (
      <Choice
        legend={label}
        {...help}
        isRow={(field.choices?.length ?? 0) <= 2}
        value={typeof value === "string" ? value : null}
        options={(field.choices ?? []).map((choice) => ({ value: choice.value, label: say(choice.label) }))}
        onChange={onChange}
      />
    );
  if (field.type === "text" || field.type === "date")
    return (
      <TextField
        label={label}
        {...help}
        type={field.type}
        value={typeof value === "string" ? value : ""}
        onInput={onChange}
      />
    );
  return <NumberField {...props} />;
}

function NumberField({
  field,
  value,
  onChange,
  last,
  today,
  question,
  isInvalid,
  isLast,
  onDone,
  onSure,
}: CardFieldProps) {
  const places = field.decimals ?? 0;
  const example = formatNumber(((field.min ?? 0) + (field.max ?? 10)) / 2, places, true);
  const text = typeof value === "string" ? value : "";
  const wrong = (): string => (isSlip(field, text) ? l("look") : v("visit.unknownNumber", { example }));
  return (
    <>
      <Measure
        label={say(field.label)}
        unit={field.unit ?? ""}
        value={text}
        onInput={onChange}
        last={last && lastWords(last, places, today)}
        help={field.help && say(field.help)}
        question={question}
        onSure={onSure}
        error={isInvalid ? wrong() : null}
        integer={field.type === "integer"}
        big={field.step === 2}
        isLast={isLast}
        {...(onDone ? { onDone } : {})}
      />
      <Slip asked={field} text={text} onFix={onChange} />
    </>
  );
}

function lastWords(last: { value: unknown; date: string }, places: number, today: string): string {
  if (typeof last.value !== "number") return "";
  return `${t("last", { value: formatNumber(last.value, places) })} · ${formatShortDate(last.date, today)}`;
}
