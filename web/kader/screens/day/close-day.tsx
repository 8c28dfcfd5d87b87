import { useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import { t } from "../../i18n/index.ts";
import { ds } from "../../i18n/session-words.ts";
import { totalsOf } from "../../model/day.ts";
import { go, home } from "../../nav.ts";
import { Frame } from "../../parts/frame.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { useDay } from "../../parts/use-day.ts";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { SharePicture } from "./share-picture.tsx";
import { totalLines } from "./total-lines.ts";

const localDay = (iso: string): string => {
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
};

/** Totals of the day, who did not come, a picture without names, and closing. Nothing is lost by closing early. */
export function CloseDay() {
  const phone = usePhone();
  const save = useSave();
  const day = useDay();
  const [notes, setNotes] = useState("");
  const today = phone.today();
  const totals = totalsOf(phone.rows, today, localDay);
  const isClosed = phone.rows.session(today)?.status === "closed";

  async function close(): Promise<void> {
    const data = { date: today, totals, notes: notes.trim() };
    const ids = await save([{ kind: "session.closed", subject: phone.sessionId(today), data }], {
      title: ds("close.title"),
      paper: totalLines(totals),
      done: ds("close.done"),
    });
    if (ids) home();
  }

  return (
    <Frame
      title={isClosed ? t("close.summary") : ds("close.title")}
      action={
        !isClosed && (
          <button type="button" class="btn btn-primary btn-big btn-block" onClick={() => void close()}>
            {ds("close.submit")}
          </button>
        )
      }
    >
      {day.waiting.length > 0 && <Unfinished count={day.waiting.length} />}
      <section class="card stack stack-tight">
        <h2>{t("close.summary")}</h2>
        <dl class="number pairs">
          {totalLines(totals).map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd class="strong">{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section class="banner">
        <strong class="row-main">
          {day.notYet.length ? ds("close.absent", { n: day.notYet.length }) : ds("close.absent.none")}
        </strong>
        {day.notYet.length > 0 && (
          <button type="button" class="btn" onClick={() => go("sweeping", {})}>
            <Icon name="footprints" /> {ds("close.toSweeping")}
          </button>
        )}
      </section>
      <SharePicture totals={totals} />
      {!isClosed && <TextField label={ds("close.notes")} value={notes} onInput={setNotes} multiline />}
    </Frame>
  );
}

function Unfinished({ count }: { count: number }) {
  return (
    <section class="banner banner-question">
      <div class="row-main">
        <strong>{ds("close.unfinished", { n: count })}</strong>
        <p>{ds("close.unfinished.help")}</p>
      </div>
      <button type="button" class="btn" onClick={home}>
        {t("home.queue")}
      </button>
    </section>
  );
}
