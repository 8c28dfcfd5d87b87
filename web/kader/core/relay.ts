import { isUnsent } from "./bundles.ts";
import type { Copies } from "./copies.ts";
import type { Device } from "./device.ts";
import type { Env } from "./env.ts";
import type { Outbox } from "./outbox.ts";
import type { Backup, CarriedFile, Relay } from "./relay-api.ts";
import type { Carried, Db } from "./store.ts";

export interface RelayHost {
  env: Env;
  db: Db;
  outbox: Outbox;
  copies: Copies;
  device(): Device | null;
  changed(): void;
}

/** Sealed copies on their way: out of this phone as a file, in from a colleague's, in to the server by deposit. */
export class LiveRelay implements Relay {
  private host: RelayHost;
  private list: Carried[] = [];

  constructor(host: RelayHost) {
    this.host = host;
  }

  async load(): Promise<void> {
    const { env, db, copies, outbox } = this.host;
    this.list = await db.getAll("carried");
    await copies.recover(async (lost) => {
      const { takeRecovered } = await import("./carried.ts");
      await takeRecovered(env, db, lost);
    });
    await outbox.sealMissing(env.now());
    await this.refresh();
  }

  async refresh(): Promise<void> {
    this.list = await this.host.db.getAll("carried");
    this.host.changed();
  }

  /** Entries that were found beside a lost store and are not handed in yet. */
  recovered(): number {
    return this.left((file) => file.own);
  }

  /** Entries of colleagues' files that are not handed in yet. */
  carried(): number {
    return this.left((file) => !file.own);
  }

  private left(which: (file: Carried) => boolean): number {
    const open = this.list.filter((file) => file.doneMs === null && which(file));
    return open.reduce((sum, file) => sum + file.items.length - file.asked, 0);
  }

  files(): readonly CarriedFile[] {
    return [...this.list].sort((a, b) => b.addedMs - a.addedMs).map(shown);
  }

  async carry(text: string): Promise<CarriedFile> {
    const { takeFile } = await import("./carried.ts");
    const file = await takeFile(this.host.env, this.host.db, text);
    await this.refresh();
    return shown(file);
  }

  async backup(): Promise<Backup> {
    const { env, db, outbox } = this.host;
    await outbox.sealMissing(env.now());
    const { makeBackup } = await import("./backup.ts");
    return makeBackup(db, outbox, this.host.device(), env.now());
  }

  given({ counters }: Backup): Promise<void> {
    return this.host.outbox.markTried(counters);
  }

  // What the sync does with copies ---------------------------------------------------------------------------

  /** Colleagues' files, and what was recovered. Throws NetError. */
  async deliver(): Promise<void> {
    if (this.list.length === 0) return;
    const { deliverAll } = await import("./carried.ts");
    try {
      await deliverAll(this.host.env, this.host.db, this.host.device() as Device);
    } finally {
      await this.refresh();
    }
  }

  /** The server takes no push of this phone: hand its own work in sealed. Gives how many were kept. Throws NetError. */
  async depositOwn(): Promise<number> {
    const { env, db, outbox } = this.host;
    const device = this.host.device() as Device;
    await outbox.sealMissing(env.now());
    const items = outbox.toDeposit(env.now());
    const copies = (await Promise.all(items.map(({ id }) => db.get("sealed", id)))).flatMap(
      (copy) => copy ?? [],
    );
    if (copies.length === 0) return 0;
    const [{ handIn }, { asSealed }] = await Promise.all([
      import("./deposit.ts"),
      import("./seal-format.ts"),
    ]);
    await outbox.markTried(copies.map(({ counter }) => counter));
    let kept = 0;
    await handIn(env, device, device.id ?? "", copies.map(asSealed), async (part) => {
      await outbox.settle(part.receipts, env.now());
      await outbox.deposited(part.kept, "done", env.now());
      await outbox.deposited(part.refused, "refused", env.now());
      kept += part.kept.length;
    });
    return kept;
  }

  /** After a restore; see `bringBack`. */
  async restore() {
    const { env, db, outbox } = this.host;
    const { bringBack } = await import("./restored.ts");
    const done = await bringBack({ env, db, outbox, device: this.host.device() as Device });
    if (done.redacted > 0) await this.host.copies.tidy();
    await this.refresh();
    return done;
  }

  /** Entries erased by law: every copy that lies here goes. */
  async erase(ids: ReadonlySet<string>): Promise<void> {
    const { outbox, copies, db } = this.host;
    const carried = new Set(this.list.flatMap((file) => file.items.map(({ id }) => id)));
    const here = new Set([...ids].filter((id) => outbox.mine(id) || carried.has(id)));
    if (here.size === 0) return;
    await outbox.erase(here);
    const { carryAgain } = await import("./carried.ts");
    await carryAgain(db, new Set(), here);
    await copies.tidy();
    await this.refresh();
  }

  /** Own entries that the server keeps for review without a receipt. */
  deposited(): number {
    return this.host.outbox.items().filter((item) => item.deposit === "done").length;
  }

  /** Own entries that nobody but this phone holds. */
  unsent(): number {
    return this.host.outbox.items().filter((item) => isUnsent(item) && item.deposit !== "done").length;
  }
}

function shown(file: Carried): CarriedFile {
  const time = (ms: number) => new Date(ms).toISOString();
  return {
    id: file.file,
    phone: file.device.slice(-6),
    entries: file.items.length,
    kept: file.kept,
    refused: file.refused,
    addedAt: time(file.addedMs),
    doneAt: file.doneMs === null ? null : time(file.doneMs),
    own: file.own,
  };
}
