import { useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import type { Quarantined } from "../../core/api.ts";
import { say, t } from "../../i18n/index.ts";
import { formatDay } from "../../i18n/moment.ts";
import { ds } from "../../i18n/session-words.ts";
import { go } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { usePhone } from "../../phone.tsx";
import { startRepair } from "../../repairing.ts";
import { useSave } from "../../save.tsx";
import { describeEntry, openRepair, reasonWords } from "./describe-entry.ts";

/** "Perlu diperbaiki": what the server set aside, why, and the way to answer each. Nothing leaves this list silently. */
export function Repairs() {
  const items = usePhone().repairs();
  return (
    <Frame title={t("repairs.title")}>
      {items.length === 0 ? (
        <Empty icon="circle-check" title={ds("repairs.empty")} help={ds("repairs.empty.help")} />
      ) : (
        <ul class="stack">
          {items.map((item) => (
            <li key={item.entry.id}>
              <RepairCard item={item} />
            </li>
          ))}
        </ul>
      )}
    </Frame>
  );
}

function RepairCard({ item }: { item: Quarantined }) {
  const phone = usePhone();
  const { entry, reason } = item;
  const { subject, lines } = describeEntry(entry, phone.rows);
  const repair = openRepair(entry);
  return (
    <article class="card stack stack-tight">
      <h2>{subject}</h2>
      <p class="muted">{formatDay(entry.happened_at)}</p>
      <h3>{ds("repairs.what")}</h3>
      <dl class="dl">
        {lines.map(({ label, value }) => (
          <>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
      <h3>{ds("repairs.why")}</h3>
      <p>{reasonWords(entry, say(reason.message))}</p>
      {reason.repair && (
        <>
          <h3>{ds("repairs.how")}</h3>
          <p>{say(reason.repair)}</p>
        </>
      )}
      {repair && (
        <button
          type="button"
          class="btn btn-primary"
          onClick={() => {
            startRepair(entry);
            go(repair.screen, repair.params as never);
          }}
        >
          <Icon name="pencil" /> {ds("repairs.open")}
        </button>
      )}
      <Dismiss item={item} />
    </article>
  );
}

/** Withdraws the set-aside entry, with a reason that stays with it. */
function Dismiss({ item }: { item: Quarantined }) {
  const save = useSave();
  const [reason, setReason] = useState("");
  const [error, setError] = useState<string | null>(null);

  async function dismiss(event: Event): Promise<void> {
    event.preventDefault();
    if (!reason.trim()) return setError(t("required"));
    const data = { target: item.entry.id, reason: reason.trim() };
    await save([{ kind: "entry.repaired", subject: item.entry.subject, data }], {
      title: ds("repairs.dismiss"),
      paper: [{ label: ds("repairs.dismiss.reason"), value: data.reason }],
      done: ds("repairs.dismissed"),
    });
  }

  return (
    <details class="more">
      <summary>{ds("repairs.dismiss")}</summary>
      <form class="stack stack-tight" onSubmit={dismiss}>
        <TextField label={ds("repairs.dismiss.reason")} value={reason} onInput={setReason} error={error} />
        <button type="submit" class="btn">
          {t("save")}
        </button>
      </form>
    </details>
  );
}
