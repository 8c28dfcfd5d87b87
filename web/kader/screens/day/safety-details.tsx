import type { Safety } from "../../core/api.ts";
import { formatNumber, waitInWords } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { formatMoment } from "../../i18n/moment.ts";
import { r } from "../relay/words.ts";

const MEGABYTE = 1_000_000;
const megabytes = (bytes: number): string => `${formatNumber(bytes / MEGABYTE, 0)} MB`;

/** Everything that can be said about the state of the data, one line each. */
export function Details({ safety }: { safety: Safety }) {
  const { usage, quota, persisted } = safety.storage;
  const rows: [string, string][] = [
    [r("safety.network"), safety.online ? r("safety.online") : t("safety.offline")],
    [r("safety.unsent"), String(safety.pending)],
    [r("safety.lastPush"), moment(safety.lastPush)],
    [r("safety.lastPull"), moment(safety.lastPull)],
    [r("safety.persisted"), persisted ? r("safety.persisted.yes") : r("safety.persisted.no")],
  ];
  if (safety.pending > 0) rows.splice(2, 0, [r("safety.oldest"), waitInWords(safety.oldestAgeS)]);
  if (usage !== null && quota !== null)
    rows.push([
      r("safety.storageUse"),
      r("safety.storageOf", { used: megabytes(usage), quota: megabytes(quota) }),
    ]);
  rows.push([r("second"), r(`second.${safety.second}`)]);
  // A revoked phone shows nothing any more, however many days were left.
  if (safety.readingDaysLeft !== null && safety.state !== "revoked")
    rows.push([r("safety.reading"), r("safety.reading.days", { n: safety.readingDaysLeft })]);
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

const moment = (iso: string | null): string => (iso ? formatMoment(iso) : r("safety.never"));
