import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import { danger } from "../../danger-layer.tsx";
import { parseDecimal } from "../../i18n/format.ts";
import type { Choice, Question } from "../../model/screening-run.ts";
import { TextField } from "../../parts/text-field.tsx";
import { s } from "./words.ts";

interface QuestionProps {
  question: Question;
  answer: number | string | undefined;
  recallDays: number | null;
  onAnswer: (value: number | string) => void;
  onSkip: () => void;
}

/** One question, its answers as big as a thumb. A tap answers and goes on. */
export function QuestionView({ question, answer, recallDays, onAnswer, onSkip }: QuestionProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // An alarm over this screen keeps the focus: the next question comes to lie under it.
  useEffect(() => {
    if (!danger.get()) heading.current?.focus({ preventScroll: true });
  }, [question.id]);
  return (
    <section class="stack" aria-labelledby="ask">
      {recallDays !== null && <p class="muted">{s("run.recall", { n: recallDays })}</p>}
      <h2 id="ask" class="ask" tabIndex={-1} ref={heading}>
        {question.ask}
      </h2>
      {question.help && <p class="muted">{question.help}</p>}
      {question.number ? (
        <NumberAnswer range={question.number} answer={answer} onAnswer={onAnswer} />
      ) : (
        <div class="stack stack-tight">
          {question.choices.map((choice) => (
            <button
              key={choice.value}
              type="button"
              class="btn btn-big btn-block btn-answer"
              aria-pressed={choice.value === answer}
              onClick={() => onAnswer(choice.value)}
            >
              {choice.value === answer && <Icon name="check" />} {choiceWords(choice)}
            </button>
          ))}
        </div>
      )}
      <button type="button" class="btn btn-quiet btn-block" onClick={onSkip}>
        {s(question.isOptional ? "run.skip" : "run.decline")}
      </button>
    </section>
  );
}

const choiceWords = ({ value, label }: Choice): string => label ?? s(value === 1 ? "yes_no.1" : "yes_no.0");

interface NumberProps {
  range: { min: number; max: number };
  answer: number | string | undefined;
  onAnswer: (value: number) => void;
}

function NumberAnswer({ range, answer, onAnswer }: NumberProps) {
  const [text, setText] = useState(answer === undefined ? "" : String(answer));
  const [error, setError] = useState<string | null>(null);
  function submit(event: Event): void {
    event.preventDefault();
    const value = parseDecimal(text);
    if (value === null || value < range.min || value > range.max) setError(s("run.range", range));
    else onAnswer(value);
  }
  return (
    <form class="stack" onSubmit={submit} noValidate>
      <TextField
        label={s("run.number")}
        value={text}
        onInput={setText}
        inputMode="decimal"
        error={error}
        isFirst
      />
      <button type="submit" class="btn btn-primary btn-big btn-block">
        {s("run.next")}
      </button>
    </form>
  );
}
