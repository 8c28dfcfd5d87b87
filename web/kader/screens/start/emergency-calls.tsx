import { Icon } from "../../../ui/icon.tsx";
import { crisisLines } from "../../model/crisis-lines.ts";
import { j } from "./words.ts";

/** Numbers that are answered without this application, a PIN or data: those that hold everywhere. */
export function EmergencyCalls() {
  return (
    <nav class="cluster small" aria-label={j("emergency")}>
      <span>{j("emergency")}</span>
      {crisisLines(["danger-sign"], "").map(({ id, number, shown }) => (
        <a key={id} class="btn btn-quiet" href={`tel:${number}`}>
          <Icon name="phone" /> {shown}
        </a>
      ))}
    </nav>
  );
}
