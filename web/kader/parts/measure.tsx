import { useId, useState } from "preact/hooks";
import { Icon } from "../../ui/icon.tsx";
import { t } from "../i18n/index.ts";
import { v } from "../i18n/visit-words.ts";

interface MeasureProps {
  label: string;
  unit: string;
  value: string;
  onInput: (text: string) => void;
  /** "lalu 8,1 · 21 Okt" */
  last?: string | null;
  help?: string | undefined;
  /** A kind question about the value; it never blocks. */
  question?: string | null;
  /** The question was answered: it is right. */
  onSure?: ((question: string) => void) | undefined;
  error?: string | null;
  integer?: boolean;
  big?: boolean;
  isLast?: boolean;
  /** Called when the hand leaves the field: now the value may be questioned. */
  onDone?: () => void;
  beside?: preact.ComponentChildren;
}

/** The measured number: big, with its unit and the last value; keypad with comma; a question when it looks unlikely. */
export function Measure(props: MeasureProps) {
  const id = useId();
  const [isHelp, setHelp] = useState(false);
  const described = [
    props.last && `${id}-last`,
    props.help && isHelp && `${id}-help`,
    props.question && `${id}-question`,
    props.error && `${id}-error`,
  ]
    .filter(Boolean)
    .join(" ");
  return (
    <div class={`measure${props.big ? "" : " measure-small"}`}>
      <div class="measure-head">
        <span>
          <label for={id}>{props.label}</label>
          {props.help && (
            <button
              type="button"
              class="icon-btn hint-btn"
              aria-expanded={isHelp}
              aria-label={t("measure.how", { label: props.label })}
              onClick={() => setHelp(!isHelp)}
            >
              <Icon name="circle-help" />
            </button>
          )}
        </span>
        {props.last && (
          <span class="muted number" id={`${id}-last`}>
            {props.last}
          </span>
        )}
      </div>
      {props.beside}
      <div class="measure-box">
        <input
          id={id}
          value={props.value}
          inputMode={props.integer ? "numeric" : "decimal"}
          enterKeyHint={props.isLast ? "done" : "next"}
          autoComplete="off"
          aria-invalid={props.error ? "true" : undefined}
          aria-describedby={described || undefined}
          onInput={(event) => props.onInput(event.currentTarget.value)}
          onBlur={props.onDone}
          onKeyDown={focusNext}
        />
        <span class="measure-unit">{props.unit}</span>
      </div>
      {props.help && isHelp && (
        <p class="field-help" id={`${id}-help`}>
          {props.help}
        </p>
      )}
      {props.error && (
        <p class="field-error" id={`${id}-error`} role="alert">
          {props.error}
        </p>
      )}
      {props.question && <Question id={`${id}-question`} text={props.question} onSure={props.onSure} />}
    </div>
  );
}

interface QuestionProps {
  id: string;
  text: string;
  onSure: MeasureProps["onSure"];
}

function Question({ id, text, onSure }: QuestionProps) {
  const [sure, setSure] = useState<string | null>(null);
  if (sure === text) return null;
  const answer = (): void => {
    setSure(text);
    onSure?.(text);
  };
  return (
    <div class="question stack stack-tight" id={id} role="status">
      <p>
        <Icon name="circle-help" /> {text}
      </p>
      <div>
        <button type="button" class="btn" onClick={answer}>
          {v("visit.typo.sure")}
        </button>
      </div>
    </div>
  );
}

/** Enter on the keypad goes to the next number; after the last it leaves the field, so that Simpan is in sight. */
function focusNext(event: KeyboardEvent): void {
  if (event.key !== "Enter") return;
  event.preventDefault();
  const input = event.currentTarget as HTMLInputElement;
  const all = [...(input.closest("form")?.querySelectorAll<HTMLInputElement>(".measure-box input") ?? [])];
  const next = all[all.indexOf(input) + 1];
  if (next) next.focus();
  else input.blur();
}
