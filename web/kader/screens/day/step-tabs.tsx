import { Icon } from "../../../ui/icon.tsx";
import { t } from "../../i18n/index.ts";
import { v } from "../../i18n/visit-words.ts";
import { STEPS, type StepNumber } from "../../model/day.ts";
import type { Subject } from "../../model/visit.ts";

interface StepTabsProps {
  subject: Subject;
  step: StepNumber;
  onStep: (step: StepNumber) => void;
}

/** The five steps; a tick where somebody has written already. */
export function StepTabs({ subject, step, onStep }: StepTabsProps) {
  return (
    <nav class="tabs" aria-label={v("visit.steps")}>
      {STEPS.map((each) => {
        const isDone = subject.visit !== null && (each === 1 || String(each) in subject.visit.steps);
        return (
          <button
            key={each}
            type="button"
            aria-current={each === step ? "step" : undefined}
            aria-label={`${t("step.n", { n: each, name: t(`step.${each}`) })}${isDone ? `, ${v("visit.step.done")}` : ""}`}
            onClick={() => onStep(each)}
          >
            {isDone && <Icon name="check" />}
            {each}
            {each === step && ` ${t(`step.${each}`)}`}
          </button>
        );
      })}
    </nav>
  );
}
