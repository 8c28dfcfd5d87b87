import { useMemo, useState } from "preact/hooks";
import type { PostInfo } from "../../core/api.ts";
import { MOST_POSTS } from "../../core/carrying.ts";
import { placed, searchPosts } from "../../model/neighbours.ts";
import { Empty } from "../../parts/empty.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { usePhone } from "../../phone.tsx";
import { showToast } from "../../toast.tsx";
import { o } from "./words.ts";

/** Posts near the top of what was searched; the rest is reached by more letters. */
const SHOWN = 12;

/**
 * Whoever serves more posts than a phone can hold chooses which ten it carries; any other is loaded when it is asked for.
 * `unsent` counts per carried post what has not left: such a post stays.
 */
export function Carry({ unsent }: { unsent: ReadonlyMap<string, number> }) {
  const phone = usePhone();
  const [busy, setBusy] = useState<string | null>(null);
  const all = phone.served();
  const carried = phone.carried();
  if (all.length <= MOST_POSTS) return null;
  const change = async (post: PostInfo, ids: string[], done: "brought" | "letGone"): Promise<void> => {
    setBusy(post.id);
    const report = await phone.carry(ids).finally(() => setBusy(null));
    showToast(report.ok ? o(done, { post: post.name }) : o("later", { post: post.name }));
  };
  const ids = carried.map(({ id }) => id);
  const letGo = (post: PostInfo) =>
    void change(
      post,
      ids.filter((id) => id !== post.id),
      "letGone",
    );
  const bring = (post: PostInfo) => void change(post, [...ids, post.id], "brought");
  return (
    <details class="card more">
      <summary>{o("carry.title", { n: carried.length, all: all.length })}</summary>
      <section class="stack stack-tight">
        <p class="small muted">{o("carry.help", { most: MOST_POSTS })}</p>
        <Choices
          posts={carried}
          busy={busy}
          label="letGo"
          isShut={carried.length < 2}
          unsent={unsent}
          onTap={letGo}
        />
      </section>
      <Others
        posts={all.filter(({ id }) => !ids.includes(id))}
        isFull={carried.length >= MOST_POSTS}
        busy={busy}
        onBring={bring}
      />
    </details>
  );
}

interface OthersProps {
  posts: readonly PostInfo[];
  isFull: boolean;
  busy: string | null;
  onBring: (post: PostInfo) => void;
}

function Others({ posts, isFull, busy, onBring }: OthersProps) {
  const [text, setText] = useState("");
  const { online } = usePhone().safety();
  const signs = useMemo(() => placed(posts.map((post) => ({ ...post, rw: "" }))), [posts.length]);
  const found = new Set(searchPosts(signs, text).map(({ post }) => post.id));
  const hits = posts.filter(({ id }) => found.has(id));
  const why = !online ? o("others.offline") : isFull ? o("others.full", { most: MOST_POSTS }) : "";
  return (
    <section class="stack stack-tight">
      <h2>{o("others.title", { n: posts.length })}</h2>
      {why && (
        <p class="question" role="status">
          {why}
        </p>
      )}
      <TextField label={o("others.search")} value={text} onInput={setText} />
      {hits.length === 0 && <Empty icon="search" title={o("others.none")} />}
      <Choices posts={hits.slice(0, SHOWN)} busy={busy} label="bring" isShut={why !== ""} onTap={onBring} />
      {hits.length > SHOWN && <p class="small muted">{o("others.more", { n: hits.length - SHOWN })}</p>}
    </section>
  );
}

interface ChoicesProps {
  posts: readonly PostInfo[];
  label: "bring" | "letGo";
  busy: string | null;
  /** No post of the list can be taken now. */
  isShut: boolean;
  unsent?: ReadonlyMap<string, number>;
  onTap: (post: PostInfo) => void;
}

function Choices({ posts, label, busy, isShut, unsent, onTap }: ChoicesProps) {
  return (
    <ul class="list">
      {posts.map((post) => {
        const left = unsent?.get(post.id) ?? 0;
        return (
          <li key={post.id} class="row">
            <span class="row-main">
              <span class="row-title">{post.name}</span>
              <span class="row-sub">{[post.area_name, post.address].filter(Boolean).join(" · ")}</span>
              {left > 0 && <span class="row-sub">{o("carry.unsent", { n: left })}</span>}
            </span>
            <button
              type="button"
              class="btn"
              disabled={isShut || left > 0 || busy !== null}
              aria-label={o(`${label}.post`, { post: post.name })}
              onClick={() => onTap(post)}
            >
              {busy === post.id ? o("busy") : o(label)}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
