import { Icon } from "../../../ui/icon.tsx";
import type { Rows } from "../../core/api.ts";
import { formatAge, formatWait, waitInWords } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { type Day, queueAt, type Waiting } from "../../model/day.ts";
import { MIND } from "../../model/services.ts";
import { go } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { useMinute } from "../../parts/use-day.ts";
import { usePhone } from "../../phone.tsx";
import { tableOf } from "../../preferences.ts";

/** Who waits at my table, emergencies first, then longest; at table 1 and for `all`, everyone who is not finished. */
export function Queue({ day }: { day: Day }) {
  const phone = usePhone();
  const table = tableOf(phone);
  useMinute();
  const showsAll = table === "all" || table === 1;
  const atTable = showsAll ? day.waiting : queueAt(day, table);
  const urgent = day.waiting.filter(({ person }) => isUrgent(phone.rows, person.id));
  const queue = [...urgent, ...atTable.filter((waiting) => !urgent.includes(waiting))];
  const title = showsAll ? t("home.queue") : t("home.queue.step", { n: table });
  return (
    <section class="stack stack-tight" aria-labelledby="queue">
      <div class="spread">
        <h2 id="queue">{title}</h2>
        <button type="button" class="btn btn-quiet" onClick={() => go("take", {})}>
          <Icon name="qr-code" /> {t("home.take")}
        </button>
      </div>
      {queue.length === 0 ? (
        <Empty icon="users-round" title={t("home.queue.empty")} help={t("home.queue.empty.help")} />
      ) : (
        <ul class="list">
          {queue.map((waiting) => (
            <li key={waiting.person.id}>
              <QueueRow waiting={waiting} showStep={showsAll} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/**
 * An emergency that the puskesmas has not answered: every table sees this person first. Not what was answered in
 * private: whoever looks over the shoulder would read it beside the name.
 */
const isUrgent = (rows: Rows, person: string): boolean =>
  rows
    .requestsOf(person)
    .some(({ urgency, outcome, service }) => urgency === "darurat" && outcome === null && service !== MIND);

function QueueRow({ waiting, showStep }: { waiting: Waiting; showStep: boolean }) {
  const phone = usePhone();
  const { person, step, since } = waiting;
  const seconds = since ? (phone.now().getTime() - Date.parse(since)) / 1000 : null;
  return (
    <button type="button" class="row" onClick={() => go("visit", { person: person.id, step })}>
      <span class="row-main">
        <span class="row-title">{person.name}</span>
        <span class="row-sub">
          {person.guest && `${t("home.guest")} · `}
          {formatAge(person.birth_date, phone.today())}
          {showStep && ` · ${t("step.n", { n: step, name: t(`step.${step}`) })}`}
        </span>
        {isUrgent(phone.rows, person.id) && (
          <span class="pill pill-unsafe">
            <Icon name="triangle-alert" /> {t("home.urgent")}
          </span>
        )}
      </span>
      {seconds !== null && (
        <span class="row-end">
          <span aria-hidden="true">{formatWait(seconds)}</span>
          <span class="sr-only">{t("home.waiting", { time: waitInWords(seconds) })}</span>
        </span>
      )}
      <Icon name="chevron-right" />
    </button>
  );
}
