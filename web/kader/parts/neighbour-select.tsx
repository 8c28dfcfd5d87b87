import { useId, useMemo, useState } from "preact/hooks";
import { byVillage, nameOf, type Placed, placed, searchPosts } from "../model/neighbours.ts";
import { usePhone } from "../phone.tsx";
import { n } from "./neighbour-words.ts";
import { TextField } from "./text-field.tsx";

interface NeighbourSelectProps {
  label: string;
  /** Words of the choice that names no post. */
  none: string;
  help?: string;
  value: string;
  onChange: (post: string) => void;
}

/** More posts than this are searched, not scrolled through. */
const MANY = 12;
/** Hits under the search: what fits between it and the keys. */
const SHOWN = 5;

/** One of the posts near by, by village, each with what tells it from others of its name. */
export function NeighbourSelect({ label, none, help, value, onChange }: NeighbourSelectProps) {
  const id = useId();
  const phone = usePhone();
  const near = phone.neighbours();
  const posts = useMemo(() => placed(near), [near]);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        class="input"
        value={value}
        aria-describedby={help ? `${id}-help` : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        <option value="">{none}</option>
        {byVillage(posts, phone.post().area_name).map(([village, list]) => (
          <optgroup key={village} label={village}>
            {list.map((each) => (
              <option key={each.post.id} value={each.post.id}>
                {nameOf(each)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      {help && (
        <p class="field-help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {posts.length > MANY && <Finder posts={posts} onChoose={onChange} />}
    </div>
  );
}

/** A long list is searched: whoever is tapped stands in the choice above. */
function Finder({ posts, onChoose }: { posts: readonly Placed[]; onChoose: (post: string) => void }) {
  const [text, setText] = useState("");
  const hits = text.trim() ? searchPosts(posts, text) : [];
  const choose = (post: string): void => {
    setText("");
    onChoose(post);
  };
  return (
    <>
      <TextField label={n("search")} help={n("search.help")} value={text} onInput={setText} />
      <p class={text.trim() && hits.length !== 1 ? "small muted" : "sr-only"} role="status">
        {text.trim() && (hits.length > 0 ? n("count", { n: hits.length }) : n("none", { text }))}
      </p>
      <ul class="list">
        {hits.slice(0, SHOWN).map((hit) => (
          <li key={hit.post.id}>
            <button type="button" class="row" onClick={() => choose(hit.post.id)}>
              <span class="row-main">
                <span class="row-title">{hit.post.name}</span>
                <span class="row-sub">{[hit.place, hit.post.area_name].filter(Boolean).join(" · ")}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
