import { formatShortDate } from "../../i18n/format.ts";
import { say } from "../../i18n/index.ts";
import type { BodyLine } from "../../model/body-lines.ts";
import { b } from "./body-words.ts";

interface BodyNumbersProps {
  lines: readonly BodyLine[];
  today: string;
  /** Turned to the person: no words about the shape of the body. */
  isForPerson?: boolean;
}

/** Each measure of today with its word, and the one before it. */
export function BodyNumbers({ lines, today, isForPerson = false }: BodyNumbersProps) {
  const seen = lines.filter((line) => !(isForPerson && line.isForPaper));
  if (seen.length === 0) return null;
  return (
    <section class="card stack stack-tight">
      <h2>{b("numbers")}</h2>
      <dl class="number pairs">
        {seen.map(({ measure, value, word, last }) => (
          <div key={measure}>
            <dt>{b(`measure.${measure}`)}</dt>
            <dd>
              <span class="strong">
                {value}
                {word && ` · ${say(word)}`}
              </span>
              {last && (
                <span class="row-sub">
                  {b("numbers.last", { value: last.value, date: formatShortDate(last.date, today) })}
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
