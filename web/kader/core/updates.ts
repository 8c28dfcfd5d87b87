/** Web Lock that every open form of every tab shares. */
const FORM = "simpul-form";

/**
 * The app's own update. A new version waits until someone says so, or until the phone is locked with no form open: a
 * page is never reloaded under a form.
 */
export class Updates {
  ready = false;
  private holds = 0;
  private waiting: ServiceWorker | null = null;
  private reload: () => void = () => undefined;
  /** Ask the server for a newer version; an installed app may stay open for weeks. */
  search: () => void = () => undefined;
  private changed: () => void;

  constructor(changed: () => void) {
    this.changed = changed;
  }

  /** Registers the service worker and watches for versions that wait. */
  async watch(container: ServiceWorkerContainer, script: string, reload: () => void): Promise<void> {
    this.reload = reload;
    const registration = await container.register(script, { type: "classic" });
    // A worker may have been installed before its event is heard: the registration is asked, not the event.
    const look = () => {
      if (container.controller) this.found(registration.waiting);
    };
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", look);
      look();
    });
    look();
    this.search = () => void registration.update().catch(() => undefined);
  }

  found(worker: ServiceWorker | null): void {
    if (!worker) return;
    this.waiting = worker;
    this.ready = true;
    this.changed();
  }

  /** No reload until released, in any tab. */
  hold(): () => void {
    this.holds++;
    let release: () => void = () => undefined;
    const done = new Promise<void>((resolve) => {
      release = resolve;
    });
    void navigator.locks?.request(FORM, { mode: "shared" }, () => done);
    void done.then(() => this.holds--);
    return release;
  }

  held(): boolean {
    return this.holds > 0;
  }

  /** Let the new version take over, then reload. Nothing happens while a form is open. */
  async apply(): Promise<void> {
    const worker = this.waiting;
    if (!worker || this.held()) return;
    await navigator.locks.request(FORM, { ifAvailable: true }, (free) =>
      free ? this.takeOver(worker) : undefined,
    );
  }

  private async takeOver(worker: ServiceWorker): Promise<void> {
    const active = new Promise<void>((resolve) => {
      worker.addEventListener("statechange", () => {
        if (worker.state === "activated") resolve();
      });
    });
    worker.postMessage({ type: "SKIP_WAITING" });
    await active;
    if (!this.held()) this.reload();
  }
}
