import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

export interface Option<T extends string | number | boolean> {
  value: T;
  label: ComponentChildren;
}

interface ChoiceProps<T extends string | number | boolean> {
  legend: string;
  options: readonly Option<T>[];
  value: T | null;
  onChange: (value: T) => void;
  help?: string;
  hideLegend?: boolean;
  /** Question on the left, answers on the right: for yes and no. */
  isRow?: boolean;
}

/** One of few: big buttons, one tap. Arrow keys move within the group, as radios do. */
export function Choice<T extends string | number | boolean>(props: ChoiceProps<T>) {
  const id = useId();
  return (
    <div
      class={props.isRow ? "choice-row" : "stack stack-tight"}
      role="radiogroup"
      aria-labelledby={id}
      aria-describedby={props.help ? `${id}-help` : undefined}
    >
      <span id={id} class={props.hideLegend ? "sr-only" : "legend"}>
        {props.legend}
      </span>
      <div class="choices">
        {props.options.map((option) => (
          <label key={String(option.value)} class={`choice${option.value === props.value ? " is-on" : ""}`}>
            <input
              type="radio"
              name={id}
              checked={option.value === props.value}
              onChange={() => props.onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
      {props.help && (
        <p class="field-help" id={`${id}-help`}>
          {props.help}
        </p>
      )}
    </div>
  );
}
