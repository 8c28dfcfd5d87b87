/// <reference lib="webworker" />
import { clientsClaim } from "workbox-core";
import { cleanupOutdatedCaches, PrecacheController, PrecacheRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { pushInBackground } from "./core/background.ts";
import { PUSH_TAG } from "./core/background-wish.ts";
import { browserEnv } from "./core/env.ts";
import { INCOMING, SHARED_MARK, SHARED_TO } from "./screens/relay/incoming.ts";
import { storeFiles } from "./sw-install.ts";

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] };
declare const __APP_VERSION__: string;

/** Background sync is not in the standard library of types yet. */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

// Everything the app is made of is stored when it is installed; nothing under /api/ ever is.
const files = new PrecacheController();
files.addToCacheList(self.__WB_MANIFEST);
self.addEventListener("install", (event) => event.waitUntil(storeFiles(files, event)));
self.addEventListener("activate", (event) => void files.activate(event));
registerRoute(new PrecacheRoute(files));
cleanupOutdatedCaches();
registerRoute(
  ({ url }) => url.pathname === SHARED_TO,
  ({ event }) => takeShared(event as FetchEvent),
  "POST",
);
registerRoute(new NavigationRoute(files.createHandlerBoundToURL("/kader/index.html")));

// The first version takes the page over at once, so that the next cold start needs no network. A later version waits
// until the page asks: never under a form.
clientsClaim();
self.addEventListener("message", (event) => {
  if ((event.data as { type?: string } | null)?.type === "SKIP_WAITING") void self.skipWaiting();
});

/** A file shared from another application stays in this browser and waits for its screen. */
async function takeShared({ request }: FetchEvent): Promise<Response> {
  const form = await request.formData();
  const cache = await caches.open(INCOMING);
  const files = form.getAll("berkas").filter((part) => part instanceof File);
  await Promise.all(files.map((file, index) => cache.put(`/${INCOMING}/${index}`, new Response(file))));
  return Response.redirect(`/kader/#/${SHARED_MARK}`, 303);
}

self.addEventListener("sync", (event) => {
  const sync = event as SyncEvent;
  if (sync.tag === PUSH_TAG) sync.waitUntil(pushOrWake());
});

/** An open page syncs itself, rows and all; a closed app still delivers what waits. */
async function pushOrWake(): Promise<void> {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const page of pages) page.postMessage({ type: "SYNC" });
  if (pages.length > 0) return;
  const env = browserEnv({ appVersion: __APP_VERSION__, rulesEdition: "", words: async () => [] });
  await pushInBackground(env);
}
