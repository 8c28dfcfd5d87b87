import { useEffect } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import type { Rows } from "../../core/api.ts";
import { formatWeekday } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { lazy } from "../../lazy.tsx";
import { countsOf, type Day, type LaterCount } from "../../model/day.ts";
import { go } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { useDay } from "../../parts/use-day.ts";
import { usePhone } from "../../phone.tsx";
import { Chores } from "./chores.tsx";
import { Queue } from "./queue.tsx";
import { Resume } from "./resume.tsx";
import { TablePicker } from "./table-picker.tsx";
import { Urgent } from "./urgent.tsx";

const HomeNotices = lazy(async () => (await import("../relay/notices.tsx")).HomeNotices);

const WhatComes = lazy(async () => (await import("./ahead.tsx")).WhatComes);

const News = lazy(async () => (await import("../requests/news.tsx")).News);

/** Home of the day: numbers, my table, who waits, search. */
export function Home() {
  const phone = usePhone();
  const day = useDay();
  useReadySearch();
  if (phone.posts().length === 0) return <NoPost />;
  const session = phone.rows.session(phone.today());
  const safety = phone.safety();
  return (
    <Frame title={phone.post().name} sub={formatWeekday(phone.today())} isHome action={<Find />}>
      <PostPicker />
      {(safety.sentAgain || safety.space === "low") && <HomeNotices />}
      <Urgent />
      <Resume />
      {phone.rows.requests().length > 0 && <News />}
      <SessionBanner status={session?.status ?? null} />
      {mayHavePromised(phone.rows) && <WhatComes />}
      <Numbers day={day} />
      <TablePicker />
      <Queue day={day} />
      <Chores day={day} isOpen={session?.status === "open"} />
    </Frame>
  );
}

/** Without any of these nothing is promised, and its screen is not loaded. */
const mayHavePromised = (rows: Rows): boolean =>
  [rows.requests(), rows.firstAids(), rows.homePlans()].some(({ length }) => length > 0);

const SETTLED_MS = 400;

/** Names are made ready for the search while nobody waits for it: its first letter then costs no more than the next. */
function useReadySearch(): void {
  const { rows } = usePhone();
  useEffect(() => {
    const timer = setTimeout(() => void makeReady(rows), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [rows, rows.version]);
}

/** Without the search at hand there is nothing to make ready; it is asked for again when it is opened. */
async function makeReady(rows: Rows): Promise<void> {
  const found = await import("../../model/search.ts").catch(() => null);
  found?.buildIndex(rows);
}

function NoPost() {
  const safety = usePhone().safety();
  const isRevoked = safety.state === "revoked";
  if (safety.syncing && !isRevoked) return <FirstLoad />;
  return (
    <Frame title={t("home.title")} isHome>
      <Empty
        icon={isRevoked ? "lock" : "map-pin"}
        title={t(isRevoked ? "safety.revoked" : "home.noPost")}
        help={t(isRevoked ? "home.revoked.help" : "home.noPost.help")}
      >
        <button type="button" class="btn btn-primary" onClick={() => go("safety", {})}>
          {t(isRevoked ? "safety.title" : "safety.sync")}
        </button>
        <button type="button" class="btn" onClick={() => go("settings", {})}>
          {t("settings.title")}
        </button>
      </Empty>
    </Frame>
  );
}

/** The first sync of a post, before anything of it can be shown. */
function FirstLoad() {
  return (
    <Frame title={t("home.title")} isHome>
      <div role="status">
        <Empty icon="map-pin" title={t("home.firstLoad")} help={t("home.firstLoad.help")} />
      </div>
    </Frame>
  );
}

/** To the other posts of this phone; how many are still on their way, in words. */
function PostPicker() {
  const phone = usePhone();
  const here = phone.posts().length;
  const coming = phone.onTheWay();
  if (here + coming < 2) return null;
  return (
    <div class="stack stack-tight">
      <button type="button" class="btn btn-block" onClick={() => go("posts", {})}>
        <Icon name="map-pin" /> {t("home.posts", { n: here + coming })}
      </button>
      {coming > 0 && (
        <p role="status" class="small muted">
          {t("home.posts.coming", { n: here, all: here + coming })}
        </p>
      )}
    </div>
  );
}

function SessionBanner({ status }: { status: "open" | "closed" | null }) {
  if (status === "open") return null;
  const closed = status === "closed";
  return (
    <section class="banner banner-info">
      <div class="row-main">
        <strong>{closed ? t("home.closed") : t("home.notOpen")}</strong>
        <p>{closed ? t("home.closed.help") : t("home.notOpen.help")}</p>
      </div>
      <button
        type="button"
        class={closed ? "btn" : "btn btn-primary"}
        onClick={() => (closed ? go("closeDay", {}) : go("openDay", {}))}
      >
        {closed ? t("close.summary") : t("home.open")}
      </button>
    </section>
  );
}

function Numbers({ day }: { day: Day }) {
  const { arrived, done } = countsOf(day);
  const numbers = [
    { label: t("home.targets"), value: day.targets.length },
    { label: t("home.arrived"), value: arrived },
    { label: t("home.done"), value: done },
    { label: t("home.notYet"), value: day.notYet.length },
  ];
  return (
    <>
      <dl class="stats">
        {numbers.map(({ label, value }) => (
          <div key={label} class="stat">
            <dt class="stat-label">{label}</dt>
            <dd class="stat-value">{value}</dd>
          </div>
        ))}
      </dl>
      <Later counts={day.later} />
    </>
  );
}

/** Who else came: youths, adults and older people are welcome, and nobody is looked for. */
function Later({ counts }: { counts: readonly LaterCount[] }) {
  if (counts.length === 0) return null;
  const list = counts.map(({ group, known, arrived }) =>
    t("home.later.group", { group: t(`group.${group}`), arrived, known }),
  );
  return <p class="small muted">{t("home.later", { list: list.join(", ") })}</p>;
}

function Find() {
  return (
    <div class="find">
      <button type="button" class="btn btn-primary btn-big" onClick={() => go("search", { next: "visit" })}>
        <Icon name="search" /> {t("home.find")}
      </button>
      <button type="button" class="btn btn-big" onClick={() => go("scan", { next: "visit" })}>
        <Icon name="qr-code" /> {t("home.scan")}
      </button>
    </div>
  );
}
