import { Icon } from "../../../ui/icon.tsx";
import { formatShortDate, formatTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { localDay } from "../../i18n/moment.ts";
import { begunAt } from "../../model/begun.ts";
import { type Emergency, emergencies } from "../../model/emergencies.ts";
import { go } from "../../nav.ts";
import { usePhone } from "../../phone.tsx";

/** Above all else: who waits for somebody, in words that tell nothing to who looks on; and the way to help. */
export function Urgent() {
  const all = emergencies(usePhone().rows);
  const asked = all.filter(({ request }) => request);
  return (
    <nav aria-label={t("home.aid")}>
      <ul class="list">
        {all.map(({ aid }) => aid && <Kept key={aid} aid={aid} />)}
        {asked.length > 0 && <Waits count={asked.length} onOpen={() => open(asked)} />}
        <li>
          <button type="button" class="row" onClick={() => go("firstAid", {})}>
            <Icon name="users-round" />
            <span class="row-main">{t("home.aid")}</span>
            <Icon name="chevron-right" />
          </button>
        </li>
      </ul>
    </nav>
  );
}

/** Straight to the only one; several are told apart in a list that holds nobody else. */
function open([first, ...others]: readonly Emergency[]): void {
  if (first?.request && others.length === 0) go("request", { request: first.request });
  else go("due", { isUrgent: true });
}

/** Who is kept company, by when it began: one tap back into the very step, also after the phone was started anew. */
function Kept({ aid }: { aid: string }) {
  const today = usePhone().today();
  const at = begunAt(aid);
  const day = localDay(at);
  const since = `${day === today ? "" : `${formatShortDate(day, today)} `}${formatTime(at)}`;
  return <Waits about={`${since} · ${t("visit.resume.waits")}`} onOpen={() => go("firstAid", { aid })} />;
}

function Waits({ about, count, onOpen }: { about?: string; count?: number; onOpen: () => void }) {
  return (
    <li>
      <button type="button" class="row banner-question" onClick={onOpen}>
        <Icon name="triangle-alert" />
        <span class="row-main">
          <span class="row-title">{t("home.emergency")}</span>
          {about && <span class="row-sub">{about}</span>}
        </span>
        {count && <span class="row-end large strong">{count}</span>}
        <Icon name="chevron-right" />
      </button>
    </li>
  );
}
