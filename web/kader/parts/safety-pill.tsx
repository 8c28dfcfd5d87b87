import type { IconName } from "../../ui/icon.tsx";
import { Icon } from "../../ui/icon.tsx";
import type { Safety, SafetyState } from "../core/api.ts";
import { waitInWords } from "../i18n/format.ts";
import { t } from "../i18n/index.ts";
import { go } from "../nav.ts";
import { usePhone } from "../phone.tsx";

const ICON: Record<SafetyState, IconName> = {
  safe: "shield-check",
  pending: "cloud-upload",
  clock: "clock",
  storage: "database",
  repair: "circle-alert",
  revoked: "circle-x",
};

const DAY_S = 86_400;

/** The state of the data in one sentence: *Semua data aman* · *3 belum terkirim, tertua 2 hari* · … */
export function safetyWords(safety: Safety): string {
  if (safety.state === "pending" && safety.oldestAgeS >= DAY_S)
    return t("safety.pending.age", { n: safety.pending, age: waitInWords(safety.oldestAgeS) });
  if (safety.state === "pending") return t("safety.pending", { n: safety.pending });
  if (safety.state === "repair") return t("safety.repair", { n: safety.repairs });
  return t(`safety.${safety.state}`);
}

/** The same in one or two words, for the head of a narrow phone. */
function shortWords({ state, pending, repairs }: Safety): string {
  if (state === "pending") return t("safety.short.pending", { n: pending });
  if (state === "repair") return t("safety.short.repair", { n: repairs });
  return t(`safety.short.${state}`);
}

const isAlarm = ({ state, oldestAgeS }: Safety): boolean =>
  state === "storage" ||
  state === "clock" ||
  state === "revoked" ||
  (state === "pending" && oldestAgeS >= 7 * DAY_S);

/** Beside a name there is room for the sign and how many; an alarm keeps its word. */
function BriefWords({ safety }: { safety: Safety }) {
  const words = shortWords(safety);
  const [count = ""] = /^\d+/.exec(words) ?? [];
  const isCalm = safety.state === "safe" || count !== "";
  if (!isCalm) return <>{words}</>;
  return (
    <>
      {count}
      <span class="sr-only">{words.slice(count.length)}</span>
    </>
  );
}

/** Always in the head of the phone; opens the safety page. `isBrief`: beside a name, on a narrow phone. */
export function SafetyPill({ isBrief = false }: { isBrief?: boolean }) {
  const safety = usePhone().safety();
  const words = safetyWords(safety);
  return (
    <button
      type="button"
      class={`pill safety ${isAlarm(safety) ? "pill-unsafe" : "pill-nila"}`}
      aria-label={`${shortWords(safety)}: ${t("safety.open", { state: words })}`}
      onClick={() => go("safety", {})}
    >
      <Icon name={ICON[safety.state]} />
      <span class="safety-short">{isBrief ? <BriefWords safety={safety} /> : shortWords(safety)}</span>
      <span class="safety-long">{words}</span>
      {!safety.online && <span class="safety-offline"> · {t("safety.offline")}</span>}
    </button>
  );
}
