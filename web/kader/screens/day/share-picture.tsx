import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import { formatDay } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { ds } from "../../i18n/session-words.ts";
import type { Totals } from "../../model/day.ts";
import { download, share } from "../../parts/give-file.ts";
import { usePhone } from "../../phone.tsx";
import { practiceLabel } from "../../practice/store.ts";
import { totalLines } from "./total-lines.ts";
import { drawTotals } from "./totals-picture.ts";

/** A picture of the day's numbers for the group chat: totals only, nobody's name. */
export function SharePicture({ totals }: { totals: Totals }) {
  const phone = usePhone();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [failed, setFailed] = useState(false);
  const title = phone.post().name;
  const date = formatDay(phone.today());
  const lines = totalLines(totals);
  const label = practiceLabel();
  const words = lines.map(({ label, value }) => `${label} ${value}`).join(", ");

  useEffect(() => {
    if (canvas.current) drawTotals(canvas.current, { title, date, lines, label });
  }, [title, date, words, label]);

  async function send(how: "share" | "download"): Promise<void> {
    const file = canvas.current && (await toFile(canvas.current, `posyandu-${phone.today()}.png`));
    if (!file) return setFailed(true);
    if (how === "download") return download(file);
    setFailed(!(await share([file], [label, title, date].filter(Boolean).join(", "))));
  }

  return (
    <section class="card stack stack-tight">
      <h2>{ds("close.picture")}</h2>
      <p class="muted">{ds("close.picture.help")}</p>
      <canvas
        ref={canvas}
        class="share-picture"
        width={1080}
        height={1350}
        role="img"
        aria-label={ds("close.picture.alt", { text: words })}
      />
      <div class="actions">
        <button type="button" class="btn" onClick={() => void send("share")}>
          <Icon name="share-2" /> {t("share")}
        </button>
        <button type="button" class="btn" onClick={() => void send("download")}>
          <Icon name="download" /> {t("download")}
        </button>
      </div>
      {failed && <p role="alert">{ds("close.picture.failed")}</p>}
    </section>
  );
}

const toFile = (canvas: HTMLCanvasElement, name: string): Promise<File | null> =>
  new Promise((resolve) => {
    canvas.toBlob((blob) => resolve(blob && new File([blob], name, { type: "image/png" })), "image/png");
  });
