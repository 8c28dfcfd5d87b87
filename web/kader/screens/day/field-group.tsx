import { useId } from "preact/hooks";
import type { Field, FieldGroup as Group } from "../../../knowledge/cards/index.ts";
import { Icon } from "../../../ui/icon.tsx";
import { say } from "../../i18n/index.ts";
import type { Form } from "../../parts/use-form.ts";

interface FieldGroupProps {
  group: Group;
  fields: readonly Field[];
  form: Form;
}

/** A list of yes/no questions as words to tap: what is not tapped is no, once the list was looked at. */
export function FieldGroup({ group, fields, form }: FieldGroupProps) {
  const id = useId();
  const isOn = (field: Field): boolean => form.values[field.id] === true;
  const answers = (on: (field: Field) => boolean): void =>
    form.setAll(Object.fromEntries(fields.map((field) => [field.id, on(field)])));
  const isNone = fields.every((field) => form.values[field.id] === false);
  return (
    <fieldset class="card stack stack-tight" aria-describedby={group.help ? id : undefined}>
      <legend class="sr-only">{say(group.label)}</legend>
      <h2>{say(group.label)}</h2>
      {group.help && (
        <p class="field-help" id={id}>
          {say(group.help)}
        </p>
      )}
      <div class="cluster">
        {fields.map((field) => (
          <button
            key={field.id}
            type="button"
            class={`choice${isOn(field) ? " is-on" : ""}`}
            aria-pressed={isOn(field)}
            onClick={() => answers((each) => (each === field ? !isOn(field) : isOn(each)))}
          >
            {isOn(field) && <Icon name="check" />} {say(field.short ?? field.label)}
          </button>
        ))}
        <button
          type="button"
          class={`choice${isNone ? " is-on" : ""}`}
          aria-pressed={isNone}
          onClick={() => answers(() => false)}
        >
          {isNone && <Icon name="check" />} {say(group.none)}
        </button>
      </div>
    </fieldset>
  );
}
