import "fake-indexeddb/auto";
import { readdirSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { DraftOf, Kinds, Phone } from "../core/api.ts";
import { readOutbox } from "../core/outbox-writes.ts";
import { DB_NAME, openStore } from "../core/store.ts";
import { idle, readyBench } from "../core/test/bench.ts";
import { FakeServer } from "../core/test/server.ts";
import { openPracticePhone, PRACTICE_DB } from "./phone.ts";
import { isDone, TASKS } from "./tasks.ts";
import { PRACTICE_POST, practiceId, practiceRows } from "./world.ts";

const NOW = Date.parse("2026-11-21T02:00:00.000Z");
const facts = { now: () => NOW, appVersion: "test", rulesEdition: "test" };
let close: (() => Promise<void>) | null = null;

async function practising(): Promise<Phone> {
  const opened = await openPracticePhone(facts);
  close = opened.close;
  return opened.phone;
}

beforeEach(() => {
  vi.stubGlobal("fetch", () => {
    throw new Error("a practice has no network");
  });
});
afterEach(async () => {
  await close?.();
  close = null;
  vi.unstubAllGlobals();
});

const open = (phone: Phone): DraftOf<"session.opened"> => ({
  kind: "session.opened",
  subject: phone.sessionId(phone.today()),
  data: { date: phone.today() },
});
const visit = (phone: Phone, key: string, step: number, card: string, values: object) => ({
  kind: "visit.recorded" as const,
  subject: practiceId(key),
  data: {
    visit: phone.visitId(practiceId(key), phone.today()),
    ...{ date: phone.today(), card, step, values },
  } as Kinds["visit.recorded"],
});

async function everyTask(phone: Phone): Promise<void> {
  const today = phone.today();
  await phone.record([open(phone)]);
  await phone.record([visit(phone, "bima", 2, "balita", { weight_kg: 10.2 })]);
  await phone.record([
    { kind: "dose.given", subject: practiceId("putu"), data: { product: "OPV", number: 2, date: today } },
  ]);
  await phone.record([visit(phone, "mother ruslan", 2, "hamil", { systolic: 110, diastolic: 70 })]);
  await phone.record([
    {
      kind: "request.opened",
      subject: phone.newId(),
      data: { workflow: "health-referral", person: practiceId("sinta"), urgency: "biasa", reasons: [] },
    } as never,
  ]);
  await phone.record([
    { kind: "session.closed", subject: phone.sessionId(today), data: { date: today, totals: {} } },
  ]);
  await phone.syncNow();
}

it("opens on an invented post without a code, a PIN or a network", async () => {
  const phone = await practising();
  expect(phone.phase()).toBe("ready");
  expect(phone.post().name).toBe(PRACTICE_POST.name);
  expect(phone.rows.families.size).toBe(7);
  expect(phone.rows.openPregnancies()).toHaveLength(1);
  const weights = phone.rows.summaryOf(practiceId("sinta")).visits.map(({ values }) => values.weight_kg);
  expect(weights).toEqual([9.6, 9.7, 9.7]);
});

it("invents the same post on the same day, and one that has grown a day older on the next", () => {
  expect(practiceRows("2026-11-21")).toEqual(practiceRows("2026-11-21"));
  expect(practiceRows("2026-11-22")).not.toEqual(practiceRows("2026-11-21"));
});

it("ticks each task when it is done, and no other", async () => {
  const phone = await practising();
  const done = () => TASKS.filter((task) => isDone(phone, task));
  expect(done()).toEqual([]);
  await phone.record([visit(phone, "bima", 2, "balita", { weight_kg: 10.2 })]);
  expect(done()).toEqual(["weigh"]);
  await everyTask(phone);
  expect(done()).toEqual([...TASKS]);
});

it("sends to the stand-in: receipts come, and the rows are the same afterwards", async () => {
  const phone = await practising();
  await phone.record([open(phone), visit(phone, "bima", 2, "balita", { weight_kg: 10.2 })]);
  expect(phone.safety().pending).toBe(2);
  const report = await phone.syncNow();
  expect(report).toMatchObject({ ok: true, pushed: 2, left: 0 });
  expect(phone.rows.visitsOn(phone.today())[0]).toMatchObject({
    pending: false,
    values: { weight_kg: 10.2 },
  });
});

it("writes nothing into the real store, its sealed copies, its second copy or its witness", async () => {
  const { bench } = await readyBench(await FakeServer.make());
  await idle();
  const real = await openStore(bench.name);
  const before = [await readOutbox(real), bench.mirror?.log, bench.witness, bench.server.calls.length];
  const stores = async () => (await indexedDB.databases()).map(({ name }) => name);
  const known = await stores();

  await everyTask(await practising());

  expect([await readOutbox(real), bench.mirror?.log, bench.witness, bench.server.calls.length]).toEqual(
    before,
  );
  expect(bench.server.entries()).toEqual([]);
  expect((await stores()).filter((name) => !known.includes(name))).toEqual([PRACTICE_DB]);
  expect(await stores()).not.toContain(DB_NAME);
  real.close();
});

it("has nothing to seal and nothing to give away as a file", async () => {
  const phone = await practising();
  await phone.record([open(phone)]);
  expect((await phone.relay.backup()).files).toEqual([]);
});

it("leaves nothing behind", async () => {
  const phone = await practising();
  await phone.record([open(phone)]);
  await close?.();
  close = null;
  expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(PRACTICE_DB);
});

it("starts anew as if nothing had been typed", async () => {
  const first = await practising();
  await everyTask(first);
  await close?.();
  const second = await practising();
  expect(TASKS.filter((task) => isDone(second, task))).toEqual([]);
  expect(second.rows.visitsOn(second.today())).toEqual([]);
});

it("names no way out in its source: no network, no real store, no place that the real phone uses", () => {
  const folder = new URL(".", import.meta.url);
  const sources = readdirSync(folder).filter((name) => /\.tsx?$/.test(name) && !name.includes(".test."));
  expect(sources.length).toBeGreaterThan(8);
  const ways =
    /browserEnv|\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|BroadcastChannel|localStorage|getDirectory|openStore\(\)|DB_NAME\b/;
  const found = sources.filter((name) => {
    const code = readFileSync(new URL(name, folder), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
    return ways.test(code.replace(/\/\/.*$/gm, ""));
  });
  expect(found).toEqual([]);
});

it("a request is taken, then answered by an invented puskesmas, and nothing of it leaves", async () => {
  const phone = await practising();
  const [wanted] = (await phone.slots())?.services[0]?.slots ?? [];
  const subject = phone.newId();
  const asked = { person: practiceId("sinta"), service: "kesehatan-jiwa", urgency: "biasa", reasons: [] };
  await phone.record([
    { kind: "request.opened", subject, data: { ...asked, wanted: [wanted?.at] } as never },
  ]);
  const stand = () => phone.rows.requests().map(({ state, appointment_at }) => [state, appointment_at]);
  expect(stand()).toEqual([["", null]]);
  await phone.syncNow();
  expect(stand()).toEqual([["opened", null]]);
  await phone.syncNow();
  expect(stand()).toEqual([["scheduled", wanted?.at]]);
  await phone.record([{ kind: "request.moved", subject, data: { action: "release", note: "" } }]);
  await phone.syncNow();
  expect(stand()).toEqual([["accepted", null]]);
});
