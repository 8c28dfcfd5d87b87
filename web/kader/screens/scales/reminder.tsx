import { Icon } from "../../../ui/icon.tsx";
import { scalesOf } from "../../model/scales.ts";
import { go } from "../../nav.ts";
import { usePhone } from "../../phone.tsx";
import { sc } from "./words.ts";

/** Before the day opens: a scale that is due for a test, in one line. */
export function ScaleReminder() {
  const phone = usePhone();
  const list = scalesOf(phone.rows, phone.today());
  const due = list.filter(({ isDue }) => isDue);
  if (list.length > 0 && due.length === 0) return null;
  return (
    <div class="banner banner-question">
      <p class="row-main">
        {list.length === 0
          ? sc("remind.first")
          : sc("remind", { name: due.map(({ name }) => name).join(", ") })}
      </p>
      <ScalesButton />
    </div>
  );
}

/** To the scales of the post. */
export function ScalesButton() {
  return (
    <button type="button" class="btn" onClick={() => go("scales", {})}>
      <Icon name="scale" /> {sc("open")}
    </button>
  );
}
