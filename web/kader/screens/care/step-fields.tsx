import { say } from "../../i18n/index.ts";
import type { Filled } from "../../model/step-form.ts";
import type { Field } from "../../model/workflow.ts";
import { Choice } from "../../parts/choice.tsx";
import { TextField } from "../../parts/text-field.tsx";

interface Props {
  fields: readonly Field[];
  filled: Filled;
  /** The field that still lacks something, and the words. */
  error: { id: string; text: string } | null;
  onFill: (filled: Filled) => void;
}

/** The fields of a form as its workflow says them. */
export function StepFields({ fields, filled, error, onFill }: Props) {
  return (
    <>
      {fields.map((field) => (
        <OneField
          key={field.id}
          field={field}
          value={filled[field.id] ?? ""}
          error={error?.id === field.id ? error.text : null}
          onInput={(value) => onFill({ ...filled, [field.id]: value })}
        />
      ))}
    </>
  );
}

interface FieldProps {
  field: Field;
  value: string;
  error: string | null;
  onInput: (value: string) => void;
}

function OneField({ field, value, error, onInput }: FieldProps) {
  const label = say(field.label);
  const help = say(field.help);
  if (field.type === "moment") return <MomentField {...{ field, value, error, onInput }} />;
  if (field.type !== "choice")
    return <TextField {...{ label, help, value, error, onInput }} multiline={field.long} />;
  const options = Object.entries(field.choices ?? {}).map(([name, words]) => ({
    value: name,
    label: say(words),
  }));
  return (
    <div class="stack stack-tight">
      <Choice legend={label} help={help} options={options} value={value || null} onChange={onInput} />
      {error && <p class="field-error">{error}</p>}
    </div>
  );
}

function MomentField({ field, value, error, onInput }: FieldProps) {
  const [day = "", time = ""] = value.split("T");
  return (
    <div class="cluster">
      <TextField
        label={say(field.label)}
        help={say(field.help)}
        type="date"
        value={day}
        error={error}
        onInput={(next) => onInput(next ? `${next}T${time || "08:00"}` : "")}
      />
      <TextField
        label={say(TIME)}
        type="time"
        value={time}
        onInput={(next) => onInput(day && next ? `${day}T${next}` : value)}
      />
    </div>
  );
}

const TIME = { id: "Jam", en: "Time" };
