import { Icon } from "../../../ui/icon.tsx";
import { home } from "../../nav.ts";
import { s } from "./words.ts";

/** One tap to the day's home, which says nothing of what was open. Answers are kept already. */
export function QuickExit({ onExit = home }: { onExit?: () => void }) {
  return (
    <button type="button" class="btn btn-quick" onClick={onExit}>
      <Icon name="x" /> {s("run.exit")}
    </button>
  );
}
