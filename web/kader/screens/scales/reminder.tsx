import { Icon } from "../../../ui/icon.tsx";
import { type Scale, scalesOf } from "../../model/scales.ts";
import { go } from "../../nav.ts";
import { usePhone } from "../../phone.tsx";
import { sc } from "./words.ts";

const called = (scales: readonly Scale[]): string => scales.map(({ name }) => name).join(", ");

/** Before the day opens: scales that were off at their last test, or are due for one. */
export function ScaleReminder() {
  const phone = usePhone();
  const list = scalesOf(phone.rows, phone.today());
  const off = list.filter(({ isRight }) => !isRight);
  const due = list.filter(({ isDue, isRight }) => isDue && isRight);
  if (list.length > 0 && off.length + due.length === 0) return null;
  return (
    <div class="banner banner-question">
      <div class="row-main">
        {list.length === 0 && <p>{sc("remind.first")}</p>}
        {off.length > 0 && <p>{sc("remind.off", { name: called(off) })}</p>}
        {due.length > 0 && <p>{sc("remind", { name: called(due) })}</p>}
      </div>
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
