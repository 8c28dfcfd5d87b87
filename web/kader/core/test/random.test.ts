import { expect, it } from "vitest";
import type { CorePhone } from "../phone.ts";
import { type Bench, idle, PIN, readyBench } from "./bench.ts";
import { register } from "./drafts.ts";
import { DEWI, FakeServer, json, SARI } from "./server.ts";

const STEPS = 30;
const MINUTE_MS = 60_000;

/** Mulberry32: the same sequence for the same seed, on every machine. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A morning with one phone on which everything happens that may; what was typed is remembered by the test. */
class Morning {
  readonly typed = new Set<string>();
  log: string[] = [];
  private roll: () => number;
  private n = 0;

  bench: Bench;
  phone: CorePhone;

  constructor(bench: Bench, phone: CorePhone, roll: () => number) {
    this.bench = bench;
    this.phone = phone;
    this.roll = roll;
  }

  private get mirror() {
    return this.bench.mirror as { log: string; fails: boolean };
  }

  readonly events: Record<string, () => Promise<unknown> | unknown> = {
    record: () => this.record(),
    "record again": () => this.record(),
    sync: () => this.phone.syncNow(),
    "a server that takes one entry": () => {
      this.bench.server.cap = 1;
    },
    "no receipts": () => this.once("journal/push", () => json({ receipts: [] })),
    "a cut on the way back": () =>
      this.once("journal/push", () => {
        throw new TypeError("cut");
      }),
    "signal comes and goes": () => {
      this.bench.online = !this.bench.online;
    },
    lock: () => this.phone.lock(),
    "another user": () => this.open(this.roll() < 0.5 ? SARI.id : DEWI.id),
    revoked: () => this.revoke(true),
    "no longer revoked": () => this.revoke(false),
    undo: () => this.undo(),
    update: () => this.restart(true),
    killed: () => this.restart(false),
    "the second copy fails": () => {
      this.mirror.fails = true;
    },
    "the second copy works": () => {
      this.mirror.fails = false;
    },
    "store deleted": () => this.deleteStore(),
    "a file goes out": async () => this.phone.relay.given(await this.phone.relay.backup()),
    "time passes": () => this.bench.pass(20 * MINUTE_MS),
  };

  private once(route: string, answer: () => Response): void {
    this.bench.server.after = (here, response) => {
      if (here !== route) return response;
      this.bench.server.after = (_, each) => each;
      return answer();
    };
  }

  private async record(): Promise<void> {
    if (this.phone.phase() !== "ready" || this.phone.posts().length === 0) return;
    const ids = await this.phone.record(
      Array.from({ length: 1 + Math.floor(this.roll() * 3) }, () => register(`p${this.n++}`, "Anak")),
    );
    for (const id of ids) this.typed.add(id);
  }

  private async undo(): Promise<void> {
    const last = [...this.typed].pop();
    if (last && this.phone.statusOf(last) === "pending" && (await this.phone.undo([last])))
      this.typed.delete(last);
  }

  private revoke(revoked: boolean): void {
    for (const device of this.bench.server.devices) device.revoked = revoked;
  }

  private async open(account: string): Promise<void> {
    this.phone.lock();
    await this.phone.unlock(account, PIN).catch(() => undefined);
  }

  private async restart(isTidy: boolean): Promise<void> {
    if (isTidy) await idle();
    this.bench.crash();
    this.phone = await this.bench.open();
    await this.open(SARI.id);
  }

  /** Only while the second copy is whole: both at once is what no phone survives. */
  private async deleteStore(): Promise<void> {
    await idle();
    if (this.mirror.fails || this.phone.safety().second !== "on") return;
    this.bench.crash();
    indexedDB.deleteDatabase(this.bench.name);
    this.phone = await this.bench.open();
    await idle();
    await this.enrol(SARI.id);
  }

  async enrol(account: string): Promise<void> {
    const { bench } = this;
    const wasOnline = bench.online;
    bench.online = true;
    const code = `KODE${1000 + this.n++}`;
    bench.server.codes.set(code, account === SARI.id ? SARI : DEWI);
    this.phone.lock();
    await this.phone.enrol(code, null);
    bench.server.confirmAll();
    await bench.pass(3000);
    await this.phone.setPin(account, PIN);
    await this.phone.syncNow();
    bench.online = wasOnline;
  }

  async step(): Promise<void> {
    const names = Object.keys(this.events);
    const name = names[Math.floor(this.roll() * names.length)] as string;
    this.log.push(name);
    await this.events[name]?.();
    await idle();
  }

  /** Nobody but this phone holds these. */
  missing(): string[] {
    return [...this.typed].filter((id) => !this.bench.server.receipts.has(id));
  }

  /** What lies on the phone in a form that can still be delivered. */
  async held(): Promise<Set<string>> {
    return this.bench.raw(async (db) => {
      const [outbox, sealed, carried] = await Promise.all([
        db.getAll("outbox"),
        db.getAllKeys("sealed"),
        db.getAll("carried"),
      ]);
      const waiting = outbox.flatMap(({ items }) => items.map((item) => item.id));
      return new Set([...waiting, ...sealed, ...carried.flatMap(({ items }) => items.map(({ id }) => id))]);
    });
  }

  async heal(): Promise<void> {
    this.bench.online = true;
    this.mirror.fails = false;
    this.bench.server.cap = 500;
    this.bench.server.after = (_, response) => response;
    this.revoke(false);
    await this.restart(true);
    for (let i = 0; i < 3; i++) {
      await this.bench.pass(30 * MINUTE_MS);
      await this.phone.syncNow();
    }
  }
}

it.each(Array.from({ length: 8 }, (_, seed) => seed + 1))(
  "nothing typed leaves the phone without a receipt, whatever happens in whatever order (%i)",
  async (seed) => {
    const { bench, phone } = await readyBench(await FakeServer.make());
    const morning = new Morning(bench, phone, dice(seed));
    await morning.enrol(DEWI.id);
    for (let step = 0; step < STEPS; step++) {
      await morning.step();
      const held = await morning.held();
      const lost = morning.missing().filter((id) => !held.has(id));
      expect(lost, morning.log.join(" · ")).toEqual([]);
    }
    await morning.heal();
    expect(morning.missing(), morning.log.join(" · ")).toEqual([]);
    const ids = bench.server.entries().map((entry) => entry.id);
    expect(new Set(ids).size).toBe(ids.length);
  },
  30_000,
);
