import type { SyncReport } from "./api.ts";
import { carriedOf } from "./carrying.ts";
import { clockOffset } from "./clock.ts";
import { floorOf } from "./cursor.ts";
import type { Device } from "./device.ts";
import { NetError } from "./net.ts";
import { countAnew, PAGES_BEFORE_FOLD, purgeAll, type Vault } from "./packs.ts";
import { pullAll } from "./pull.ts";
import { pushAll } from "./push.ts";
import { noteLoss } from "./storage-health.ts";
import type { Sync } from "./sync.ts";
import { REVOKED, type SyncHost } from "./sync-state.ts";
import { WORDS } from "./words.ts";

const IDLE_S = 300;
/** The scope is read anew at least this often: a new sealing key changes nothing else that a phone would notice. */
const SCOPE_MS = 86_400_000;

/** One round of the sync: push, pull, hand in what is carried; after a restore, first give back what the server lost. */
export class Round {
  private sync: Sync;
  private host: SyncHost;

  constructor(sync: Sync, host: SyncHost) {
    this.sync = sync;
    this.host = host;
  }

  /** Throws NetError; what was done by then stays done, and is in the report. */
  async both(report: SyncReport): Promise<void> {
    if (!this.host.device()?.token) throw new NetError("not_enrolled", WORDS.revoked, 0);
    try {
      await this.once(report);
    } catch (error) {
      const code = error instanceof NetError ? error.code : "";
      if (REVOKED.includes(code)) await this.revoked(code, report);
      if (code === "epoch_changed") await this.sync.save({ restoring: true });
      else if (code === "token") await this.readAnew();
      else throw error;
      await this.once(report);
    }
    await this.host.outbox.forget(this.host.env.now());
    await this.host.rounded();
  }

  /** Reading ends; what was written here, and what is carried for others, is still handed in, sealed. */
  private async revoked(code: string, report: SyncReport): Promise<void> {
    if (code === "device_revoked") await purgeAll(this.host.db);
    await this.sync.save({ revoked: true });
    report.deposited = await this.host.relay.depositOwn();
    await this.host.relay.deliver();
  }

  private async once(report: SyncReport): Promise<void> {
    const { env, outbox } = this.host;
    let wait: number | null = null;
    if (this.sync.state.restoring) await this.bringBack();
    // A phone that has just heard of a new epoch reads first: the push must name it.
    if (this.device().epoch !== null) {
      const pushed = await this.push();
      report.pushed += pushed.sent;
      wait = pushed.nextAttemptS;
      if (pushed.sent > 0) await this.host.settled();
      await this.sync.save({ lastPushMs: env.now() });
    }
    const pulled = await this.pull();
    if (pulled) report.pulled += pulled.entries;
    await this.host.relay.deliver();
    await this.sync.save({
      failures: 0,
      error: null,
      // Without a call nobody has said so.
      revoked: this.sync.state.revoked && pulled === null && report.pushed === 0,
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

  private async push() {
    const { env, outbox } = this.host;
    return pushAll(env, this.device(), outbox, () => this.host.heartbeat(), this.observe);
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
      redacted: (ids) => this.host.relay.erase(ids),
      carried: (scope) => carriedOf(scope, this.host.chosen()),
      scopeIsOld: env.now() - this.sync.state.scopeMs > SCOPE_MS,
      scoped: async (scope) => {
        await this.sync.save({ scopeMs: env.now() });
        await this.host.scoped(scope);
      },
      epoch: (epoch) => this.setEpoch(epoch),
    });
    await this.sync.save({ lastPullMs: env.now(), seenMs: env.now() });
    await this.tidy(vault);
    await outbox.release(floorOf(await this.host.db.getAll("cursors")));
    if (result.lastCounter > outbox.counter) {
      await outbox.skipTo(result.lastCounter);
      await this.sync.save({ behind: true });
      await noteLoss(this.host.db, env.now());
    }
    return result;
  }

  /** Fold pages that have piled up, and forget posts that are no longer served or carried once nothing of them waits. */
  private async tidy(vault: Vault): Promise<void> {
    const served = new Set(carriedOf(await vault.scope(), this.host.chosen()).map((post) => post.id));
    for (const post of await vault.stored()) {
      if (!served.has(post)) {
        if (this.host.outbox.waiting(post).length === 0) await vault.purge(post);
      } else if ((await vault.pages(post)) > PAGES_BEFORE_FOLD) {
        await this.fold(vault, post);
      }
    }
  }

  /** A post that cannot be read is loaded anew next time; it must not keep the others from being synced. */
  private async fold(vault: Vault, post: string): Promise<void> {
    const model = this.host.model(post) ?? (await vault.load(post).catch(() => vault.comeAnew(post)));
    if (model) await vault.fold(post, model, this.host.env.now());
  }

  /** The server was restored from a backup: it gets what it lost, then everything is read anew. */
  private async bringBack(): Promise<void> {
    const { epoch, again } = await this.host.relay.restore();
    await this.setEpoch(epoch);
    await this.readAnew();
    const now = { atMs: this.host.env.now(), again };
    const restored = again > 0 ? now : (this.sync.state.restored ?? now);
    await this.sync.save({ restoring: false, restored });
    await this.host.settled();
  }

  /** Forget how far the rows are. They stay readable until snapshots replace them, however long the server is away. */
  private async readAnew(): Promise<void> {
    await this.sync.save({ scopeMs: 0 });
    await countAnew(this.host.db);
    await this.host.countedAnew();
  }

  private async setEpoch(epoch: string): Promise<void> {
    if (this.device().epoch !== epoch) await this.host.saveDevice({ ...this.device(), epoch });
  }

  private observe = (sentMs: number, serverTime: string): void => {
    this.sync.state = { ...this.sync.state, offsetS: clockOffset(sentMs, this.host.env.now(), serverTime) };
  };
}
