import type { AccountInfo } from "../generated/wire.ts";
import type { Accounts } from "./accounts.ts";
import { Refused } from "./api.ts";
import type { Env } from "./env.ts";
import type { Outbox } from "./outbox.ts";
import { dropVaults } from "./packs.ts";
import { readingDaysLeft } from "./safety.ts";
import { Session } from "./session.ts";
import type { Db } from "./store.ts";
import type { Sync } from "./sync.ts";
import { WORDS } from "./words.ts";

export interface DoorHost {
  env: Env;
  db: Db;
  outbox: Outbox;
  book: Accounts;
  sync(): Sync;
  /** The post that was chosen last. */
  wantedPost(): string | null;
  /** Which posts this phone was told to carry. */
  chosen(): string | null;
  changed(): void;
}

/** Opens the phone by PIN and closes it. The outbox is not behind this door. */
export class Door {
  session: Session | null = null;
  private host: DoorHost;

  constructor(host: DoorHost) {
    this.host = host;
  }

  /** Choose a PIN; without an open session what only the old one opened is forgotten, and comes anew from the server. */
  async setPin(accountId: string, pin: string): Promise<void> {
    const { book, db } = this.host;
    const open = this.session?.open ?? null;
    const vault = await book.setPin(accountId, pin, open, this.session?.account.id ?? null);
    await dropVaults(db, book.vaults());
    await this.enter(accountId, vault);
  }

  async unlock(accountId: string, pin: string): Promise<void> {
    await this.enter(accountId, await this.host.book.unlock(accountId, pin));
  }

  private async enter(accountId: string, open: { vault: string; key: CryptoKey }): Promise<void> {
    const { db, outbox, book, env, changed } = this.host;
    const sync = this.host.sync();
    const account = book.list().find((each) => each.id === accountId) as AccountInfo;
    const session: Session = new Session(db, outbox, account, open, {
      chosen: this.host.chosen,
      missing: () => {
        changed();
        if (this.session === session) this.resume(session);
      },
    });
    await sync.save({ seenMs: Math.max(sync.state.seenMs, env.now()) });
    if (await this.readingEnded(session)) await this.meetServer(session);
    await session.read(this.host.wantedPost());
    this.session = session;
    changed();
    this.resume(session);
  }

  /** A page that was closed while posts were loading goes on at once, unless the server or the line has refused. */
  private resume(session: Session): void {
    const sync = this.host.sync();
    const isIncomplete = !session.isUpToScope() && sync.state.failures === 0;
    sync.resume(session.scope === null || isIncomplete);
  }

  private async readingEnded(session: Session): Promise<boolean> {
    if ((await session.vault.cursor()).lastPullMs === null) return false;
    const { state } = this.host.sync();
    return state.revoked || (readingDaysLeft(this.host.env.now(), state) ?? 1) <= 0;
  }

  /** Reading has ended: the phone opens only after it has met the server once more. */
  private async meetServer(session: Session): Promise<void> {
    this.session = session;
    const report = await this.host.sync().run();
    this.session = null;
    if (report.ok) return;
    const revoked = this.host.sync().state.revoked;
    throw new Refused(revoked ? "revoked" : "reading_ended", revoked ? WORDS.revoked : WORDS.readingEnded);
  }

  lock(): void {
    this.session = null;
    this.host.changed();
  }
}
