import type { Cursor } from "./store.ts";

/**
 * How far the rows of a vault are. The server counts the entries of each post (`seqs`). When it was restored from a backup
 * it counts anew: rows that came before stay readable (`former`) until its snapshots replace them, but nothing may be
 * counted from them.
 */
export type Reached = Pick<Cursor, "seqs" | "former">;

export const newCursor = (vault: string): Cursor => ({
  vault,
  token: null,
  also: [],
  epoch: null,
  seqs: {},
  former: [],
  lastPullMs: null,
  scopeVersion: "",
  scope: null,
});

export const isFormer = ({ former }: Reached, post: string): boolean => former?.includes(post) ?? false;
export const isHere = (cursor: Reached, post: string): boolean =>
  post in cursor.seqs || isFormer(cursor, post);

/** The rows of a post are now those of `seq`. */
export function withPost<C extends Reached>(cursor: C, post: string, seq: number): C {
  return { ...withoutPost(cursor, post), seqs: { ...cursor.seqs, [post]: seq } };
}

/** Nothing of a post counts as here. */
export function withoutPost<C extends Reached>(cursor: C, post: string): C {
  const { [post]: _, ...seqs } = cursor.seqs;
  return { ...cursor, seqs, former: (cursor.former ?? []).filter((id) => id !== post) };
}

/** Everything, the scope too, is to be read from its beginning. What lies here stays readable meanwhile, also after a lock. */
export function anew(cursor: Cursor): Cursor {
  const former = [...new Set([...Object.keys(cursor.seqs), ...(cursor.former ?? [])])];
  return { ...cursor, token: null, also: [], epoch: null, seqs: {}, former, scopeVersion: "" };
}

/** The seq of each post that the rows of all these vaults show by now. */
export function floorOf(cursors: readonly Reached[]): Record<string, number> {
  const floor: Record<string, number> = {};
  for (const { seqs, former = [] } of cursors) {
    const shown = [...Object.entries(seqs), ...former.map((post) => [post, 0] as const)];
    for (const [post, seq] of shown) floor[post] = Math.min(floor[post] ?? seq, seq);
  }
  return floor;
}
