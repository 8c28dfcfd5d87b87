import { afterEach, expect, it, vi } from "vitest";
import { openStore, UPGRADES } from "../store.ts";
import { type Bench, idle, PIN, readyBench } from "./bench.ts";
import { DAY, register, rename, weigh } from "./drafts.ts";
import { DEWI, FakeServer, json, problem, SARI } from "./server.ts";

const DAY_MS = 86_400_000;
const aisyah = { persons: [{ id: "aisyah", name: "Aisyah" }] };
const ready = async () => readyBench(await FakeServer.make(aisyah));
const copies = (bench: Bench) => bench.raw((db) => db.getAll("sealed"));

afterEach(() => vi.restoreAllMocks());

it("an entry and its sealed copy are written together or not at all", async () => {
  const { bench, phone, server } = await ready();
  const [id] = await phone.record([weigh(phone, "aisyah", 8.4)]);
  const [copy] = await copies(bench);
  expect(copy).toMatchObject({ id, key: server.escrow?.key.id, epoch: "epoch-1", counter: 1, untilMs: null });
  expect(JSON.stringify(copy)).not.toContain("8.4");
  const put = IDBObjectStore.prototype.put;
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, value, key) {
    if (this.name === "sealed") throw new DOMException("full", "QuotaExceededError");
    return put.call(this, value, key);
  });
  await expect(phone.record([rename("aisyah", "X")])).rejects.toMatchObject({ code: "quota" });
  vi.restoreAllMocks();
  expect(await copies(bench)).toHaveLength(1);
  expect(await bench.raw((db) => db.count("outbox"))).toBe(1);
  expect(phone.safety()).toMatchObject({ state: "storage", pending: 1 });
});

/** The store as version 1 of the app has left it: the same content without the stores that came later. */
async function backToVersion1(bench: Bench): Promise<string> {
  const name = `old-${Math.random()}`;
  const old = await openStore(name, UPGRADES.slice(0, 1));
  await bench.raw(async (db) => {
    for (const store of old.objectStoreNames) {
      const [keys, values] = await Promise.all([db.getAllKeys(store), db.getAll(store)]);
      for (const [index, value] of values.entries()) {
        await (old.transaction(store).store.keyPath
          ? old.put(store, value)
          : old.put(store, value, keys[index]));
      }
    }
  });
  old.close();
  return name;
}

it("schema upgrade with unsent entries: they get their sealed copy at the next start", async () => {
  const server = await FakeServer.make(aisyah);
  const { escrow } = server;
  server.escrow = null;
  const { bench, phone } = await readyBench(server);
  bench.online = false;
  await phone.record([weigh(phone, "aisyah", 8.4), rename("aisyah", "Aisyah P")]);
  expect(await phone.relay.backup()).toMatchObject({ entries: 0, unsealed: 2 });
  await idle();
  bench.crash();
  bench.name = await backToVersion1(bench);
  server.escrow = escrow;
  const upgraded = await bench.open();
  expect(upgraded.safety().pending).toBe(2);
  await upgraded.unlock(SARI.id, PIN);
  expect(upgraded.rows.visitsOn(DAY)).toMatchObject([{ values: { weight_kg: 8.4 }, pending: true }]);
  bench.nowMs += DAY_MS + 1;
  bench.online = true;
  server.before = (route) => (route === "journal/push" ? problem(503, "busy") : undefined);
  await upgraded.syncNow();
  await bench.raw((db) => db.put("meta", escrow?.key, "escrow"));
  const again = await bench.reload();
  await idle();
  expect((await copies(bench)).map((copy) => copy.counter).sort()).toEqual([1, 2]);
  expect(again.safety().pending).toBe(2);
  expect(await again.relay.backup()).toMatchObject({ entries: 2, unsealed: 0 });
});

it("the server's key comes with the scope and seals at once what was written before it", async () => {
  const server = await FakeServer.make(aisyah);
  const { escrow } = server;
  server.escrow = null;
  const { bench, phone } = await readyBench(server);
  await phone.record([{ ...rename("aisyah", "Aisyah P"), after: ["another-phone"] }]);
  await phone.syncNow();
  expect(await copies(bench)).toEqual([]);
  server.escrow = escrow;
  bench.nowMs += DAY_MS + 1;
  await phone.syncNow();
  expect(await copies(bench)).toMatchObject([{ counter: 1, untilMs: null }]);
});

it("after the receipt the readable copy goes as soon as rows show it; the sealed one stays 35 days", async () => {
  const { bench, phone, server } = await ready();
  const [id] = await phone.record([weigh(phone, "aisyah", 8.4)]);
  server.before = (route) => (route === "journal/pull" ? json({}) : undefined);
  await phone.syncNow();
  expect(await bench.raw((db) => db.count("sent"))).toBe(1);
  server.before = () => undefined;
  await phone.syncNow();
  expect(await bench.raw((db) => db.count("sent"))).toBe(0);
  expect(await bench.raw((db) => db.count("outbox"))).toBe(0);
  expect(await copies(bench)).toMatchObject([{ id, untilMs: bench.nowMs + 35 * DAY_MS }]);
  expect(phone.statusOf(id as string)).toBe("sent");
  expect(phone.rows.visitsOn(DAY)).toMatchObject([{ values: { weight_kg: 8.4 }, pending: false }]);
});

it("another kader's rows that lag behind keep the readable copy until they show it too", async () => {
  const { bench, phone, server } = await ready();
  phone.lock();
  await phone.enrol("DEWI4567", null);
  server.confirmAll();
  await bench.pass(3000);
  await phone.setPin(DEWI.id, "135791");
  await phone.syncNow();
  phone.lock();
  await phone.unlock(SARI.id, PIN);
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  await phone.syncNow();
  expect(await bench.raw((db) => db.count("sent"))).toBe(1);
  bench.online = false;
  phone.lock();
  await phone.unlock(DEWI.id, "135791");
  expect(phone.rows.visitsOn(DAY)).toMatchObject([{ values: { weight_kg: 8.4 } }]);
  bench.online = true;
  await phone.syncNow();
  expect(await bench.raw((db) => db.count("sent"))).toBe(0);
});

it("without a way to seal nothing waits: the entry is kept and sent as ever", async () => {
  const server = await FakeServer.make(aisyah);
  server.escrow = null;
  const { bench, phone } = await readyBench(server);
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  expect(await phone.syncNow()).toMatchObject({ ok: true, left: 0 });
  expect(await copies(bench)).toEqual([]);
  expect(await bench.raw((db) => db.count("sent"))).toBe(1);
});

it("a rotated key is taken within a day, and what was sealed before stays as it is", async () => {
  const { bench, phone, server } = await ready();
  const other = await FakeServer.make();
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  const before = server.escrow?.key.id;
  server.escrow = other.escrow;
  bench.nowMs += DAY_MS + 1;
  server.before = (route) => (route === "journal/push" ? json({}) : undefined);
  await phone.unlock(SARI.id, PIN);
  server.before = () => undefined;
  await phone.syncNow();
  await phone.record([rename("aisyah", "Aisyah P")]);
  expect((await copies(bench)).map((copy) => copy.key)).toEqual([before, other.escrow?.key.id]);
});

it("an undone entry leaves no copy behind", async () => {
  const { bench, phone } = await ready();
  bench.online = false;
  const [born] = await phone.record([register("bima", "Bima")]);
  await phone.record([weigh(phone, "bima", 7.1)]);
  await phone.undo([born as string]);
  expect(await copies(bench)).toEqual([]);
  expect((await phone.relay.backup()).files).toEqual([]);
  await idle();
  const again = await bench.reload();
  expect(again.safety().recovered).toBe(0);
});

it("the heartbeat swears to what is held", async () => {
  const { phone, server } = await ready();
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  await phone.record([rename("aisyah", "Aisyah P")]);
  await phone.syncNow();
  expect(server.pushes[0]?.heartbeat).toMatchObject({ pending: 2, attested: { first: 1, last: 2 } });
});

it("an older store is opened by the newer app, copies and all", async () => {
  const name = `upgrade-${Math.random()}`;
  const old = await openStore(name, UPGRADES.slice(0, 1));
  await old.put("meta", 7, "counter");
  old.close();
  const db = await openStore(name);
  expect(db.version).toBe(2);
  expect(await db.get("meta", "counter")).toBe(7);
  expect([...db.objectStoreNames]).toEqual(expect.arrayContaining(["sealed", "carried"]));
  db.close();
});
