/** Several posts on one phone: what each looks like today, and a search over all. Pure; no DOM. */
import type { PostAtHand, PostInfo } from "../core/api.ts";
import { buildIndex, type Hit, search } from "./search.ts";

export interface PostToday {
  post: PostInfo;
  state: "open" | "closed" | "notOpen";
  arrived: number;
  unsent: number;
}

const ORDER = { open: 0, closed: 1, notOpen: 2 };

/** Open ones first, then those of today, else as they came. */
export function postsToday(posts: readonly PostAtHand[], today: string): PostToday[] {
  const seen = posts.map(({ post, rows, unsent }): PostToday => {
    const arrived = new Set(rows.visitsOn(today).map(({ person }) => person)).size;
    return { post, state: rows.session(today)?.status ?? "notOpen", arrived, unsent };
  });
  return seen.sort((a, b) => ORDER[a.state] - ORDER[b.state]);
}

export interface HitAtPost extends Hit {
  post: PostInfo;
}

/** The hits of all posts together, likeliest first; guests stand at their own post only. */
export function searchEverywhere(posts: readonly PostAtHand[], text: string): HitAtPost[] {
  const found = posts.flatMap(({ post, rows }) =>
    search(buildIndex(rows), text, {})
      .filter(({ person }) => !person.guest)
      .map((hit): HitAtPost => ({ ...hit, post })),
  );
  return found.sort((a, b) => b.score - a.score);
}
