import { useEffect, useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import { formatTime } from "../../i18n/format.ts";
import { begunAt } from "../../model/begun.ts";
import { waits } from "../../model/first-aid-tasks.ts";
import { replace } from "../../nav.ts";
import { openForms } from "../../parts/use-form.ts";
import { usePhone } from "../../phone.tsx";
import { formOf } from "./use-aid.ts";
import { f } from "./words.ts";

/** Paths that were left on the way, whom nobody has taken over first: to be gone on with rather than begun again. */
export function Unfinished() {
  const phone = usePhone();
  const [begun, setBegun] = useState<readonly string[]>([]);
  useEffect(() => {
    void openForms(phone).then((forms) =>
      setBegun(forms.filter(({ key, person }) => key === formOf(person)).map(({ person }) => person)),
    );
  }, [phone]);
  const waiting = phone.rows.firstAids().filter(waits);
  const open = new Set([...waiting.map(({ aid }) => aid), ...begun]);
  return (
    <>
      {[...open].map((aid) => (
        <button
          key={aid}
          type="button"
          class="btn btn-big btn-block"
          onClick={() => replace("firstAid", { aid })}
        >
          <Icon name="arrow-right" />
          {f(waiting.some((row) => row.aid === aid) ? "intro.resume.waits" : "intro.resume", {
            time: formatTime(begunAt(aid)),
          })}
        </button>
      ))}
    </>
  );
}
