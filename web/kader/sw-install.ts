import type { PrecacheController } from "workbox-precaching";

/**
 * So many files are on their way at once. One after the other, as Workbox does it, each waits a whole turn of the line:
 * half a minute of nothing on 3G. A browser gives six connections to a server; the rest are for the rows of the post.
 */
export const AT_ONCE = 4;

/** Store every file of this version. Rejects when one cannot be had: what has come by then is not fetched again. */
export async function storeFiles(files: PrecacheController, event: ExtendableEvent): Promise<void> {
  const waiting = [...files.getURLsToCacheKeys()];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await store(files, event, ...next);
  };
  const lanes = Array.from({ length: AT_ONCE }, lane);
  await Promise.all(lanes).catch((error) => {
    // Without this one the version cannot start: the line is for others.
    waiting.length = 0;
    throw error;
  });
}

async function store(files: PrecacheController, event: ExtendableEvent, url: string, cacheKey: string) {
  // A name with a digest in it always means the same bytes; of any other the browser may hold old ones.
  const cache = cacheKey === url ? "default" : "reload";
  const request = new Request(url, { cache, credentials: "same-origin" });
  await Promise.all(files.strategy.handleAll({ params: { cacheKey }, request, event }));
}
