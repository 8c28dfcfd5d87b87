import type { Heartbeat, PullAnswer, Scope, Words } from "../generated/wire.ts";
import type { SyncReport } from "./api.ts";
import { clockOffset } from "./clock.ts";
import type { Device } from "./device.ts";
import type { Env } from "./env.ts";
import type { PostModel } from "./model.ts";
import { NetError } from "./net.ts";
import type { Outbox } from "./outbox.ts";
import { PAGES_BEFORE_FOLD, purgeAll, type Vault } from "./packs.ts";
import { pullAll } from "./pull.ts";
import { pushAll } from "./push.ts";
import { type Cursor, type Db, storeProblem } from "./store.ts";
import { WORDS } from "./words.ts";

/** What is remembered of syncing, over restarts. */
export interface SyncState {
  lastPushMs: number | null;
  lastPullMs: number | null;
  /** The latest time this phone has had since the last pull, whatever its clock was set to meanwhile. */
  seenMs: number;
  offsetS: number;
  nextAtMs: number;
  /** Nothing was left to send when the server last said when to come back: its word was about reading only. */
  idle: boolean;
  failures: number;
  error: { code: string; message: Words } | null;
  revoked: boolean;
  /** The server knows later entries of this phone than the phone does: part of its store is gone. */
  behind: boolean;
}

export const NEW_SYNC: SyncState = {
  lastPushMs: null,
  lastPullMs: null,
  seenMs: 0,
  offsetS: 0,
  nextAtMs: 0,
  idle: false,
  failures: 0,
  error: null,
  revoked: false,
  behind: false,
};

const BACKOFF_MS = 5000;
const BACKOFF_MAX_MS = 900_000;
const IDLE_S = 300;
/** What was recorded is sent after this long, so that a slip can still be undone; a request for help goes at once. */
const SOON_MS = 15_000;
const AT_ONCE_MS = 2000;
const FRESH = 50;
const REVOKED = ["device_revoked", "device_unknown"];

/** What the sync needs of the phone around it. */
export interface SyncHost {
  env: Env;
  db: Db;
  outbox: Outbox;
  device(): Device | null;
  saveDevice(device: Device): Promise<void>;
  vault(): Vault | null;
  model(post: string): PostModel | null;
  shown(post: string, model: PostModel, seq: number): void;
  paged(answer: PullAnswer, cursor: Cursor): void;
  scoped(scope: Scope): void;
  heartbeat(): Promise<Heartbeat>;
  /** Receipts or heads have changed what waits. */
  settled(): Promise<void>;
  changed(): void;
}

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
      const report: SyncReport = { ok: true, pushed: 0, pulled: 0, left: 0, quarantined: 0, error: null };
      try {
        await this.both(report);
      } catch (error) {
        report.ok = false;
        report.error = await this.failed(error);
      }
      this.running = false;
      if (!report.ok) await this.host.settled();
      const items = this.host.outbox.items();
      report.left = this.host.outbox.waiting().length;
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
      if (code === "epoch_changed") await this.newEpoch();
      else if (code === "token") await this.readAnew();
      else throw error;
      await this.once(report);
    }
    await this.host.outbox.forget(this.host.env.now());
  }

  private async once(report: SyncReport): Promise<void> {
    const { env, outbox } = this.host;
    let wait: number | null = null;
    // A phone that has just heard of a new epoch reads first: the push must name it.
    if (this.device().epoch !== null) {
      const pushed = await pushAll(env, this.device(), outbox, () => this.host.heartbeat(), this.observe);
      report.pushed += pushed.sent;
      wait = pushed.nextAttemptS;
      if (pushed.sent > 0) await this.host.settled();
      await this.save({ lastPushMs: env.now() });
    }
    const pulled = await this.pull();
    if (pulled) report.pulled += pulled.entries;
    await this.save({
      failures: 0,
      error: null,
      revoked: false,
      nextAtMs: env.now() + (pulled?.nextAttemptS || wait || IDLE_S) * 1000,
      idle: outbox.batch(1, env.now()).length === 0,
    });
    if (outbox.batch(1, env.now()).length > 0 && this.device().epoch !== null) {
      const again = await pushAll(env, this.device(), outbox, () => this.host.heartbeat(), this.observe);
      report.pushed += again.sent;
      await this.host.settled();
      report.pulled += (await this.pull())?.entries ?? 0;
    }
  }

  private device(): Device {
    return this.host.device() as Device;
  }

  private async pull() {
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
      scoped: (scope) => this.host.scoped(scope),
      epoch: (epoch) => this.setEpoch(epoch),
    });
    await this.save({ lastPullMs: env.now(), seenMs: env.now() });
    await this.tidy(vault);
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

  /** The server was restored from a backup: read everything anew, and offer again what it may have lost. */
  private async newEpoch(): Promise<void> {
    await this.host.saveDevice({ ...this.device(), epoch: null });
    await this.host.outbox.sendAgain();
    await this.readAnew();
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
    if (said.code === "device_revoked") await purgeAll(this.host.db);
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
    const times = fresh.map(
      (entry) => Date.parse(entry.recorded_at) + (entry.kind === "request.opened" ? AT_ONCE_MS : SOON_MS),
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
