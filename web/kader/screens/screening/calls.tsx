import { Icon } from "../../../ui/icon.tsx";
import { say } from "../../i18n/index.ts";
import { type CrisisLine, crisisLines, type ScriptId } from "../../model/screening.ts";
import { usePhone } from "../../phone.tsx";
import { practiceLabel } from "../../practice/store.ts";
import { showToast } from "../../toast.tsx";
import { s } from "./words.ts";

const dial = (number: string): string => `tel:${number.replace(/[^+\d]/g, "")}`;

interface CallsProps {
  scripts: readonly ScriptId[];
  /** Id of the line that stands on top; left out: as the content has them. */
  first?: string;
  /** Nobody is in danger: an ordinary button. */
  isCalm?: boolean;
  onCall?: () => void;
}

/** One big button; the others under it for when nobody answers. */
export function Calls({ scripts, first: top = "", isCalm = false, onCall }: CallsProps) {
  const { area, puskesmas } = usePhone().post();
  const [first, ...others] = crisisLines(scripts, area, top);
  return (
    <div class="stack stack-tight">
      {first && <Line line={first} look={isCalm ? "btn-primary" : "btn-danger"} onCall={onCall} />}
      {puskesmas?.phone && (
        <Call number={puskesmas.phone} onCall={onCall}>
          {s("crisis.unit", { unit: puskesmas.name })}
        </Call>
      )}
      {others.map((line) => (
        <Line key={line.id} line={line} onCall={onCall} />
      ))}
    </div>
  );
}

type OnCall = (() => void) | undefined;

function Line({ line, look = "", onCall }: { line: CrisisLine; look?: string; onCall: OnCall }) {
  return (
    <>
      <Call number={line.number} look={look} onCall={onCall}>
        {s("crisis.call", { shown: line.shown })}
      </Call>
      <p class="small muted">
        {say(line.name)}. {line.after && say(line.after)}
      </p>
    </>
  );
}

interface CallProps {
  number: string;
  look?: string;
  onCall: OnCall;
  children: string;
}

/** Whoever practises rings nowhere. */
function Call({ number, look = "", onCall, children }: CallProps) {
  const button = `btn btn-big btn-block ${look}`;
  const practising = practiceLabel();
  const tap = (): void => {
    if (practising) showToast(practising);
    onCall?.();
  };
  const words = (
    <>
      <Icon name="phone" /> {children}
    </>
  );
  if (practising)
    return (
      <button type="button" class={button} onClick={tap}>
        {words}
      </button>
    );
  return (
    <a class={button} href={dial(number)} onClick={tap}>
      {words}
    </a>
  );
}
