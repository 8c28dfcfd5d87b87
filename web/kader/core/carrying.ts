import type { PostInfo, Scope } from "../generated/wire.ts";

/** Posts that one phone carries at most: what a bidan serves, and what an old phone can hold. */
export const MOST_POSTS = 10;
/** Setting: ids of the posts that were chosen to be carried. */
export const CARRY = "carry";

/** The posts of the scope that this phone carries: all when they are few, else the chosen ones, else the first. */
export function carriedOf(scope: Scope | null, chosen: string | null): readonly PostInfo[] {
  const posts = scope?.posts ?? [];
  if (posts.length <= MOST_POSTS) return posts;
  const kept = posts.filter((post) => chosen?.includes(post.id));
  return (kept.length > 0 ? kept : posts).slice(0, MOST_POSTS);
}
