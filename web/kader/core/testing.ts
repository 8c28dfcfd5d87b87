import type { Entry } from "../generated/wire.ts";
import type {
  AccountInfo,
  Draft,
  HandoverDesk,
  NeighbourInfo,
  Phase,
  Phone,
  PlacesAnswer,
  PostInfo,
  Quarantined,
  Safety,
  SlotsAnswer,
  SyncReport,
} from "./api.ts";
import { localDay } from "./clock.ts";
import { answeredBy, makeEntries } from "./drafts.ts";
import { fillRows, type SomeRows } from "./fill-rows.ts";
import { birthId, sessionId, uuid7, visitId } from "./ids.ts";
import { PostModel } from "./model.ts";
import { PARTS } from "./overlay/index.ts";
import { LiveRows } from "./rows.ts";
import { MemoryRelay } from "./testing-relay.ts";

export { fillRows, type SomeRows } from "./fill-rows.ts";

/** A phone for component tests: the real rows, the real overlay and real entries, but no store and no network. */
export interface MemoryOptions {
  rows?: SomeRows;
  /** Frozen until `advance`. */
  now?: string;
  post?: Partial<PostInfo>;
  account?: AccountInfo;
  phase?: Phase;
  neighbours?: NeighbourInfo[];
  slots?: SlotsAnswer;
  places?: PlacesAnswer;
}

export interface MemoryPhone extends Phone {
  readonly relay: MemoryRelay;
  /** Entries recorded and not undone, oldest first. */
  readonly entries: readonly Entry[];
  advance(seconds: number): void;
  /** Pretend the server has taken everything that waits. */
  settle(): void;
  /** What `safety()` should say beside what follows from the entries. */
  pretend(safety: Partial<Safety>): void;
  quarantine(entryId: string, reason: Quarantined["reason"]): void;
  /** The next `record` throws this. */
  failNext(error: Error): void;
}

export const TEST_POST: PostInfo = {
  id: "5d8ff1f2-0000-4000-8000-000000000001",
  name: "Posyandu Melati 3",
  nrp: null,
  area: "31.74.01.1001",
  area_name: "Tebet Timur",
  district_name: "Tebet",
  regency_name: "Jakarta Selatan",
  province: "31",
  address: "Balai RW 02",
  schedule: "Sabtu ketiga, 08.00",
  puskesmas: { id: "unit-1", kind: "puskesmas", name: "Puskesmas Tebet", phone: "021-8290000", address: "" },
  hospitals: [],
  staff: [],
};

const ACCOUNT: AccountInfo = { id: "7b0c8f7e-0000-4000-8000-000000000002", name: "Ibu Sari", role: "kader" };
const DEVICE = "7b0c8f7e-0000-4000-8000-000000000003";
export function phoneFromRows(options: MemoryOptions = {}): MemoryPhone {
  return new Memory(options);
}

class Memory implements MemoryPhone {
  entries: Entry[] = [];
  readonly rows: LiveRows;
  private readonly model = new PostModel();
  private readonly info: PostInfo;
  private readonly who: AccountInfo;
  private readonly near: NeighbourInfo[];
  private readonly free: SlotsAnswer | null;
  private readonly known: PlacesAnswer | null;
  private nowMs: number;
  private current: Phase;
  private listeners = new Set<() => void>();
  private forms = new Map<string, Record<string, unknown>>();
  private settings = new Map<string, string>();
  private pretended: Partial<Safety> = {};
  private aside = new Map<string, Quarantined>();
  private failure: Error | null = null;
  private counter = 1;
  relay = new MemoryRelay(() => this.entries.length);

  constructor(options: MemoryOptions) {
    this.info = { ...TEST_POST, ...options.post };
    this.who = options.account ?? ACCOUNT;
    this.near = options.neighbours ?? [];
    this.free = options.slots ?? null;
    this.known = options.places ?? null;
    this.nowMs = Date.parse(options.now ?? "2026-11-21T02:00:00.000Z");
    this.current = options.phase ?? "ready";
    this.model.apply(fillRows(options.rows ?? {}, this.info.id));
    const context = {
      post: this.info.id,
      mine: (id: string) => this.entries.some((entry) => entry.id === id),
      day: (time: string) => localDay(Date.parse(time), this.info.province),
      unitName: (id: string | null) => this.units().find((unit) => unit.id === id)?.name ?? "",
    };
    this.rows = new LiveRows(this.model, context, async (person) => ({
      visits: [...this.model.tables.visits.values()].filter((row) => row.person === person),
      doses: [...this.model.tables.doses.values()].filter((row) => row.person === person),
    }));
    this.rows.refresh(this.model, []);
  }

  private units() {
    return [...this.info.hospitals, ...(this.info.puskesmas ? [this.info.puskesmas] : [])];
  }

  private changed(): void {
    this.rows.refresh(this.model, this.entries);
    for (const tell of [...this.listeners]) tell();
  }

  phase = (): Phase => this.current;
  subscribe = (fn: () => void): (() => void) => {
    this.listeners.add(fn);
    return () => this.listeners.delete(fn);
  };
  accounts = () => [{ ...this.who, hasPin: true, waitS: 0 }];
  account = () => (this.current === "ready" ? this.who : null);
  enrol = async () => ({ words: ["melati", "sungai", "kapas"] });
  enrolment = () => null;
  cancelEnrolment = async () => this.turn("new");
  setPin = async () => this.turn("ready");
  unlock = async () => this.turn("ready");
  lock = () => this.turn("locked");
  posts = () => [this.info];
  neighbours = () => this.near;
  handover = async (): Promise<HandoverDesk> => ({
    give: async () => ["SIMPUL1/00000000/1/1/00"],
    take: async () => ({ person: "", fresh: 0 }),
    notes: async () => [],
    dismissNotes: async () => undefined,
  });
  post = () => this.info;
  choosePost = async () => undefined;
  onTheWay = () => 0;
  served = () => [this.info];
  carried = () => [this.info];
  carry = () => this.syncNow();
  everywhere = async () => [{ post: this.info, rows: this.rows, unsent: this.entries.length }];

  private turn(phase: Phase): void {
    this.current = phase;
    this.changed();
  }

  async record(drafts: Draft[]): Promise<string[]> {
    const failure = this.failure;
    this.failure = null;
    if (failure) throw failure;
    const by = {
      post: this.info.id,
      author: this.who.id,
      device: DEVICE,
      counter: this.counter,
      nowMs: this.nowMs,
      deviceMs: this.nowMs,
      appVersion: "test",
      rulesEdition: "test",
    };
    const made = await makeEntries(drafts, by, this.model, this.entries);
    this.counter += made.length;
    this.entries = [...this.entries, ...made];
    this.changed();
    return made.map((entry) => entry.id);
  }

  async undo(entryIds: string[]): Promise<boolean> {
    if (!entryIds.every((id) => this.entries.some((entry) => entry.id === id))) return false;
    this.entries = this.entries.filter((entry) => !entryIds.includes(entry.id));
    this.changed();
    return true;
  }

  statusOf = (id: string) => {
    if (this.aside.has(id)) return "quarantined";
    return this.entries.some((entry) => entry.id === id) ? "pending" : null;
  };

  safety(): Safety {
    const pending = this.entries.length - this.aside.size;
    const repairs = this.repairs().length;
    return {
      state: repairs ? "repair" : pending ? "pending" : "safe",
      pending,
      oldestAgeS: pending ? (this.nowMs - Date.parse(this.entries[0]?.recorded_at ?? "")) / 1000 : 0,
      repairs,
      deposited: 0,
      carried: 0,
      recovered: 0,
      sentAgain: null,
      clockOffsetS: 0,
      lastPush: null,
      lastPull: null,
      lastError: null,
      online: true,
      syncing: false,
      storage: { persisted: true, usage: 1e6, quota: 1e9 },
      space: "ok",
      second: "on",
      readingDaysLeft: 45,
      updateReady: false,
      ...this.pretended,
    };
  }

  syncNow = async (): Promise<SyncReport> => {
    const pushed = this.entries.length;
    this.settle();
    return { ok: true, pushed, pulled: 0, deposited: 0, left: 0, quarantined: this.aside.size, error: null };
  };
  repairs = () => {
    const answered = answeredBy(this.entries);
    return [...this.aside.values()].filter(({ entry }) => !answered.has(entry.id));
  };
  slots = async () => this.free;
  places = async () => this.known;
  saveForm = async (key: string, values: Record<string, unknown>) => void this.forms.set(key, values);
  loadForm = async (key: string) => this.forms.get(key) ?? null;
  dropForm = async (key: string) => void this.forms.delete(key);
  holdUpdate = () => () => undefined;
  update = async () => undefined;
  setting = (name: string) => this.settings.get(name) ?? null;
  setSetting = async (name: string, value: string) => void this.settings.set(name, value);
  today = () => localDay(this.nowMs, this.info.province);
  now = () => new Date(this.nowMs);
  newId = () => uuid7(this.nowMs);
  birthId = birthId;
  sessionId = (date: string) => sessionId(this.info.id, date);
  visitId = (person: string, date: string) => visitId(this.info.id, person, date);

  advance(seconds: number): void {
    this.nowMs += seconds * 1000;
  }

  settle(): void {
    const seq = this.model.seq() + 1;
    for (const part of PARTS) {
      const rows = [...this.rows.laid(part)];
      this.model.apply({ [part]: rows.map((row) => ({ ...row, seq })) });
    }
    this.entries = this.entries.filter((entry) => this.aside.has(entry.id));
    this.changed();
  }

  pretend(safety: Partial<Safety>): void {
    this.pretended = safety;
    this.changed();
  }

  quarantine(entryId: string, reason: Quarantined["reason"]): void {
    const entry = this.entries.find((each) => each.id === entryId);
    if (!entry) throw new Error(`no entry ${entryId}`);
    this.aside.set(entryId, { entry, reason, at: new Date(this.nowMs).toISOString() });
    this.changed();
  }

  failNext(error: Error): void {
    this.failure = error;
  }
}
