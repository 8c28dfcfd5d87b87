/** Answers of the server about a post that name nobody, kept with their date for when there is no signal. */
import type { Env } from "./env.ts";
import { call } from "./net.ts";
import type { Db } from "./store.ts";

/** How soon is asked again after nobody answered. */
const AFTER_SILENCE_MS = 600_000;

interface Kept<Answer> {
  askedMs: number;
  isSilent?: boolean;
  answer: Answer | null;
}

/** What is asked for: the last part of the address, under which the answer is kept too. */
export type Heard = "slots" | "places";

const place = (post: string, what: Heard): string => `${what}|${post}`;

const kept = async <Answer>(db: Db, post: string, what: Heard): Promise<Kept<Answer> | undefined> =>
  (await db.get("meta", place(post, what))) as Kept<Answer> | undefined;

/** The last answer for a post; null before the first. */
export const heardOf = async <Answer>(db: Db, post: string, what: Heard): Promise<Answer | null> =>
  (await kept<Answer>(db, post, what))?.answer ?? null;

/** Ask anew when it was last asked `againMs` ago. A server that does not answer leaves what was known. */
export async function refreshHeard(
  env: Env,
  db: Db,
  token: string,
  post: string,
  what: Heard,
  againMs: number,
): Promise<void> {
  const before = await kept<unknown>(db, post, what);
  const askedMs = env.now();
  const wait = before?.isSilent ? Math.min(againMs, AFTER_SILENCE_MS) : againMs;
  if (before && Math.abs(askedMs - before.askedMs) < wait) return;
  const heard = await call<unknown>(env, `posts/${post}/${what}`, token).catch(() => null);
  await db.put(
    "meta",
    { askedMs, isSilent: heard === null, answer: heard ?? before?.answer ?? null } satisfies Kept<unknown>,
    place(post, what),
  );
}
