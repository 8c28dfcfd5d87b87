import { wantBackgroundPush } from "./background-wish.ts";
import { browserEnv } from "./env.ts";
import { type CorePhone, startPhone } from "./phone.ts";

declare const __APP_VERSION__: string;
declare const __RULES_EDITION__: string;

/** The phone in this browser: store, network, service worker, and what wakes the sync. */
export async function startBrowserPhone(words: () => Promise<readonly string[]>): Promise<CorePhone> {
  const env = {
    ...browserEnv({ appVersion: __APP_VERSION__, rulesEdition: __RULES_EDITION__, words }),
    mirror: async () => (await import("./mirror-file.ts")).openMirrorFile(),
  };
  const phone = await startPhone(env);
  addEventListener("online", () => phone.wake());
  addEventListener("offline", () => phone.wake());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      phone.wake();
      phone.updates.search();
    } else if (phone.safety().pending > 0) void askForBackgroundPush();
  });
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (container && import.meta.env.PROD) {
    container.addEventListener("message", (event) => {
      if ((event.data as { type?: string }).type === "SYNC") void phone.syncNow();
    });
    void phone.updates
      .watch(container, `${import.meta.env.BASE_URL}sw.js`, () => location.reload())
      .catch(() => undefined);
  }
  return phone;
}

async function askForBackgroundPush(): Promise<void> {
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (container?.controller) await wantBackgroundPush(container).catch(() => undefined);
}
