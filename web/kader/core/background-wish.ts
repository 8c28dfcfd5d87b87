/** Name under which the browser remembers that something waits. */
export const PUSH_TAG = "simpul-push";

interface SyncRegistration {
  sync?: { register(tag: string): Promise<void> };
}

/** Ask the browser to send when it next has a network, also after the app was closed. Not every browser can. */
export async function wantBackgroundPush(container: ServiceWorkerContainer): Promise<void> {
  const registration = (await container.ready) as unknown as SyncRegistration;
  await registration.sync?.register(PUSH_TAG);
}
