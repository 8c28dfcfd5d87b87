import { afterEach, expect, it, vi } from "vitest";
import { NotSaved } from "../api.ts";
import { Bench, idle, PIN, readyBench } from "./bench.ts";
import { DAY, register, rename, weigh } from "./drafts.ts";
import { FakeServer, json, problem, SARI } from "./server.ts";

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;
const aisyah = { persons: [{ id: "aisyah", name: "Aisyah" }] };
const ready = async () => readyBench(await FakeServer.make(aisyah));

afterEach(() => vi.restoreAllMocks());

it("a full store is a NotSaved, and nothing of the call is kept or shown", async () => {
  const { bench, phone } = await ready();
  const full = vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  const failed = phone.record([weigh(phone, "aisyah", 8.4), rename("aisyah", "X")]);
  await expect(failed).rejects.toBeInstanceOf(NotSaved);
  await expect(failed).rejects.toMatchObject({ code: "quota" });
  expect(phone.safety()).toMatchObject({ state: "storage", pending: 0 });
  expect(phone.rows.persons.get("aisyah")?.name).toBe("Aisyah");
  full.mockRestore();
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  expect(phone.safety()).toMatchObject({ state: "pending", pending: 1 });
  expect(await bench.raw((db) => db.count("outbox"))).toBe(1);
});

it("a transaction that is aborted at its end is a NotSaved: no entry, no counter spent", async () => {
  const { bench, phone, server } = await ready();
  const put = IDBObjectStore.prototype.put;
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, value, key) {
    const request = put.call(this, value, key);
    if (key === "counter") this.transaction.abort();
    return request;
  });
  await expect(phone.record([weigh(phone, "aisyah", 8.4)])).rejects.toMatchObject({ code: "aborted" });
  vi.restoreAllMocks();
  expect(phone.safety().pending).toBe(0);
  await phone.record([weigh(phone, "aisyah", 8.5)]);
  await phone.syncNow();
  expect(server.entries().map((entry) => entry.device_counter)).toEqual([1]);
  expect(await bench.raw((db) => db.get("meta", "counter"))).toBe(1);
});

it("a line cut in the middle of an answer loses nothing and doubles nothing", async () => {
  const { phone, server } = await ready();
  await phone.record([register("bima", "Bima"), weigh(phone, "aisyah", 8.4)]);
  for (const route of ["journal/push", "journal/pull"]) {
    server.after = async (here, response) => {
      if (here !== route) return response;
      const whole = new Uint8Array(await response.arrayBuffer());
      const half = new ReadableStream({
        start(controller) {
          controller.enqueue(whole.slice(0, whole.length / 2));
          controller.error(new TypeError("cut"));
        },
      });
      return new Response(half, { headers: response.headers });
    };
    expect(await phone.syncNow()).toMatchObject({ ok: false, error: { code: "offline" } });
  }
  server.after = (_, response) => response;
  expect(await phone.syncNow()).toMatchObject({ ok: true, left: 0 });
  expect(server.entries()).toHaveLength(2);
  expect(phone.rows.persons.get("bima")).toMatchObject({ pending: false });
});

it("a damaged snapshot is not shown", async () => {
  const bench = new Bench(await FakeServer.make(aisyah));
  const phone = await bench.open();
  await phone.enrol("MELATI23", null);
  bench.server.confirmAll();
  await bench.pass(3000);
  bench.server.after = async (route, response) => {
    if (!route.startsWith("journal/snapshot")) return response;
    const body = (await response.text()).replace("Aisyah", "Aisyeh");
    return new Response(body, { headers: response.headers });
  };
  await phone.setPin(SARI.id, PIN);
  expect(await phone.syncNow()).toMatchObject({ ok: false, error: { code: "checksum" } });
  expect(phone.rows.persons.size).toBe(0);
  bench.server.after = (_, response) => response;
  expect(await phone.syncNow()).toMatchObject({ ok: true });
  expect(phone.rows.persons.get("aisyah")?.name).toBe("Aisyah");
});

it("without a snapshot the post is pulled from its first entry", async () => {
  const bench = new Bench(await FakeServer.make(aisyah));
  bench.server.snapshots = false;
  const phone = await bench.open();
  await phone.enrol("MELATI23", null);
  bench.server.confirmAll();
  await bench.pass(3000);
  await phone.setPin(SARI.id, PIN);
  expect(await phone.syncNow()).toMatchObject({ ok: true });
  expect(phone.rows.persons.get("aisyah")?.name).toBe("Aisyah");
});

it.each([2, -2])(
  "a clock %i years off: today is the server's, order is kept, the phone says so",
  async (years) => {
    const { bench, phone, server } = await ready();
    bench.nowMs += years * YEAR_MS;
    await phone.record([weigh(phone, "aisyah", 8.4)]);
    await phone.record([weigh(phone, "aisyah", 8.6)]);
    expect(await phone.syncNow()).toMatchObject({ ok: true, left: 0 });
    expect(phone.safety().state).toBe("clock");
    expect(Math.abs(phone.safety().clockOffsetS)).toBeGreaterThan(YEAR_MS / 1000);
    expect(phone.today()).toBe(DAY);
    expect(server.entries().map((entry) => entry.device_counter)).toEqual([1, 2]);
    expect(phone.rows.visitsOn(DAY)).toMatchObject([{ values: { weight_kg: 8.6 } }]);
    await phone.record([weigh(phone, "aisyah", 8.7)]);
    const [pushed] = server.pushes.slice(-1);
    await phone.syncNow();
    expect(server.pushes.slice(-1)[0]).not.toBe(pushed);
    expect(server.entries()[2]?.happened_at.slice(0, 10)).toBe(DAY);
    expect(server.entries()[2]?.recorded_at.slice(0, 4)).toBe(String(2026 + years));
  },
);

it("reading offline ends 45 days after the last pull; the outbox never does", async () => {
  const { bench, phone } = await ready();
  bench.online = false;
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  bench.nowMs += 44 * DAY_MS;
  const day44 = await bench.reload();
  await day44.unlock(SARI.id, PIN);
  expect(day44.safety().readingDaysLeft).toBe(1);
  bench.nowMs += 2 * DAY_MS;
  const day46 = await bench.reload();
  await expect(day46.unlock(SARI.id, PIN)).rejects.toMatchObject({ code: "reading_ended" });
  expect(day46.phase()).toBe("locked");
  expect(day46.safety().pending).toBe(1);
  bench.nowMs -= 30 * DAY_MS;
  const setBack = await bench.reload();
  await expect(setBack.unlock(SARI.id, PIN)).rejects.toMatchObject({ code: "reading_ended" });
  bench.online = true;
  await setBack.unlock(SARI.id, PIN);
  expect(setBack.phase()).toBe("ready");
  expect(setBack.safety()).toMatchObject({ pending: 0 });
});

it("a wrong PIN is slowed down, over restarts and with the clock set forward and back", async () => {
  const { bench, phone } = await ready();
  phone.lock();
  for (let i = 1; i < 5; i++)
    await expect(phone.unlock(SARI.id, "000000")).rejects.toMatchObject({ waitS: 0 });
  await expect(phone.unlock(SARI.id, "000000")).rejects.toMatchObject({ code: "wrong_pin", waitS: 30 });
  await expect(phone.unlock(SARI.id, PIN)).rejects.toMatchObject({ code: "too_early" });
  const again = await bench.reload();
  expect(again.accounts()[0]?.waitS).toBe(30);
  await expect(again.unlock(SARI.id, PIN)).rejects.toMatchObject({ code: "too_early", waitS: 30 });
  bench.nowMs -= YEAR_MS;
  expect(again.accounts()[0]?.waitS).toBe(30);
  bench.nowMs += YEAR_MS + 30_000;
  await expect(again.unlock(SARI.id, "000000")).rejects.toMatchObject({ waitS: 60 });
  bench.nowMs += 60_000;
  await again.unlock(SARI.id, PIN);
  expect(again.phase()).toBe("ready");
  expect(again.accounts()[0]?.waitS).toBe(0);
});

it("backs off after failures, comes at the server's time after success", async () => {
  const { bench, phone, server } = await ready();
  await idle();
  const calls = () => server.calls.filter((call) => call === "journal/pull").length;
  const before = calls();
  await bench.pass(59_000);
  expect(calls()).toBe(before);
  await bench.pass(2_000);
  expect(calls()).toBe(before + 1);
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  server.before = () => problem(503, "busy", { "Retry-After": "120" });
  const tries = () => server.calls.length;
  const quiet = tries();
  while (tries() === quiet) await bench.pass(1_000);
  const first = tries();
  await bench.pass(119_000);
  expect(tries()).toBe(first);
  await bench.pass(2_000);
  expect(tries()).toBe(first + 1);
  server.before = () => problem(500, "broken");
  await bench.pass(3_600_000);
  expect(tries() - first).toBeLessThan(12);
  server.before = () => undefined;
  await bench.pass(900_000);
  expect(phone.safety().pending).toBe(0);
});

it("comes back at the very moment that a busy server names, sooner than it would by itself", async () => {
  const { bench, phone, server } = await ready();
  await idle();
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  server.before = () => problem(503, "busy", { "Retry-After": "4", "X-Simpul-Retry-Ms": "3250" });
  const tries = () => server.calls.length;
  const quiet = tries();
  while (tries() === quiet) await bench.pass(100);
  server.before = () => undefined;
  await bench.pass(3_100);
  expect(tries()).toBe(quiet + 1);
  await bench.pass(300);
  expect(tries()).toBeGreaterThan(quiet + 1);
  await bench.pass(1_000);
  expect(phone.safety().pending).toBe(0);
});

it("a revoked phone shows nothing more, and keeps what it could not send", async () => {
  const { bench, phone, server } = await ready();
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  server.before = () => problem(403, "device_revoked");
  expect(await phone.syncNow()).toMatchObject({ ok: false, left: 1 });
  expect(phone.safety()).toMatchObject({ state: "revoked", pending: 1 });
  expect(phone.posts()).toEqual([]);
  expect(phone.rows.persons.size).toBe(0);
  expect(await bench.raw((db) => db.count("packs"))).toBe(0);
  const again = await bench.reload();
  await expect(again.unlock(SARI.id, PIN)).rejects.toMatchObject({ code: "revoked" });
  server.before = () => undefined;
  await again.unlock(SARI.id, PIN);
  expect(await again.syncNow()).toMatchObject({ ok: true, left: 0 });
  expect(again.rows.persons.get("aisyah")?.name).toBe("Aisyah");
});

it("nonsense from the server is a failed sync, not a broken phone", async () => {
  const { phone, server } = await ready();
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  const nonsense = [
    null,
    [],
    { posts: 1 },
    { receipts: null },
    { receipts: [null] },
    "text",
    { server_time: "yesterday" },
  ];
  for (const body of nonsense) {
    server.before = () => json(body);
    expect((await phone.syncNow()).ok).toBe(false);
  }
  server.before = () => undefined;
  expect(await phone.syncNow()).toMatchObject({ ok: true, left: 0 });
});

it("sends what was recorded soon, whatever an idle server said about reading; a request for help at once", async () => {
  const { bench, phone, server } = await ready();
  server.nextAttemptS = 900;
  await phone.syncNow();
  await idle();
  const pushes = () => server.calls.filter((call) => call === "journal/push").length;
  const before = pushes();
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  await bench.pass(14_000);
  expect(pushes()).toBe(before);
  await bench.pass(2_000);
  expect(pushes()).toBe(before + 1);
  const data = { person: "aisyah", service: "health-referral", urgency: "darurat" as const };
  await phone.record([{ kind: "request.opened", subject: phone.newId(), data }]);
  await bench.pass(3_000);
  expect(pushes()).toBe(before + 2);
});
