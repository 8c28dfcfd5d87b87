import { useEffect, useMemo, useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import { type PostAtHand, Refused } from "../../core/api.ts";
import { say, t } from "../../i18n/index.ts";
import { placesOf } from "../../model/neighbours.ts";
import { type HitAtPost, type PostToday, postsToday, searchEverywhere } from "../../model/posts.ts";
import { go, home, type Screens } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { usePhone } from "../../phone.tsx";
import { showToast } from "../../toast.tsx";
import { PersonRow } from "../people/person-row.tsx";
import { Carry } from "./carry.tsx";
import { o } from "./words.ts";

/** All posts of this phone with their state today, and one search over all. */
export function Posts({ params }: { params: Screens["posts"] }) {
  const phone = usePhone();
  const [text, setText] = useState(params.text ?? "");
  const { posts, retry } = useEverywhere();
  const coming = phone.onTheWay();
  const unsent = useMemo(() => new Map(posts.map((each) => [each.post.id, each.unsent])), [posts]);
  return (
    <Frame title={o("title")}>
      {coming > 0 && (
        <p role="status" class="banner banner-info">
          {o("coming", { n: coming })}
        </p>
      )}
      <TextField label={o("search")} help={o("search.help")} value={text} onInput={setText} />
      {retry ? <Failed onRetry={retry} /> : <Shown posts={posts} text={text} />}
      {!text.trim() && <Carry unsent={unsent} />}
    </Frame>
  );
}

/** Read anew after each change: rows that came meanwhile, posts too, entries that were sent. `retry`: it has failed. */
function useEverywhere(): { posts: readonly PostAtHand[]; retry: (() => void) | null } {
  const phone = usePhone();
  const [posts, setPosts] = useState<readonly PostAtHand[]>([]);
  const [hasFailed, setFailed] = useState(false);
  const { version } = phone.rows;
  const here = phone.posts().length;
  useEffect(() => {
    if (hasFailed) return;
    let isCurrent = true;
    phone.everywhere().then(
      (found) => isCurrent && setPosts(found),
      () => isCurrent && setFailed(true),
    );
    return () => {
      isCurrent = false;
    };
  }, [phone, version, here, hasFailed]);
  return { posts, retry: hasFailed ? () => setFailed(false) : null };
}

function Failed({ onRetry }: { onRetry: () => void }) {
  return (
    <div role="alert">
      <Empty icon="refresh-cw" title={t("load.failed")} help={t("load.failed.help")}>
        <button type="button" class="btn btn-primary" onClick={onRetry}>
          {t("retry")}
        </button>
      </Empty>
    </div>
  );
}

const sayWhyNot = (error: unknown): void =>
  showToast(error instanceof Refused ? say(error.words) : t("load.failed.help"));

function Shown({ posts, text }: { posts: readonly PostAtHand[]; text: string }) {
  return text.trim() ? <Found posts={posts} text={text} /> : <List posts={posts} />;
}

function List({ posts }: { posts: readonly PostAtHand[] }) {
  const phone = usePhone();
  const today = phone.today();
  const here = phone.posts().length > 0 ? phone.post().id : "";
  const list = useMemo(() => postsToday(posts, today), [posts, today]);
  const places = useMemo(() => placesOf(list.map(({ post }) => post)), [list]);
  return (
    <ul class="list">
      {list.map((each) => (
        <li key={each.post.id}>
          <PostRow each={each} place={places.get(each.post.id) ?? ""} isHere={each.post.id === here} />
        </li>
      ))}
    </ul>
  );
}

interface PostRowProps {
  each: PostToday;
  place: string;
  isHere: boolean;
}

function PostRow({ each, place, isHere }: PostRowProps) {
  const phone = usePhone();
  const { post, state, arrived, unsent } = each;
  const facts = [o(state), o("arrived", { n: arrived }), unsent > 0 && o("unsent", { n: unsent })];
  return (
    <button type="button" class="row" onClick={() => void phone.choosePost(post.id).then(home, sayWhyNot)}>
      <span class="row-main">
        <span class="row-title">{post.name}</span>
        {isHere && (
          <span>
            <span class="pill pill-nila">{o("here")}</span>
          </span>
        )}
        <span class="row-sub">{[place, post.area_name].filter(Boolean).join(" · ")}</span>
        <span class="row-sub">{facts.filter(Boolean).join(" · ")}</span>
      </span>
      <Icon name="chevron-right" />
    </button>
  );
}

const PAGE = 30;

function Found({ posts, text }: { posts: readonly PostAtHand[]; text: string }) {
  const hits = useMemo(() => searchEverywhere(posts, text), [posts, text]);
  const [more, setMore] = useState({ text, pages: 1 });
  const pages = more.text === text ? more.pages : 1;
  const shown = hits.slice(0, pages * PAGE);
  if (hits.length === 0) return <Empty icon="search" title={o("none")} help={o("none.help")} />;
  return (
    <>
      <p class="small muted" role="status">
        {o("found", { n: hits.length })}
      </p>
      <ul class="list">
        {shown.map((hit) => (
          <li key={`${hit.post.id} ${hit.person.id}`}>
            <HitRow hit={hit} />
          </li>
        ))}
      </ul>
      {shown.length < hits.length && (
        <button type="button" class="btn btn-block" onClick={() => setMore({ text, pages: pages + 1 })}>
          {o("more", { n: Math.min(PAGE, hits.length - shown.length) })}
        </button>
      )}
    </>
  );
}

/** Opening someone brings their post to the screen first: what is recorded then belongs there. */
function HitRow({ hit: { person, post } }: { hit: HitAtPost }) {
  const phone = usePhone();
  const open = async () => {
    await phone.choosePost(post.id);
    go("person", { person: person.id });
  };
  return (
    <PersonRow
      person={person}
      sub={[post.name, post.area_name].filter(Boolean).join(", ")}
      onOpen={() => void open().catch(sayWhyNot)}
    />
  );
}
