import { Icon } from "../../../ui/icon.tsx";
import { s } from "./words.ts";

interface EndProps {
  answered: number;
  all: number;
  /** How many have to be answered before it can be scored. */
  missing: number;
  onSave: () => void;
  onBack: () => void;
}

/** Every question was shown. What is not complete may be kept, and is not scored. */
export function End({ answered, all, missing, onSave, onBack }: EndProps) {
  return (
    <section class="stack" aria-labelledby="end">
      <h2 id="end">{missing > 0 ? s("end.missing", { n: missing }) : s("end.title")}</h2>
      <p>{s("end.help", { n: answered, all })}</p>
      <button type="button" class="btn btn-primary btn-big btn-block" onClick={onSave}>
        <Icon name="check" /> {s(missing > 0 ? "end.incomplete" : "end.save")}
      </button>
      <button type="button" class="btn btn-block" onClick={onBack}>
        {s("end.change")}
      </button>
    </section>
  );
}
