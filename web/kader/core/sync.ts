import type { Words } from "../generated/wire.ts";
import type { SyncReport } from "./api.ts";
import { NetError } from "./net.ts";
import { storeProblem } from "./store.ts";
import { NEW_SYNC, REVOKED, type SyncHost, type SyncState } from "./sync-state.ts";

const BACKOFF_MS = 5000;
const BACKOFF_MAX_MS = 900_000;
/** What was recorded is sent after this long, so that a slip can still be undone; a request for help goes at once. */
const SOON_MS = 15_000;
const AT_ONCE_MS = 2000;
const FRESH = 50;

const NO_REPORT: SyncReport = {
  ok: true,
  pushed: 0,
  pulled: 0,
  deposited: 0,
  left: 0,
  quarantined: 0,
  error: null,
};

/** Pushes, then pulls; one at a time over all tabs; says how it went, and when to try again. */
export class Sync {
  state: SyncState = NEW_SYNC;
  running = false;
  private host: SyncHost;
  private stopTimer: (() => void) | null = null;

  constructor(host: SyncHost) {
    this.host = host;
  }

  async load(): Promise<void> {
    this.state = { ...NEW_SYNC, ...((await this.host.db.get("meta", "sync")) as SyncState | undefined) };
  }

  async save(change: Partial<SyncState>): Promise<void> {
    this.state = { ...this.state, ...change };
    await this.host.db.put("meta", this.state, "sync").catch(() => undefined);
  }

  run(): Promise<SyncReport> {
    return this.host.env.lock("simpul-sync", async () => {
      this.running = true;
      this.host.changed();
      const report: SyncReport = { ...NO_REPORT };
      try {
        // What a round does is loaded at the first one: it is no part of what opens first.
        const { Round } = await import("./sync-round.ts");
        await new Round(this, this.host).both(report);
      } catch (error) {
        report.ok = false;
        report.error = await this.failed(error);
      }
      this.running = false;
      if (!report.ok) await this.host.settled();
      const items = this.host.outbox.items();
      report.left = this.host.outbox.waiting().length - this.host.relay.deposited();
      report.quarantined = items.filter((item) => item.state === "quarantined").length;
      this.host.changed();
      this.schedule();
      return report;
    });
  }

  private async failed(error: unknown): Promise<{ code: string; message: Words }> {
    const { env } = this.host;
    const net = error instanceof NetError ? error : null;
    const said = net ? { code: net.code, message: net.words } : storeProblem(error);
    const failures = this.state.failures + 1;
    const backoff = Math.min(BACKOFF_MS * 2 ** (failures - 1), BACKOFF_MAX_MS) * (0.75 + env.random() / 2);
    // A busy server has given this phone a moment of its own: later would leave the server idle.
    const wait = net?.retryAfterS ? net.retryAfterS * 1000 : backoff;
    const revoked = this.state.revoked || REVOKED.includes(said.code);
    await this.save({ failures, error: said, nextAtMs: env.now() + wait, revoked });
    return said;
  }

  /** Next try at its time: soon after something was recorded, but never before a busy server or the backoff allows. */
  schedule(): void {
    this.stopTimer?.();
    const { env } = this.host;
    const wait = Math.min(Math.max(this.dueMs() - env.now(), AT_ONCE_MS), BACKOFF_MAX_MS);
    this.stopTimer = env.timer(() => this.tick(), wait);
  }

  private dueMs(): number {
    const { env, outbox } = this.host;
    const { idle, failures, nextAtMs } = this.state;
    const fresh = idle && failures === 0 ? outbox.batch(FRESH, env.now()) : [];
    const soon = this.host.isShortOfSpace() ? AT_ONCE_MS : SOON_MS;
    const times = fresh.map(
      (entry) => Date.parse(entry.recorded_at) + (entry.kind === "request.opened" ? AT_ONCE_MS : soon),
    );
    return Math.min(nextAtMs, ...times);
  }

  private tick(): void {
    const ready = this.host.env.online() && !this.running && this.host.device()?.token;
    if (ready) void this.run();
    else this.schedule();
  }

  /** The network is back: no need to sit a backoff out, but the server's own word still holds. */
  wake(): void {
    if (this.state.failures > 0 && this.state.error?.code === "offline")
      this.state = { ...this.state, nextAtMs: 0 };
    this.schedule();
  }

  /** Someone has opened the phone: sync now if the server expects it by now, or when a post is still to be loaded. */
  resume(isMissing: boolean): void {
    if (this.host.env.online() && (isMissing || this.state.nextAtMs <= this.host.env.now())) void this.run();
    else this.schedule();
  }

  stop(): void {
    this.stopTimer?.();
  }
}
