import type { AccountInfo, NeighbourInfo, PostInfo } from "../generated/wire.ts";
import {
  type Draft,
  type EnrolmentState,
  type HandoverDesk,
  NotSaved,
  type Phase,
  type Phone,
  type PhoneAccount,
  type Quarantined,
  type Rows,
  type Safety,
  type SyncReport,
} from "./api.ts";
import { CARRY } from "./carrying.ts";
import { localDay } from "./clock.ts";
import { type Device, ensureDevice, readDevice } from "./device.ts";
import type { Env, TabMessage } from "./env.ts";
import { birthId, sessionId, uuid7, visitId } from "./ids.ts";
import { assemble, load, type Parts } from "./parts.ts";
import type { LiveRelay } from "./relay.ts";
import { CLOSED_ROWS } from "./rows.ts";
import { safetyOf } from "./safety.ts";
import type { Session } from "./session.ts";
import { type Db, openStore } from "./store.ts";
import { Updates } from "./updates.ts";
import { compareWitness } from "./witness.ts";

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
  private parts!: Parts;
  private started = false;
  private lostStore = false;
  private listeners = new Set<() => void>();

  constructor(env: Env, db: Db) {
    this.env = env;
    this.db = db;
    this.updates = new Updates(() => this.changed());
  }

  async start(): Promise<void> {
    const { env, db } = this;
    const before = await readDevice(db);
    this.device = await ensureDevice(db);
    this.parts = assemble({
      ...{ env, db, now: this.now, changed: () => this.changed() },
      device: () => this.device,
      setDevice: (device) => {
        this.device = device;
      },
    });
    await load(this.parts);
    this.lostStore = await compareWitness({ ...this.parts, env, db }, before);
    await this.parts.enrolling.load();
    await this.parts.aside.read();
    env.hear((what) => void this.heard(what));
    this.started = true;
    void this.parts.storage.measure();
    void this.lookBeside(before);
    this.parts.sync.schedule();
    this.changed();
  }

  /** The second copy, after the first screen: what the store has lost and it has not; what is not sealed yet. */
  private async lookBeside(before: Device | null): Promise<void> {
    await this.parts.relay.load();
    if (this.parts.relay.recovered() > 0 && !before?.id && !this.device?.id) this.lostStore = true;
    this.changed();
  }

  private get session(): Session | null {
    return this.parts?.door.session ?? null;
  }

  private async heard(what: TabMessage): Promise<void> {
    if (what === "accounts") await this.parts.book.load();
    if (what === "outbox") await this.parts.outbox.refresh();
    if (what !== "accounts" && this.session) await this.session.read(this.session.post?.id ?? null);
    if (what === "outbox") await this.parts.relay.refresh();
    await this.parts.aside.read();
    this.changed();
  }

  private changed(): void {
    for (const tell of [...this.listeners]) tell();
  }

  get relay(): LiveRelay {
    return this.parts.relay;
  }

  subscribe(fn: () => void): () => void {
    this.listeners.add(fn);
    return () => this.listeners.delete(fn);
  }

  phase(): Phase {
    if (!this.started) return "starting";
    // Also while a colleague's phone is open: the words of the one who joins come first.
    if (this.parts.enrolling.pending) return "waiting";
    if (this.session) return "ready";
    if (this.lostStore) return "lost";
    return this.parts.book.list().some((account) => account.hasPin) ? "locked" : "new";
  }

  accounts(): readonly PhoneAccount[] {
    return this.parts.book.list();
  }

  account(): AccountInfo | null {
    return this.session?.account ?? null;
  }

  // Enrolment -----------------------------------------------------------------------------------------------

  async enrol(code: string, fingerprint: string | null): Promise<{ words: string[] }> {
    await this.env.persist().catch(() => undefined);
    return { words: await this.parts.enrolling.start(code, fingerprint) };
  }

  enrolment(): EnrolmentState | null {
    return this.parts.enrolling.pending;
  }

  cancelEnrolment(): Promise<void> {
    return this.parts.enrolling.keep(null);
  }

  // PIN -----------------------------------------------------------------------------------------------------

  async setPin(accountId: string, pin: string): Promise<void> {
    await this.parts.door.setPin(accountId, pin);
    this.lostStore = false;
    if (this.enrolment()?.account?.id === accountId) await this.cancelEnrolment();
  }

  async unlock(accountId: string, pin: string): Promise<void> {
    await this.parts.door.unlock(accountId, pin);
    void this.parts.storage.askToPersist();
  }

  lock(): void {
    this.parts.door.lock();
  }

  // Posts and rows ------------------------------------------------------------------------------------------

  posts(): readonly PostInfo[] {
    return this.parts.sync.state.revoked ? [] : (this.session?.posts() ?? []);
  }

  post(): PostInfo {
    const post = this.session?.post;
    if (!post || this.parts.sync.state.revoked) throw new Error("this phone serves no post");
    return post;
  }

  neighbours = (): readonly NeighbourInfo[] => this.session?.neighbours() ?? [];
  async handover(): Promise<HandoverDesk> {
    const { session, device, now, today } = this;
    if (!session || !device) throw new NotSaved("locked");
    const { Desk } = await import("./handover/desk.ts");
    const { outbox } = this.parts;
    return new Desk({ outbox, session, device, now, today, changed: () => this.changed() });
  }

  served = (): readonly PostInfo[] => this.session?.scope?.posts ?? [];
  carried = (): readonly PostInfo[] => this.session?.carried() ?? [];
  async carry(ids: readonly string[]): Promise<SyncReport> {
    await this.session?.carry(ids, (value) => this.setSetting(CARRY, value));
    return this.syncNow();
  }
  onTheWay = (): number => this.session?.onTheWay() ?? 0;
  everywhere = async (): ReturnType<Phone["everywhere"]> =>
    this.posts().length > 0 ? (this.session?.everywhere() ?? []) : [];

  async choosePost(id: string): Promise<void> {
    const post = this.posts().find((each) => each.id === id);
    if (!post) throw new Error("this phone does not serve that post");
    await this.session?.choose(post);
    await this.setSetting("post", id);
  }

  get rows(): Rows {
    return this.parts.sync.state.revoked ? CLOSED_ROWS : (this.session?.rows ?? CLOSED_ROWS);
  }

  // Writing -------------------------------------------------------------------------------------------------

  record(drafts: Draft[]): Promise<string[]> {
    return this.parts.recorder.record(this.session, drafts);
  }

  undo(entryIds: string[]): Promise<boolean> {
    return this.parts.recorder.undo(this.session, entryIds);
  }

  statusOf(entryId: string): ReturnType<Phone["statusOf"]> {
    return this.parts.outbox.status(entryId);
  }

  // Safety --------------------------------------------------------------------------------------------------

  safety(): Safety {
    return safetyOf(this.env, {
      outbox: this.parts.outbox,
      relay: this.parts.relay,
      second: this.parts.copies.second,
      sync: this.parts.sync.state,
      syncing: this.parts.sync.running,
      storage: this.parts.storage.now,
      notSaved: this.parts.recorder.failed,
      updateReady: this.updates.ready,
    });
  }

  async syncNow(): Promise<SyncReport> {
    const report = await this.parts.sync.run();
    await this.parts.storage.measure();
    return report;
  }

  /** The network is back, or the app is in front again. */
  wake(): void {
    this.parts.sync.wake();
  }

  async slots(): ReturnType<Phone["slots"]> {
    return (await import("./slots.ts")).slotsOf(this.db, this.post().id);
  }

  async places(): ReturnType<Phone["places"]> {
    return (await import("./places.ts")).placesOf(this.db, this.post().id);
  }

  repairs(): readonly Quarantined[] {
    return this.session ? this.parts.aside.open() : [];
  }

  // Forms in progress ---------------------------------------------------------------------------------------

  saveForm(key: string, values: Record<string, unknown>): Promise<void> {
    return this.parts.forms.save(this.account()?.id ?? null, key, values);
  }

  loadForm(key: string): Promise<Record<string, unknown> | null> {
    return this.parts.forms.load(this.account()?.id ?? null, key);
  }

  dropForm(key: string): Promise<void> {
    return this.parts.forms.drop(this.account()?.id ?? null, key);
  }

  holdUpdate(): () => void {
    return this.updates.hold();
  }

  update(): Promise<void> {
    return this.updates.apply();
  }

  // Settings, time, ids -------------------------------------------------------------------------------------

  setting(name: string): string | null {
    return this.parts.settings.get(name);
  }

  async setSetting(name: string, value: string): Promise<void> {
    await this.parts.settings.set(name, value);
    this.changed();
  }

  // Screens hand these on as functions, so they belong to this phone wherever they are called.
  now = (): Date => new Date(this.env.now() - this.parts.sync.state.offsetS * 1000);
  today = (): string => localDay(this.now().getTime(), this.session?.post?.province ?? "");
  newId = (): string => uuid7(this.env.now());
  birthId = birthId;
  sessionId = (date: string): string => sessionId(this.post().id, date);
  visitId = (personId: string, date: string): string => visitId(this.post().id, personId, date);

  /** For tests and for leaving the page: stops timers. */
  stop(): void {
    this.parts.sync.stop();
    this.parts.enrolling.stop();
  }
}
