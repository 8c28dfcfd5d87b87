/** Places to which a post may refer, kept for when there is no signal. Nobody is named in them. */
import type { PlacesAnswer } from "../generated/wire.ts";
import type { Env } from "./env.ts";
import { heardOf, refreshHeard } from "./heard.ts";
import type { Db } from "./store.ts";

/** Places change from week to week; half a day old is as good as new. */
const ASK_AGAIN_MS = 43_200_000;

/** The last answer for a post; null before the first. */
export const placesOf = (db: Db, post: string): Promise<PlacesAnswer | null> => heardOf(db, post, "places");

/** Ask anew when it was last asked half a day ago. */
export const refreshPlaces = (env: Env, db: Db, token: string, post: string): Promise<void> =>
  refreshHeard(env, db, token, post, "places", ASK_AGAIN_MS);
