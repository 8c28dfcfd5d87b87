import type { Words } from "../generated/wire.ts";
import type { SyncReport } from "./api.ts";
import { clockOffset } from "./clock.ts";
import type { Device } from "./device.ts";
import { NetError } from "./net.ts";
import { floorOf, PAGES_BEFORE_FOLD, purgeAll, type Vault } from "./packs.ts";
import { storeProblem } from "./store.ts";
import { NEW_SYNC, type SyncHost, type SyncState } from "./sync-state.ts";
import { WORDS } from "./words.ts";

const BACKOFF_MS = 5000;
const BACKOFF_MAX_MS = 900_000;
const IDLE_S = 300;
/** What was recorded is sent after this long, so that a slip can still be undone; a request for help goes at once. */
const SOON_MS = 15_000;
const AT_ONCE_MS = 2000;
const FRESH = 50;
const REVOKED = ["device_revoked", "device_unknown"];
/** The scope is read anew at least this often: a new sealing key changes nothing else that a phone would notice. */
const SCOPE_MS = 86_400_000;

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
        await this.both(report);
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

  private async both(report: SyncReport): Promise<void> {
    if (!this.host.device()?.token) throw new NetError("not_enrolled", WORDS.revoked, 0);
    try {
      await this.once(report);
    } catch (error) {
      const code = error instanceof NetError ? error.code : "";
      if (REVOKED.includes(code)) await this.revoked(code, report);
      if (code === "epoch_changed") await this.save({ restoring: true });
      else if (code === "token") await this.readAnew();
      else throw error;
      await this.once(report);
    }
    await this.host.outbox.forget(this.host.env.now());
  }

  /** Reading ends; what was written here, and what is carried for others, is still handed in, sealed. */
  private async revoked(code: string, report: SyncReport): Promise<void> {
    if (code === "device_revoked") await purgeAll(this.host.db);
    await this.save({ revoked: true });
    report.deposited = await this.host.relay.depositOwn();
    await this.host.relay.deliver();
  }

  private async once(report: SyncReport): Promise<void> {
    const { env, outbox } = this.host;
    let wait: number | null = null;
    if (this.state.restoring) await this.bringBack();
    // A phone that has just heard of a new epoch reads first: the push must name it.
    if (this.device().epoch !== null) {
      const pushed = await this.push();
      report.pushed += pushed.sent;
      wait = pushed.nextAttemptS;
      if (pushed.sent > 0) await this.host.settled();
      await this.save({ lastPushMs: env.now() });
    }
    const pulled = await this.pull();
    if (pulled) report.pulled += pulled.entries;
    await this.host.relay.deliver();
    await this.save({
      failures: 0,
      error: null,
      // Without a call nobody has said so.
      revoked: this.state.revoked && pulled === null && report.pushed === 0,
      nextAtMs: env.now() + (pulled?.nextAttemptS || wait || IDLE_S) * 1000,
      idle: outbox.batch(1, env.now()).length === 0,
    });
    if (outbox.batch(1, env.now()).length > 0 && this.device().epoch !== null) {
      const again = await this.push();
      report.pushed += again.sent;
      await this.host.settled();
      report.pulled += (await this.pull())?.entries ?? 0;
    }
  }

  private device(): Device {
    return this.host.device() as Device;
  }

  // How to push and to pull is loaded at the first sync: it is no part of what opens first.
  private async push() {
    const { pushAll } = await import("./push.ts");
    const { env, outbox } = this.host;
    return pushAll(env, this.device(), outbox, () => this.host.heartbeat(), this.observe);
  }

  private async pull() {
    const { pullAll } = await import("./pull.ts");
    const vault = this.host.vault();
    if (!vault) return null;
    const { env, outbox } = this.host;
    const result = await pullAll({
      env,
      device: this.device(),
      vault,
      heartbeat: () => this.host.heartbeat(),
      observe: this.observe,
      shown: (post, model, seq) => this.host.shown(post, model, seq),
      page: async (answer, cursor) => {
        const repairs = answer.posts.flatMap((page) => page.rows.repairs ?? []) as {
          id: string;
          seq: number;
        }[];
        await outbox.seen(
          answer.posts.flatMap((page) => page.heads),
          repairs,
          env.now(),
        );
        outbox.dropSeen(cursor.seqs);
        this.host.paged(answer, cursor);
        if (repairs.length > 0) await this.host.settled();
      },
      redacted: (ids) => this.host.relay.erase(ids),
      scopeIsOld: env.now() - this.state.scopeMs > SCOPE_MS,
      scoped: async (scope) => {
        await this.save({ scopeMs: env.now() });
        await this.host.scoped(scope);
      },
      epoch: (epoch) => this.setEpoch(epoch),
    });
    await this.save({ lastPullMs: env.now(), seenMs: env.now() });
    await this.tidy(vault);
    await outbox.release(await floorOf(this.host.db));
    if (result.lastCounter > outbox.counter) {
      await outbox.skipTo(result.lastCounter);
      await this.save({ behind: true });
    }
    return result;
  }

  /** Fold pages that have piled up, and forget posts that are no longer served once nothing of them waits. */
  private async tidy(vault: Vault): Promise<void> {
    const served = new Set(((await vault.scope())?.posts ?? []).map((post) => post.id));
    for (const post of await vault.stored()) {
      if (!served.has(post)) {
        if (this.host.outbox.waiting(post).length === 0) await vault.purge(post);
      } else if ((await vault.pages(post)) > PAGES_BEFORE_FOLD) {
        const model = this.host.model(post) ?? (await vault.load(post));
        if (model) await vault.fold(post, model, this.host.env.now());
      }
    }
  }

  /** The server was restored from a backup: it gets what it lost, then everything is read anew. */
  private async bringBack(): Promise<void> {
    const { epoch, again } = await this.host.relay.restore();
    await this.setEpoch(epoch);
    await this.readAnew();
    const now = { atMs: this.host.env.now(), again };
    const restored = again > 0 ? now : (this.state.restored ?? now);
    await this.save({ restoring: false, restored });
    await this.host.settled();
  }

  /** Forget how far the rows are. They stay readable until snapshots replace them. */
  private async readAnew(): Promise<void> {
    const vault = this.host.vault();
    if (!vault) return;
    const cursor = await vault.cursor();
    await vault.saveCursor({ ...cursor, token: null, also: [], seqs: {}, epoch: null, scope: null });
  }

  private async setEpoch(epoch: string): Promise<void> {
    if (this.device().epoch !== epoch) await this.host.saveDevice({ ...this.device(), epoch });
  }

  private observe = (sentMs: number, serverTime: string): void => {
    this.state = { ...this.state, offsetS: clockOffset(sentMs, this.host.env.now(), serverTime) };
  };

  private async failed(error: unknown): Promise<{ code: string; message: Words }> {
    const { env } = this.host;
    const net = error instanceof NetError ? error : null;
    const said = net ? { code: net.code, message: net.words } : storeProblem(error);
    const failures = this.state.failures + 1;
    const backoff = Math.min(BACKOFF_MS * 2 ** (failures - 1), BACKOFF_MAX_MS) * (0.75 + env.random() / 2);
    const wait = Math.max(backoff, (net?.retryAfterS ?? 0) * 1000);
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

  /** Someone has opened the phone: sync now if the server expects it by now, or when there is nothing to read yet. */
  resume(nothingYet: boolean): void {
    if (this.host.env.online() && (nothingYet || this.state.nextAtMs <= this.host.env.now())) void this.run();
    else this.schedule();
  }

  stop(): void {
    this.stopTimer?.();
  }
}
