import { useState } from "preact/hooks";
import plausibility from "../../../../content/growth/plausibility.json" with { type: "json" };
import { cardNow } from "../../../knowledge/cards/index.ts";
import { type PlausibilityContent, questions } from "../../../knowledge/growth/plausibility.ts";
import type { PersonView } from "../../core/api.ts";
import { formatNumber, formatShortDate, parseDecimal } from "../../i18n/format.ts";
import { say } from "../../i18n/index.ts";
import { sexNumber, tables } from "../../model/growth.ts";
import { Choice } from "../../parts/choice.tsx";
import { Measure } from "../../parts/measure.tsx";
import { isSlip, l, Slip } from "../../parts/slip.tsx";
import { usePhone } from "../../phone.tsx";
import { save } from "../../save.tsx";
import type { PathState } from "./use-path.ts";
import { p } from "./words.ts";

const GRAMS = 1000;
const WEIGHT = cardNow("balita")?.fields.find(({ id }) => id === "weight_kg");

/** The weekly weighing: one number, a kind sentence at once, kept without a network. */
export function WeighForm({ person, state }: { person: PersonView; state: PathState }) {
  const phone = usePhone();
  const today = phone.today();
  const [text, setText] = useState("");
  const [oedema, setOedema] = useState<boolean | null>(null);
  const [error, setError] = useState<string | null>(null);
  const kg = parseDecimal(text);
  const { last } = state;

  async function keep(): Promise<void> {
    if (kg === null || kg <= 0) return setError(p("weigh.error"));
    if (isSlip(WEIGHT, text)) return setError(l("look"));
    const values = { weight_kg: kg, ...(oedema ? { oedema: true } : {}) };
    const kept = await save(
      phone,
      [
        {
          kind: "path.step",
          subject: state.path.id,
          data: { person: state.path.person, step: "weighed", date: today, values },
        },
      ],
      {
        title: person.name,
        paper: [{ label: p("weigh.label"), value: p("kg", { kg: formatNumber(kg, 2) }) }],
        done: gainWords(kg, last, today),
      },
    );
    if (kept) {
      setText("");
      setOedema(null);
    }
  }

  return (
    <form
      class="card stack stack-tight"
      aria-labelledby="weigh"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <h2 id="weigh">{p("weigh")}</h2>
      <Measure
        label={p("weigh.label")}
        unit="kg"
        value={text}
        onInput={(value) => {
          setText(value);
          setError(null);
        }}
        last={
          last && p("weigh.last", { kg: formatNumber(last.kg, 2), date: formatShortDate(last.date, today) })
        }
        question={kg === null ? null : unlikely(person, kg, last, today)}
        error={error}
        big
        isLast
      />
      <Slip asked={WEIGHT} text={text} onFix={setText} />
      <Choice
        legend={p("weigh.oedema")}
        isRow
        value={oedema}
        onChange={setOedema}
        options={[
          { value: true, label: p("yes") },
          { value: false, label: p("no") },
        ]}
      />
      {oedema && (
        <p class="question" role="alert">
          {p("weigh.oedema.danger")}
        </p>
      )}
      <button type="submit" class="btn btn-primary btn-big btn-block">
        {p("weigh.save")}
      </button>
    </form>
  );
}

function gainWords(kg: number, last: PathState["last"], today: string): string {
  if (!last || last.date >= today) return p("weigh.first");
  const date = formatShortDate(last.date, today);
  const grams = Math.round((kg - last.kg) * GRAMS);
  return grams > 0 ? p("weigh.up", { g: formatNumber(grams, 0), date }) : p("weigh.same", { date });
}

/** A kind question about a figure that looks like a slip of the finger. */
function unlikely(person: PersonView, kg: number, last: PathState["last"], today: string): string | null {
  const sex = sexNumber(person.sex);
  if (!sex || !person.birth_date) return null;
  const content = plausibility as unknown as PlausibilityContent;
  const now = measured(today, kg);
  const before = last && last.date < today ? measured(last.date, last.kg) : undefined;
  const [first] = questions({ tables, content, sex, birth: person.birth_date, now, before });
  return first ? say(first.text) : null;
}

const measured = (day: string, weight_kg: number) => ({
  day,
  weight_kg,
  length_height_cm: null,
  head_cm: null,
  muac_cm: null,
  measured: null,
  oedema: false,
});
