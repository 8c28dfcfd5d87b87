import { useId } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import { say } from "../../i18n/index.ts";
import { choicesOf, type Household } from "../../model/members.ts";
import { Choice } from "../../parts/choice.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { m } from "./member-words.ts";

interface HouseholdFieldsProps {
  value: Household;
  set: (change: Partial<Household>) => void;
}

/** Work or school, marital status, and what makes coming easier. */
export function HouseholdFields({ value, set }: HouseholdFieldsProps) {
  return (
    <>
      <TextField
        label={m("occupation")}
        value={value.occupation}
        onInput={(occupation) => set({ occupation })}
      />
      <Choice
        legend={m("marital")}
        value={value.marital_status || null}
        options={choicesOf("marital_statuses").map(({ id, word }) => ({ value: id, label: say(word) }))}
        onChange={(marital_status) => set({ marital_status })}
      />
      <Several
        legend={m("disability")}
        help={m("disability.help")}
        part="disabilities"
        chosen={value.disabilities}
        onChange={(disabilities) => set({ disabilities })}
      />
      {value.disabilities.length > 0 && (
        <Several
          legend={m("assistance")}
          part="assistance"
          chosen={value.assistance}
          onChange={(assistance) => set({ assistance })}
        />
      )}
    </>
  );
}

interface SeveralProps {
  legend: string;
  help?: string;
  part: "disabilities" | "assistance";
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}

/** As many as apply, each a word to tap. */
function Several({ legend, help, part, chosen, onChange }: SeveralProps) {
  const id = useId();
  const toggle = (choice: string): void =>
    onChange(chosen.includes(choice) ? chosen.filter((each) => each !== choice) : [...chosen, choice]);
  return (
    <fieldset class="stack stack-tight" aria-describedby={help ? id : undefined}>
      <legend class="legend">{legend}</legend>
      {help && (
        <p class="field-help" id={id}>
          {help}
        </p>
      )}
      <div class="cluster">
        {choicesOf(part).map((choice) => {
          const isOn = chosen.includes(choice.id);
          return (
            <button
              key={choice.id}
              type="button"
              class={`choice${isOn ? " is-on" : ""}`}
              aria-pressed={isOn}
              onClick={() => toggle(choice.id)}
            >
              {isOn && <Icon name="check" />} {say(choice.word)}
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}
