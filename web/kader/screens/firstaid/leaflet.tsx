import leaflet from "../../../../content/programme/family-leaflet.json";
import { say } from "../../i18n/index.ts";
import { crisisLines } from "../../model/screening.ts";
import { usePhone } from "../../phone.tsx";
import { Sheet } from "../print/sheet.tsx";
import { f } from "./words.ts";

/** What a husband and family can do: shown on the screen or printed, naming nobody. */
export function FamilyLeaflet() {
  const { area } = usePhone().post();
  return (
    <Sheet title={f("leaflet.title")} heading={say(leaflet.title)}>
      <p>{say(leaflet.lead)}</p>
      {leaflet.sections.map(({ id, title, lines }) => (
        <section key={id} class="keep">
          <h3>{say(title)}</h3>
          <ul>
            {lines.map((line) => (
              <li key={line.id}>{say(line)}</li>
            ))}
          </ul>
        </section>
      ))}
      <section class="keep">
        <h3>{say(leaflet.lines_title)}</h3>
        <ul>
          {crisisLines(["self-harm", "violence"], area).map(({ id, shown, name, after }) => (
            <li key={id}>
              <strong>{shown}</strong> {say(name)}. {after && say(after)}
            </li>
          ))}
        </ul>
      </section>
    </Sheet>
  );
}
