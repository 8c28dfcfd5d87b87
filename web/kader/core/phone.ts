import type { AccountInfo, PostInfo, Reason } from "../generated/wire.ts";
import { Accounts } from "./accounts.ts";
import {
  type Draft,
  type EnrolmentState,
  NotSaved,
  type Phase,
  type Phone,
  type PhoneAccount,
  type Quarantined,
  Refused,
  type Rows,
  type Safety,
  type SyncReport,
} from "./api.ts";
import { localDay } from "./clock.ts";
import { type Device, ensureDevice, readDevice, saveDevice } from "./device.ts";
import { makeEntries } from "./drafts.ts";
import { Enrolling } from "./enrolling.ts";
import type { Env, TabMessage } from "./env.ts";
import { Forms } from "./forms.ts";
import { sessionId, uuid7, visitId } from "./ids.ts";
import { PostModel } from "./model.ts";
import { Outbox } from "./outbox.ts";
import { dropVaults } from "./packs.ts";
import { LiveRows } from "./rows.ts";
import { heartbeatOf, readingDaysLeft, safetyOf } from "./safety.ts";
import { Session } from "./session.ts";
import { Settings } from "./settings.ts";
import { type Db, openStore } from "./store.ts";
import { Sync } from "./sync.ts";
import { Updates } from "./updates.ts";
import { readWitness, writeWitness } from "./witness.ts";
import { WORDS } from "./words.ts";

const CLOSED_ROWS = new LiveRows(
  new PostModel(),
  { post: "", mine: () => false, day: () => "", unitName: () => "" },
  async () => ({ visits: [], doses: [] }),
);

/** Opens the store and builds the phone. Resolves when the lock screen, or what comes before it, can be drawn. */
export async function startPhone(env: Env, db?: Db): Promise<CorePhone> {
  const phone = new CorePhone(env, db ?? (await openStore()));
  await phone.start();
  return phone;
}

export class CorePhone implements Phone {
  readonly updates: Updates;
  private env: Env;
  private db: Db;
  private device: Device | null = null;
  private book!: Accounts;
  private outbox!: Outbox;
  private sync!: Sync;
  private session: Session | null = null;
  private readonly enrolling: Enrolling;
  private readonly settings: Settings;
  private forms!: Forms;
  private aside: Quarantined[] = [];
  private storage: Safety["storage"] = { persisted: null, usage: null, quota: null };
  private notSaved = false;
  private started = false;
  private lostStore = false;
  private listeners = new Set<() => void>();

  constructor(env: Env, db: Db) {
    this.env = env;
    this.db = db;
    this.updates = new Updates(() => this.changed());
    this.settings = new Settings(db);
    this.enrolling = new Enrolling(env, db, {
      device: () => this.device as Device,
      setDevice: (device) => {
        this.device = device;
      },
      confirmed: async (account) => {
        await this.book.confirmed(account);
        writeWitness(env, this.device?.id ?? null, this.outbox.counter);
      },
      changed: () => this.changed(),
    });
  }

  async start(): Promise<void> {
    const before = await readDevice(this.db);
    const device = await ensureDevice(this.db);
    this.device = device;
    this.book = new Accounts(this.db, this.env, device.box);
    this.outbox = new Outbox(this.db, device.box, (fn) => this.env.lock("simpul-outbox", fn));
    this.forms = new Forms(this.db, device.box);
    this.sync = this.makeSync();
    await Promise.all([this.book.load(), this.outbox.load(), this.sync.load(), this.settings.load()]);
    await this.compareWitness(before);
    await this.enrolling.load();
    await this.readAside();
    this.env.hear((what) => void this.heard(what));
    this.started = true;
    void this.measureStorage();
    this.sync.schedule();
    this.changed();
  }

  private async compareWitness(before: Device | null): Promise<void> {
    const witness = readWitness(this.env);
    this.lostStore = witness !== null && !before?.id;
    if (!witness || this.lostStore || witness.counter <= this.outbox.counter) return;
    // The store was put back to an earlier state: those counters were used already.
    await this.outbox.skipTo(witness.counter);
    await this.sync.save({ behind: true });
  }

  private makeSync(): Sync {
    return new Sync({
      env: this.env,
      db: this.db,
      outbox: this.outbox,
      device: () => this.device,
      saveDevice: async (device) => {
        await saveDevice(this.db, device);
        this.device = device;
      },
      vault: () => this.session?.vault ?? null,
      model: (post) => this.session?.modelOf(post) ?? null,
      shown: (post, model, seq) => {
        this.session?.shown(post, model, seq);
        this.changed();
      },
      paged: (answer, cursor) => {
        this.session?.paged(answer, cursor);
        this.env.tell("packs");
        this.changed();
      },
      scoped: (scope) => {
        this.session?.scoped(scope);
        this.changed();
      },
      heartbeat: () => heartbeatOf(this.env, this.outbox.items(), this.storage),
      settled: async () => {
        await this.readAside();
        this.session?.refresh();
        this.env.tell("outbox");
        this.changed();
      },
      changed: () => this.changed(),
    });
  }

  private async heard(what: TabMessage): Promise<void> {
    if (what === "accounts") await this.book.load();
    if (what === "outbox") await this.outbox.refresh();
    if (what !== "accounts" && this.session) await this.session.read(this.session.post?.id ?? null);
    await this.readAside();
    this.changed();
  }

  private changed(): void {
    for (const tell of [...this.listeners]) tell();
  }

  subscribe(fn: () => void): () => void {
    this.listeners.add(fn);
    return () => this.listeners.delete(fn);
  }

  phase(): Phase {
    if (!this.started) return "starting";
    // Also while a colleague's phone is open: the words of the one who joins come first.
    if (this.enrolling.pending) return "waiting";
    if (this.session) return "ready";
    if (this.lostStore) return "lost";
    return this.book.list().some((account) => account.hasPin) ? "locked" : "new";
  }

  accounts(): readonly PhoneAccount[] {
    return this.book.list();
  }

  account(): AccountInfo | null {
    return this.session?.account ?? null;
  }

  // Enrolment -----------------------------------------------------------------------------------------------

  async enrol(code: string, fingerprint: string | null): Promise<{ words: string[] }> {
    await this.env.persist().catch(() => undefined);
    return { words: await this.enrolling.start(code, fingerprint) };
  }

  enrolment(): EnrolmentState | null {
    return this.enrolling.pending;
  }

  cancelEnrolment(): Promise<void> {
    return this.enrolling.keep(null);
  }

  // PIN -----------------------------------------------------------------------------------------------------

  async setPin(accountId: string, pin: string): Promise<void> {
    const open = this.session?.open ?? null;
    const vault = await this.book.setPin(accountId, pin, open, this.session?.account.id ?? null);
    await dropVaults(this.db, this.book.vaults());
    this.lostStore = false;
    await this.openSession(accountId, vault);
    if (this.enrolment()?.account?.id === accountId) await this.cancelEnrolment();
  }

  async unlock(accountId: string, pin: string): Promise<void> {
    const vault = await this.book.unlock(accountId, pin);
    await this.openSession(accountId, vault);
  }

  private async openSession(accountId: string, open: { vault: string; key: CryptoKey }): Promise<void> {
    const account = this.book.list().find((each) => each.id === accountId) as AccountInfo;
    const session = new Session(this.db, this.outbox, account, open);
    await this.sync.save({ seenMs: Math.max(this.sync.state.seenMs, this.env.now()) });
    if (await this.readingEnded(session)) await this.meetServer(session);
    await session.read(this.setting("post"));
    this.session = session;
    this.changed();
    this.sync.resume(session.scope === null);
  }

  private async readingEnded(session: Session): Promise<boolean> {
    if ((await session.vault.cursor()).lastPullMs === null) return false;
    return this.sync.state.revoked || (readingDaysLeft(this.env.now(), this.sync.state) ?? 1) <= 0;
  }

  /** Reading has ended: the phone opens only after it has met the server once more. */
  private async meetServer(session: Session): Promise<void> {
    this.session = session;
    const report = await this.sync.run();
    this.session = null;
    if (!report.ok) throw new Refused("reading_ended", WORDS.readingEnded);
  }

  lock(): void {
    this.session = null;
    this.changed();
  }

  // Posts and rows ------------------------------------------------------------------------------------------

  posts(): readonly PostInfo[] {
    return this.sync.state.revoked ? [] : (this.session?.posts() ?? []);
  }

  post(): PostInfo {
    const post = this.session?.post;
    if (!post || this.sync.state.revoked) throw new Error("this phone serves no post");
    return post;
  }

  async choosePost(id: string): Promise<void> {
    const post = this.posts().find((each) => each.id === id);
    if (!post || !this.session) throw new Error("this phone does not serve that post");
    await this.session.choose(post);
    await this.setSetting("post", id);
  }

  get rows(): Rows {
    return this.sync.state.revoked ? CLOSED_ROWS : (this.session?.rows ?? CLOSED_ROWS);
  }

  // Writing -------------------------------------------------------------------------------------------------

  async record(drafts: Draft[]): Promise<string[]> {
    const session = this.session;
    if (!session?.post) throw new NotSaved("locked");
    try {
      const entries = await this.add(session, session.post, drafts);
      this.notSaved = false;
      writeWitness(this.env, this.device?.id ?? null, this.outbox.counter);
      this.env.tell("outbox");
      return entries.map((entry) => entry.id);
    } catch (error) {
      this.notSaved = true;
      throw error;
    } finally {
      session.refresh();
      this.changed();
      this.sync.schedule();
      void this.measureStorage();
    }
  }

  private add(session: Session, post: PostInfo, drafts: Draft[]) {
    const deviceMs = this.env.now();
    return this.outbox.add(deviceMs, (counter) =>
      makeEntries(
        drafts,
        {
          post: post.id,
          author: session.account.id,
          device: this.device?.id ?? "",
          counter,
          nowMs: this.now().getTime(),
          deviceMs,
          appVersion: this.env.appVersion,
          rulesEdition: this.env.rulesEdition,
        },
        session.under(),
        this.outbox.waiting(post.id),
      ),
    );
  }

  async undo(entryIds: string[]): Promise<boolean> {
    const done = await this.outbox.undo(entryIds);
    this.session?.refresh();
    if (done) this.env.tell("outbox");
    this.changed();
    return done;
  }

  statusOf(entryId: string): ReturnType<Phone["statusOf"]> {
    return this.outbox.status(entryId);
  }

  // Safety --------------------------------------------------------------------------------------------------

  safety(): Safety {
    return safetyOf(this.env, {
      items: this.outbox.items(),
      repairs: this.outbox.quarantined().length,
      sync: this.sync.state,
      syncing: this.sync.running,
      storage: this.storage,
      notSaved: this.notSaved,
      updateReady: this.updates.ready,
    });
  }

  async syncNow(): Promise<SyncReport> {
    const report = await this.sync.run();
    await this.measureStorage();
    return report;
  }

  /** The network is back, or the app is in front again. */
  wake(): void {
    this.sync.wake();
  }

  repairs(): readonly Quarantined[] {
    if (!this.session) return [];
    const open = new Set(this.outbox.quarantined().map(({ entry }) => entry.id));
    return this.aside.filter(({ entry }) => open.has(entry.id));
  }

  private async readAside(): Promise<void> {
    const list = this.outbox.setAside().map(async ({ entry, item }) => ({
      entry,
      reason: (await this.outbox.reason<Reason>(item)) ?? {
        code: "unknown",
        message: WORDS.server,
        repair: null,
      },
      at: new Date(item.answeredMs ?? 0).toISOString(),
    }));
    this.aside = (await Promise.all(list)) as Quarantined[];
  }

  private async measureStorage(): Promise<void> {
    this.storage = await this.env.storage().catch(() => this.storage);
    this.changed();
  }

  // Forms in progress ---------------------------------------------------------------------------------------

  saveForm(key: string, values: Record<string, unknown>): Promise<void> {
    return this.forms.save(this.account()?.id ?? null, key, values);
  }

  loadForm(key: string): Promise<Record<string, unknown> | null> {
    return this.forms.load(this.account()?.id ?? null, key);
  }

  dropForm(key: string): Promise<void> {
    return this.forms.drop(this.account()?.id ?? null, key);
  }

  holdUpdate(): () => void {
    return this.updates.hold();
  }

  update(): Promise<void> {
    return this.updates.apply();
  }

  // Settings, time, ids -------------------------------------------------------------------------------------

  setting(name: string): string | null {
    return this.settings.get(name);
  }

  async setSetting(name: string, value: string): Promise<void> {
    await this.settings.set(name, value);
    this.changed();
  }

  // Screens hand these on as functions, so they belong to this phone wherever they are called.
  now = (): Date => new Date(this.env.now() - this.sync.state.offsetS * 1000);
  today = (): string => localDay(this.now().getTime(), this.session?.post?.province ?? "");
  newId = (): string => uuid7(this.env.now());
  sessionId = (date: string): string => sessionId(this.post().id, date);
  visitId = (personId: string, date: string): string => visitId(this.post().id, personId, date);

  /** For tests and for leaving the page: stops timers. */
  stop(): void {
    this.sync.stop();
    this.enrolling.stop();
  }
}
