import { Icon } from "../../ui/icon.tsx";
import { formatNumber, parseDecimal } from "../i18n/format.ts";
import { en } from "../i18n/limits.en.ts";
import { id } from "../i18n/limits.id.ts";
import { wordsOf } from "../i18n/namespace.ts";
import { type Asked, isImpossible, likelyOf } from "../model/impossible.ts";
import { useSettled } from "./use-settled.ts";

/** Words about a figure that no person has. */
export const l = wordsOf(id, en);

/** Whether the text is a number that no person has: it stays in the form and is not recorded. */
export function isSlip(asked: Asked | undefined, text: string): boolean {
  const typed = parseDecimal(text);
  return asked !== undefined && typed !== null && isImpossible(asked, typed);
}

interface SlipProps {
  asked: Asked | undefined;
  text: string;
  onFix: (text: string) => void;
}

/** Under a field: why its figure is not recorded, and what was probably meant, one tap away. */
export function Slip({ asked, text, onFix }: SlipProps) {
  const { settled } = useSettled(text);
  const typed = parseDecimal(text);
  if (!asked || typed === null || settled !== text) return null;
  const { unit = "", decimals = 0 } = asked;
  const likely = likelyOf(asked, typed);
  const isNever = isImpossible(asked, typed);
  if (!isNever && likely === null) return null;
  const meant = likely === null ? "" : formatNumber(likely, decimals);
  return (
    <div class="question stack stack-tight" role="status">
      {isNever && (
        <p>
          <Icon name="circle-help" /> {l("impossible", { value: text.trim(), unit })}
        </p>
      )}
      {meant && (
        <div>
          <button type="button" class="btn" onClick={() => onFix(meant)}>
            {l("meant", { value: meant, unit })}
          </button>
        </div>
      )}
    </div>
  );
}
