import { Icon } from "../../../ui/icon.tsx";
import { say } from "../../i18n/index.ts";
import { type CrisisLine, crisisLines, type ScriptId } from "../../model/screening.ts";
import { usePhone } from "../../phone.tsx";
import { s } from "./words.ts";

const dial = (number: string): string => `tel:${number.replace(/[^+\d]/g, "")}`;

/** One big button; the others under it for when nobody answers. */
export function Calls({ script }: { script: ScriptId }) {
  const { area, puskesmas } = usePhone().post();
  const [first, ...others] = crisisLines(script, area);
  return (
    <div class="stack stack-tight">
      {first && <Call line={first} isFirst />}
      {puskesmas?.phone && (
        <a class="btn btn-big btn-block" href={dial(puskesmas.phone)}>
          <Icon name="phone" /> {s("crisis.unit", { unit: puskesmas.name })}
        </a>
      )}
      {others.map((line) => (
        <Call key={line.id} line={line} />
      ))}
    </div>
  );
}

function Call({ line, isFirst = false }: { line: CrisisLine; isFirst?: boolean }) {
  return (
    <>
      <a class={`btn btn-big btn-block ${isFirst ? "btn-danger" : ""}`} href={dial(line.number)}>
        <Icon name="phone" /> {s("crisis.call", { shown: line.shown })}
      </a>
      <p class="small muted">
        {say(line.name)}. {line.after && say(line.after)}
      </p>
    </>
  );
}
