import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../ui/icon.tsx";
import { t } from "./i18n/index.ts";
import { unsaved } from "./save.tsx";
import { useStore } from "./store.ts";

/** Red screen: the phone could not keep a record. What to write on paper, how to try again, how to go back. */
export function UnsavedScreen() {
  const failure = useStore(unsaved);
  const heading = useRef<HTMLHeadingElement>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    heading.current?.focus();
    setBusy(false);
  }, [failure]);
  if (!failure) return null;
  const help = failure.code === "quota" ? t("unsaved.quota.help") : t("unsaved.other.help");
  return (
    <div class="overlay overlay-unsafe" role="alertdialog" aria-modal="true" aria-labelledby="unsaved-title">
      <h1 id="unsaved-title" tabIndex={-1} ref={heading}>
        <Icon name="triangle-alert" /> {t("unsaved.title")}
      </h1>
      <p>{t(`unsaved.${failure.code}`)}</p>
      <section class="card stack stack-tight">
        <h2>{t("unsaved.paper")}</h2>
        <p class="strong">{failure.title}</p>
        <dl class="pairs large number">
          {failure.paper.map((line) => (
            <div key={line.label}>
              <dt>{line.label}</dt>
              <dd class="strong">{line.value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <p>{help}</p>
      <div class="stack stack-tight push-down">
        <button
          type="button"
          class="btn btn-primary btn-big btn-block"
          disabled={busy}
          onClick={() => {
            setBusy(true);
            void failure.retry();
          }}
        >
          <Icon name="refresh-cw" /> {t("unsaved.retry")}
        </button>
        <button type="button" class="btn btn-block" onClick={failure.giveUp}>
          {t("unsaved.back")}
        </button>
      </div>
    </div>
  );
}
