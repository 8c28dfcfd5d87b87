import { useEffect, useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import type { Safety, SyncReport } from "../../core/api.ts";
import { waitInWords } from "../../i18n/format.ts";
import { say, t } from "../../i18n/index.ts";
import { go } from "../../nav.ts";
import { Frame } from "../../parts/frame.tsx";
import { safetyWords } from "../../parts/safety-pill.tsx";
import { usePhone } from "../../phone.tsx";
import { usePractice } from "../../practice/store.ts";
import { BackupCard } from "../relay/backup-card.tsx";
import { Notices } from "../relay/notices.tsx";
import { r } from "../relay/words.ts";
import { Details } from "./safety-details.tsx";

/** Is everything safe? What is not sent, how old it is, when it last worked, and one button that tries now. */
export function SafetyPage() {
  const phone = usePhone();
  const safety = phone.safety();
  const { report, busy, sync } = useSync();
  return (
    <Frame
      title={t("safety.title")}
      action={
        <button
          type="button"
          class="btn btn-primary btn-big btn-block"
          disabled={busy || safety.syncing}
          onClick={() => void sync()}
        >
          <Icon name="refresh-cw" /> {busy || safety.syncing ? r("safety.syncing") : t("safety.sync")}
        </button>
      }
    >
      <StateCard safety={safety} />
      <div role="status" aria-live="polite">
        {report && <Report report={report} />}
      </div>
      {!report && isTrueNow(safety) && <p class="banner">{say(safety.lastError.message)}</p>}
      <Notices safety={safety} />
      {safety.updateReady && <UpdateBanner />}
      <Sealed />
      <Details safety={safety} />
    </Frame>
  );
}

/** A lack of signal that has ended is no news any more. */
const isTrueNow = (safety: Safety): safety is Safety & { lastError: NonNullable<Safety["lastError"]> } =>
  safety.lastError !== null && !(safety.online && safety.lastError.code === "offline");

/** Sealed copies. A practising phone has none, and takes no colleague's real ones in. */
function Sealed() {
  if (usePractice()) return null;
  return (
    <>
      <BackupCard isQuiet />
      <button type="button" class="btn" onClick={() => go("carry", {})}>
        <Icon name="heart-handshake" /> {r("carry.title")}
      </button>
    </>
  );
}

function useSync() {
  const phone = usePhone();
  const [report, setReport] = useState<SyncReport | null>(null);
  const [busy, setBusy] = useState(false);
  const { pending } = phone.safety();
  // what was typed since then is not in the report
  useEffect(() => {
    if (pending > (report?.left ?? 0)) setReport(null);
  }, [pending, report]);
  async function sync(): Promise<void> {
    setBusy(true);
    setReport(null);
    try {
      setReport(await phone.syncNow());
    } finally {
      setBusy(false);
    }
  }
  return { report, busy, sync };
}

function StateCard({ safety }: { safety: Safety }) {
  const offset = waitInWords(Math.abs(safety.clockOffsetS));
  return (
    <section class={`card stack stack-tight${safety.state === "revoked" ? " card-alert" : ""}`}>
      <h2>{safetyWords(safety)}</h2>
      <p>{r(`safety.${safety.state}.help`, { offset })}</p>
      {safety.state !== "pending" && safety.pending > 0 && (
        <p>{t("safety.pending", { n: safety.pending })}</p>
      )}
      {safety.repairs > 0 && (
        <button type="button" class="btn" onClick={() => go("repairs", {})}>
          <Icon name="circle-alert" /> {t("repairs.title")}
        </button>
      )}
    </section>
  );
}

function doneWords({ pushed, pulled }: SyncReport) {
  if (pushed > 0) return "safety.sync.ok" as const;
  return pulled > 0 ? ("safety.sync.pulled" as const) : ("safety.sync.nothing" as const);
}

function Report({ report }: { report: SyncReport }) {
  if (!report.ok)
    return (
      <div class="banner banner-question">
        <div class="stack stack-tight">
          <strong>{r("safety.sync.failed")}</strong>
          {report.error && <p>{say(report.error.message)}</p>}
          {report.left > 0 && <p>{r("safety.sync.left", { n: report.left })}</p>}
        </div>
      </div>
    );
  return (
    <div class="banner banner-info">
      <Icon name="circle-check" />
      <span class="row-main">
        {r(doneWords(report), { pushed: report.pushed, pulled: report.pulled })}
        {report.left > 0 && ` ${r("safety.sync.left", { n: report.left })}`}
        {report.quarantined > 0 && ` ${t("safety.repair", { n: report.quarantined })}.`}
      </span>
    </div>
  );
}

function UpdateBanner() {
  const phone = usePhone();
  return (
    <div class="banner banner-info">
      <span class="row-main">{r("safety.update")}</span>
      <button type="button" class="btn" onClick={() => void phone.update()}>
        {r("safety.update.now")}
      </button>
    </div>
  );
}
