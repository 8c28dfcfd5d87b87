/** Free times where a post asks, kept with their date for when there is no signal. Nobody is named in them. */
import type { SlotsAnswer } from "../generated/wire.ts";
import type { Env } from "./env.ts";
import { heardOf, refreshHeard } from "./heard.ts";
import type { Db } from "./store.ts";

/** What was free changes slowly: it is not asked for at each round, nor again at once when nobody answered. */
const ASK_AGAIN_MS = 600_000;

/** The last answer for a post; null before the first. */
export const slotsOf = (db: Db, post: string): Promise<SlotsAnswer | null> => heardOf(db, post, "slots");

/** Ask anew when it was last asked long ago. A server that does not answer leaves what was known. */
export const refreshSlots = (env: Env, db: Db, token: string, post: string): Promise<void> =>
  refreshHeard(env, db, token, post, "slots", ASK_AGAIN_MS);
