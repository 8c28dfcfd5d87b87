import { useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import type { RequestView, Rows } from "../../core/api.ts";
import { daysBetween, formatTime } from "../../i18n/format.ts";
import { localDay } from "../../i18n/moment.ts";
import { kept } from "../../model/people.ts";
import { GROUPS, type Group, inGroup, type Story } from "../../model/request-story.ts";
import { go } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { usePhone } from "../../phone.tsx";
import { isAnother } from "../appointment/wish.tsx";
import { a } from "../appointment/words.ts";
import { stateWords, whenWords } from "../care/request-words.ts";
import { w } from "../people/words.ts";
import { waitingWords } from "./story.tsx";
import { useStories } from "./use-seen.ts";
import { q } from "./words.ts";

const PAGE = 20;

/** Everything the post has asked of others: what is new first, then what is ours to do, then what is waited for. */
export function Requests() {
  const stories = useStories();
  return (
    <Frame title={q("title")}>
      <Heard />
      {stories?.length === 0 && <Empty icon="send" title={q("none")} help={q("none.help")} />}
      {stories && GROUPS.map((group) => <Section key={group} group={group} stories={stories} />)}
    </Frame>
  );
}

/** How old this picture is: after weeks without a signal a place may have answered long ago. */
export function Heard() {
  const phone = usePhone();
  const { lastPull } = phone.safety();
  if (!lastPull) return <p class="small muted">{q("heard.never")}</p>;
  const n = daysBetween(localDay(lastPull), phone.today());
  if (n < 1) return <p class="small muted">{q("heard.today", { time: formatTime(lastPull) })}</p>;
  return (
    <p class="banner banner-info">
      <Icon name="clock" />
      <span class="row-main">{q("heard.days", { n })}</span>
    </p>
  );
}

function Section({ group, stories }: { group: Group; stories: readonly Story[] }) {
  const phone = usePhone();
  const [size, setSize] = useState(PAGE);
  const all = inGroup(stories, group, phone.now());
  if (all.length === 0) return null;
  return (
    <section class="stack stack-tight" aria-labelledby={`group-${group}`}>
      <h2 id={`group-${group}`}>{q(`group.${group}`)}</h2>
      <ul class="list">
        {all.slice(0, size).map((story) => (
          <li key={story.request.id}>
            <Line story={story} />
          </li>
        ))}
      </ul>
      {all.length > size && (
        <button type="button" class="btn btn-block" onClick={() => setSize(size + PAGE)}>
          {w("list.more", { n: all.length - size })}
        </button>
      )}
    </section>
  );
}

function Line({ story }: { story: Story }) {
  const { rows } = usePhone();
  const { request, whom } = story;
  return (
    <button type="button" class="row" onClick={() => go("request", { request: request.id })}>
      <Icon name={whom === "nobody" ? "circle-check" : story.late ? "clock" : "send"} />
      <span class="row-main">
        <span class="row-title">{aboutWords(request, rows)}</span>
        {request.state && <span class="row-sub">{stateWords(request)}</span>}
        {request.state === "scheduled" && request.appointment_at && (
          <span class="row-sub strong">{timeWords(request, request.appointment_at)}</span>
        )}
        <span class="row-sub">{waitingWords(story)}</span>
      </span>
      <Icon name="chevron-right" />
    </button>
  );
}

const timeWords = (request: RequestView, at: string): string =>
  [whenWords(at), isAnother(request) && a("other.short")].filter(Boolean).join(" · ");

/** About whom, as the post knows them. */
export function aboutWords(request: RequestView, rows: Rows): string {
  const person = request.person ? kept(rows, request.person) : undefined;
  return person?.name || q("unnamed");
}
