import type { ComponentChildren } from "preact";
import type { Safety } from "../../core/api.ts";
import { t } from "../../i18n/index.ts";
import { usePhone } from "../../phone.tsx";
import { r } from "./words.ts";

/** What became of sealed copies and of the space for them, each in one kind sentence. */
export function Notices({ safety }: { safety: Safety }) {
  const { sentAgain, deposited, recovered, carried } = safety;
  return (
    <>
      {sentAgain !== null && <p class="banner banner-info">{restoredWords(sentAgain)}</p>}
      {deposited > 0 && <p class="banner banner-info">{r("deposited", { n: deposited })}</p>}
      {recovered > 0 && <p class="banner banner-info">{r("recovered.sending", { n: recovered })}</p>}
      {carried > 0 && <p class="banner">{r("carrying", { n: carried })}</p>}
      {safety.space === "low" && <LittleSpace />}
    </>
  );
}

const restoredWords = (n: number): string => r(n > 0 ? "restored" : "restored.none", { n });

function LittleSpace() {
  return (
    <div class="banner banner-question">
      <div class="stack stack-tight">
        <strong>{r("space.low.title")}</strong>
        <p>{r("space.low")}</p>
      </div>
    </div>
  );
}

const SEEN = "restored.seen";

/** On the first screen: only what nobody should have to look for. Closed once, it stays closed. */
export function HomeNotices() {
  const phone = usePhone();
  const { sentAgain, space } = phone.safety();
  const isNews = sentAgain !== null && sentAgain > 0 && phone.setting(SEEN) !== String(sentAgain);
  return (
    <>
      {isNews && (
        <Closable onClose={() => void phone.setSetting(SEEN, String(sentAgain))}>
          {restoredWords(sentAgain)}
        </Closable>
      )}
      {space === "low" && <LittleSpace />}
    </>
  );
}

function Closable({ onClose, children }: { onClose: () => void; children: ComponentChildren }) {
  return (
    <div class="banner banner-info" role="status">
      <span class="row-main">{children}</span>
      <button type="button" class="btn btn-quiet" onClick={onClose}>
        {t("close")}
      </button>
    </div>
  );
}
