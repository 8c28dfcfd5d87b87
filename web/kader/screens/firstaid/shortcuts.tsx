import { Icon } from "../../../ui/icon.tsx";
import { f } from "./words.ts";

interface ShortcutsProps {
  phases: readonly string[];
  onTap: (phase: string) => void;
}

/** What cannot wait for the next question, side by side within reach of the thumb. */
export function Shortcuts({ phases, onTap }: ShortcutsProps) {
  if (phases.length === 0) return null;
  return (
    <nav class="aid-now" aria-label={f("now")}>
      {phases.map((phase) => (
        <button
          key={phase}
          type="button"
          class={`btn ${phase === "darurat" ? "btn-danger" : ""}`}
          onClick={() => onTap(phase)}
        >
          <Icon name={phase === "darurat" ? "triangle-alert" : "heart-handshake"} />
          {f(phase === "darurat" ? "now.darurat" : "now.kritis")}
        </button>
      ))}
    </nav>
  );
}
