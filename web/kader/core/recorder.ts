import type { PostInfo } from "../generated/wire.ts";
import { type Draft, NotSaved } from "./api.ts";
import type { Device } from "./device.ts";
import { makeEntries } from "./drafts.ts";
import type { Env } from "./env.ts";
import type { Outbox } from "./outbox.ts";
import type { Session } from "./session.ts";
import type { StorageHealth } from "./storage-health.ts";
import type { Sync } from "./sync.ts";
import { writeWitness } from "./witness.ts";

export interface RecorderHost {
  env: Env;
  outbox: Outbox;
  storage: StorageHealth;
  sync: Sync;
  device(): Device | null;
  /** By the phone's clock corrected with the server's. */
  now(): Date;
  changed(): void;
}

/** Writes what screens record, and takes it back. */
export class Recorder {
  /** The last write failed. */
  failed = false;
  private host: RecorderHost;

  constructor(host: RecorderHost) {
    this.host = host;
  }

  async record(session: Session | null, drafts: Draft[]): Promise<string[]> {
    if (!session?.post) throw new NotSaved("locked");
    const { env, outbox, sync, changed } = this.host;
    try {
      const entries = await this.add(session, session.post, drafts);
      this.failed = false;
      writeWitness(env, this.host.device()?.id ?? null, outbox.counter);
      env.tell("outbox");
      return entries.map((entry) => entry.id);
    } catch (error) {
      this.failed = true;
      throw error;
    } finally {
      session.refresh();
      changed();
      sync.schedule();
      void this.look();
    }
  }

  private async look(): Promise<void> {
    await this.host.storage.measure();
    await this.host.storage.askToPersist();
  }

  private add(session: Session, post: PostInfo, drafts: Draft[]) {
    const { env, outbox } = this.host;
    const deviceMs = env.now();
    return outbox.add(deviceMs, (counter) =>
      makeEntries(
        drafts,
        {
          post: post.id,
          author: session.account.id,
          device: this.host.device()?.id ?? "",
          counter,
          nowMs: this.host.now().getTime(),
          deviceMs,
          appVersion: env.appVersion,
          rulesEdition: env.rulesEdition,
        },
        session.under(),
        [...session.handedOver(post.id), ...outbox.waiting(post.id)],
      ),
    );
  }

  async undo(session: Session | null, entryIds: string[]): Promise<boolean> {
    const done = await this.host.outbox.undo(entryIds);
    session?.refresh();
    if (done) this.host.env.tell("outbox");
    this.host.changed();
    return done;
  }
}
