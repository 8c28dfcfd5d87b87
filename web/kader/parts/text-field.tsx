import { useEffect, useId } from "preact/hooks";

interface TextFieldProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  help?: string;
  error?: string | null;
  multiline?: boolean;
  type?: "text" | "date" | "time" | "tel";
  inputMode?: "text" | "numeric" | "decimal" | "tel";
  max?: string;
  autoComplete?: string;
  /** The screen is for typing here: the cursor is in the field when it opens. */
  isFirst?: boolean;
  autoCapitalize?: "characters" | "words" | "none";
}

/** A labelled text, date or number field with help and a kind error. */
export function TextField(props: TextFieldProps) {
  const id = useId();
  useEffect(() => {
    if (props.isFirst) document.getElementById(id)?.focus();
  }, []);
  const { help, error } = props;
  const shared = {
    id,
    class: "input",
    value: props.value,
    "aria-invalid": error ? ("true" as const) : undefined,
    "aria-describedby": error ? `${id}-error` : help ? `${id}-help` : undefined,
    autoComplete: props.autoComplete ?? "off",
    autoCapitalize: props.autoCapitalize,
    onInput: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
      props.onInput(event.currentTarget.value),
  };
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.multiline ? <textarea {...shared} /> : <input {...shared} {...inputProps(props)} />}
      {help && (
        <p class="field-help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {error && (
        <p class="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

/** Preact types an input by its literal type, so each one is spelled out. */
function inputProps({ type, inputMode, max }: TextFieldProps) {
  if (type === "date") return { type: "date", max } as const;
  if (type === "time") return { type: "time" } as const;
  if (type === "tel") return { type: "tel", inputMode: "tel" } as const;
  return { type: "text", inputMode } as const;
}
