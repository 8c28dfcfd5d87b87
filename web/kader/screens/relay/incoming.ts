/** Files that another application has shared with this one lie here until the screen takes them (see `sw.ts`). */
export const INCOMING = "simpul-incoming";
/** Where a shared file arrives, and the mark in the address that opens its screen. */
export const SHARED_TO = "/kader/bawakan";
export const SHARED_MARK = "bawakan";

export async function takeIncoming(): Promise<Blob[]> {
  const storage = globalThis.caches as CacheStorage | undefined;
  if (!storage) return [];
  try {
    const cache = await storage.open(INCOMING);
    const answers = await Promise.all((await cache.keys()).map((request) => cache.match(request)));
    const blobs = await Promise.all(answers.flatMap((answer) => (answer ? answer.blob() : [])));
    await storage.delete(INCOMING);
    return blobs;
  } catch {
    // Nothing to take: the file can still be chosen by hand.
    return [];
  }
}
