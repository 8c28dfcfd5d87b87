import "fake-indexeddb/auto";
import { text, utf8 } from "../bytes.ts";
import type { Env, TabMessage } from "../env.ts";
import type { MirrorFile } from "../mirror.ts";
import { type CorePhone, startPhone } from "../phone.ts";
import { type Db, openStore } from "../store.ts";
import { FakeServer, SARI } from "./server.ts";

/** A phone on a table: its clock, its network and its browser store in our hands. */
export class Bench {
  nowMs = Date.parse("2026-11-21T02:00:00.000Z");
  online = true;
  witness: string | null = null;
  /** The second copy: its bytes as text, and whether writing to it fails. Null: a browser without such files. */
  mirror: { log: string; fails: boolean } | null = { log: "", fails: false };
  quota: { persisted: boolean | null; usage: number | null; quota: number | null } = {
    persisted: true,
    usage: 1e6,
    quota: 1e9,
  };
  /** How often the browser was asked to keep the store. */
  asked = 0;
  server: FakeServer;
  name: string;
  phones: CorePhone[] = [];
  private timers = new Set<{ at: number; fn: () => void }>();
  private queues = new Map<string, Promise<unknown>>();
  private tabs: ((what: TabMessage) => void)[][] = [];
  private dbs: Db[] = [];

  constructor(server: FakeServer, name = `store-${Math.random()}`) {
    this.server = server;
    this.name = name;
  }

  env(): Env {
    const mine: ((what: TabMessage) => void)[] = [];
    this.tabs.push(mine);
    return {
      now: () => this.nowMs,
      fetch: async (path, init) => {
        if (!this.online) throw new TypeError("Failed to fetch");
        return this.server.fetch(path, init);
      },
      timer: (fn, ms) => {
        const timer = { at: this.nowMs + ms, fn };
        this.timers.add(timer);
        return () => this.timers.delete(timer);
      },
      random: () => 0.5,
      online: () => this.online,
      lock: (name, fn) => {
        const before = this.queues.get(name) ?? Promise.resolve();
        busy++;
        const run = before.then(fn, fn).finally(() => {
          busy--;
        });
        this.queues.set(
          name,
          run.catch(() => undefined),
        );
        return run;
      },
      witness: {
        read: () => this.witness,
        write: (value) => {
          this.witness = value;
        },
      },
      mirror: async () => (this.mirror ? memoryFile(this.mirror) : null),
      tell: (what) => {
        for (const tab of this.tabs) if (tab !== mine) for (const fn of tab) fn(what);
      },
      hear: (fn) => mine.push(fn),
      storage: async () => this.quota,
      persist: async () => {
        this.asked++;
      },
      appVersion: "0.1.0",
      rulesEdition: "2026-11",
      words: async () => Array.from({ length: 256 }, (_, i) => `kata${i}`),
      rounds: 1000,
    };
  }

  /** Open the app in another tab, or again after a reload. */
  async open(): Promise<CorePhone> {
    const db = await openStore(this.name);
    this.dbs.push(db);
    const phone = await startPhone(this.env(), db);
    this.phones.push(phone);
    return phone;
  }

  /** Close every tab, as a crash would: nothing is told to anyone. */
  crash(): void {
    for (const phone of this.phones) phone.stop();
    for (const db of this.dbs) db.close();
    this.phones = [];
    this.dbs = [];
    this.tabs = [];
    this.timers.clear();
  }

  async reload(): Promise<CorePhone> {
    await idle();
    this.crash();
    return this.open();
  }

  /** Let time pass; timers that fall due are fired in order. */
  async pass(ms: number): Promise<void> {
    const until = this.nowMs + ms;
    for (;;) {
      const due = [...this.timers].filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.timers.delete(due);
      this.nowMs = Math.max(this.nowMs, due.at);
      due.fn();
      await idle();
    }
    this.nowMs = until;
  }

  /** What lies in a store, for tests that look under the phone. */
  async raw<T>(read: (db: Db) => Promise<T>): Promise<T> {
    const db = await openStore(this.name);
    const found = await read(db);
    db.close();
    return found;
  }
}

function memoryFile(mirror: { log: string; fails: boolean }): MirrorFile {
  const write = async (log: string): Promise<void> => {
    if (mirror.fails) throw new DOMException("no space", "QuotaExceededError");
    mirror.log = log;
  };
  return {
    read: async () => utf8(mirror.log),
    append: (bytes) => write(mirror.log + text(bytes)),
    replace: (bytes) => write(text(bytes)),
  };
}

/** Locks held or waited for, over all benches of a test file. */
let busy = 0;
const TURNS = 60;

/** Everything that can go on without time passing has gone on: no lock is held, and the event loop has turned. */
export async function idle(): Promise<void> {
  for (let quiet = 0; quiet < TURNS; quiet = busy > 0 ? 0 : quiet + 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export const PIN = "246813";

/** A phone that is enrolled for Ibu Sari, has her PIN, and has synced once. */
export async function readyBench(
  server?: FakeServer,
): Promise<{ bench: Bench; phone: CorePhone; server: FakeServer }> {
  const bench = new Bench(server ?? (await FakeServer.make()));
  const phone = await bench.open();
  await phone.enrol("MELATI23", await bench.server.fingerprint());
  bench.server.confirmAll();
  await bench.pass(3000);
  await phone.setPin(SARI.id, PIN);
  await phone.syncNow();
  return { bench, phone, server: bench.server };
}
