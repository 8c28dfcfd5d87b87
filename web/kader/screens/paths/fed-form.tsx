import { useState } from "preact/hooks";
import type { PersonView } from "../../core/api.ts";
import { parseDecimal } from "../../i18n/format.ts";
import { say } from "../../i18n/index.ts";
import { Choice } from "../../parts/choice.tsx";
import { Measure } from "../../parts/measure.tsx";
import { usePhone } from "../../phone.tsx";
import { save } from "../../save.tsx";
import type { PathState } from "./use-path.ts";
import { eaten, p } from "./words.ts";

/** Food that was given: how many portions, and whether the child ate it. */
export function FedForm({ person, state }: { person: PersonView; state: PathState }) {
  const phone = usePhone();
  const [text, setText] = useState("");
  const [result, setResult] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const portions = parseDecimal(text);

  async function keep(): Promise<void> {
    if (portions === null || portions < 1 || !Number.isInteger(portions) || !result)
      return setError(p("fed.error"));
    const data = {
      person: state.path.person,
      step: "fed",
      date: phone.today(),
      result,
      values: { portions },
    };
    const kept = await save(phone, [{ kind: "path.step", subject: state.path.id, data }], {
      title: person.name,
      paper: [{ label: p("fed"), value: p("portions", { n: portions }) }],
      done: p("fed.saved"),
    });
    if (kept) {
      setText("");
      setResult(null);
      setError(null);
    }
  }

  return (
    <form
      class="card stack stack-tight"
      aria-labelledby="fed"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <h2 id="fed">{p("fed")}</h2>
      <Measure
        label={p("fed.label")}
        unit={p("fed.unit")}
        value={text}
        onInput={setText}
        error={error}
        integer
        isLast
      />
      <Choice
        legend={p("fed.eaten")}
        value={result}
        onChange={setResult}
        options={eaten.map(({ code, word }) => ({ value: code, label: say(word) }))}
      />
      <button type="submit" class="btn btn-primary btn-block">
        {p("fed.save")}
      </button>
    </form>
  );
}
