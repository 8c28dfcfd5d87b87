import type { Entry, EscrowKey } from "../generated/wire.ts";
import type { Device } from "./device.ts";
import type { Env } from "./env.ts";
import type { Mirror, Mirrored, MirrorState } from "./mirror.ts";
import type { Copier } from "./outbox-keeping.ts";
import type { Db, SealedCopy } from "./store.ts";

/**
 * Makes sealed copies of what is written and mirrors them outside the store. Sealing and mirroring are loaded when first
 * needed; a copy that cannot be made now is made later, and never holds a write up.
 */
export class Copies implements Copier {
  /** The server's key, once it was met with one. */
  key: EscrowKey | null = null;
  private env: Env;
  private db: Db;
  private device: () => Device | null;
  private changed: () => void;
  private loading: Promise<Mirror> | null = null;
  private mirror: Mirror | null = null;

  constructor(env: Env, db: Db, device: () => Device | null, changed: () => void) {
    this.env = env;
    this.db = db;
    this.device = device;
    this.changed = changed;
  }

  async load(): Promise<void> {
    this.key = ((await this.db.get("meta", "escrow")) as EscrowKey | undefined) ?? null;
  }

  /** Take the server's present key; what is written from now on is sealed to it. */
  async learn(key: EscrowKey): Promise<void> {
    if (key.id === this.key?.id) return;
    await this.db.put("meta", key, "escrow");
    this.key = key;
  }

  async seal(entries: readonly Entry[]): Promise<SealedCopy[]> {
    const device = this.device();
    if (!this.key || !device?.id) return [];
    const by = { device: device.id, epoch: device.epoch ?? "", sign: device.sign.privateKey, key: this.key };
    try {
      const { sealEntries } = await import("./seal.ts");
      return await sealEntries(by, entries);
    } catch {
      // The entry itself is what must be kept; `sealMissing` comes back to its copy.
      return [];
    }
  }

  /** null: not looked at yet. */
  get second(): MirrorState | null {
    return this.mirror?.state ?? null;
  }

  added(copies: readonly SealedCopy[]): void {
    void this.mirrored((mirror) => mirror.added(copies));
  }

  receipted(ids: readonly string[]): void {
    void this.mirrored((mirror) => mirror.receipted(ids));
  }

  dropping(ids: readonly string[]): Promise<void> {
    return this.mirrored((mirror) => mirror.dropping(ids));
  }

  /** After an erasure: not even the ciphertext stays. */
  tidy(): Promise<void> {
    return this.mirrored((mirror) => mirror.tidy());
  }

  /** What the store has lost and its mirror has not; handed to `keep` before the mirror lets go of it. */
  recover(keep: (lost: Mirrored[]) => Promise<void>): Promise<void> {
    return this.mirrored((mirror) => mirror.recover(keep));
  }

  private async mirrored(work: (mirror: Mirror) => Promise<void>): Promise<void> {
    try {
      this.loading ??= this.open();
      await work(await this.loading);
    } catch {
      this.loading = null;
      await this.db.put("meta", true, "mirrorBehind").catch(() => undefined);
    }
  }

  private async open(): Promise<Mirror> {
    const { Mirror } = await import("./mirror.ts");
    this.mirror = new Mirror(this.env, this.db, this.changed);
    return this.mirror;
  }
}
