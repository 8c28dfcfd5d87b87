import type { Safety } from "../../core/api.ts";
import { formatDate, formatNumber, formatTime, waitInWords } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { r } from "../relay/words.ts";

const MEGABYTE = 1_000_000;
const megabytes = (bytes: number): string => `${formatNumber(bytes / MEGABYTE, 0)} MB`;

/** Everything that can be said about the state of the data, one line each. */
export function Details({ safety }: { safety: Safety }) {
  const { usage, quota, persisted } = safety.storage;
  const rows: [string, string][] = [
    [t("safety.network"), safety.online ? t("safety.online") : t("safety.offline")],
    [t("safety.unsent"), String(safety.pending)],
    [t("safety.lastPush"), moment(safety.lastPush)],
    [t("safety.lastPull"), moment(safety.lastPull)],
    [t("safety.persisted"), persisted ? t("safety.persisted.yes") : t("safety.persisted.no")],
  ];
  if (safety.pending > 0) rows.splice(2, 0, [t("safety.oldest"), waitInWords(safety.oldestAgeS)]);
  if (usage !== null && quota !== null)
    rows.push([
      t("safety.storageUse"),
      t("safety.storageOf", { used: megabytes(usage), quota: megabytes(quota) }),
    ]);
  rows.push([r("second"), r(`second.${safety.second}`)]);
  if (safety.readingDaysLeft !== null)
    rows.push([t("safety.reading"), t("safety.reading.days", { n: safety.readingDaysLeft })]);
  return (
    <dl class="card dl">
      {rows.map(([label, value]) => (
        <>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </>
      ))}
    </dl>
  );
}

const moment = (iso: string | null): string =>
  iso ? `${formatDate(iso.slice(0, 10))} ${formatTime(iso)}` : t("safety.never");
