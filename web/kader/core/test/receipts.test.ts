import { expect, it } from "vitest";
import { pushInBackground } from "../background.ts";
import { TEST_POST } from "../testing.ts";
import { Bench, idle, PIN, readyBench } from "./bench.ts";
import { DAY, register, rename, weigh } from "./drafts.ts";
import { DEWI, FakeServer, problem, reason, SARI } from "./server.ts";

const aisyah = { persons: [{ id: "aisyah", name: "Aisyah" }] };
const POST = TEST_POST.id;
const ready = async () => readyBench(await FakeServer.make(aisyah));

it("quarantined stays until a repair answers it", async () => {
  const { bench, phone, server } = await ready();
  server.rejects = (entry) => (entry.kind === "visit.recorded" ? reason("weight_high") : null);
  const [id, name] = await phone.record([weigh(phone, "aisyah", 84), rename("aisyah", "Aisyah P")]);
  expect(await phone.syncNow()).toMatchObject({ ok: true, pushed: 2, quarantined: 1 });
  expect(phone.statusOf(name as string)).toBe("sent");
  expect(phone.safety()).toMatchObject({ state: "repair", repairs: 1, pending: 0 });
  const again = await bench.reload();
  await again.unlock(SARI.id, PIN);
  expect(again.repairs()).toMatchObject([
    { entry: { id, data: { values: { weight_kg: 84 } } }, reason: { code: "weight_high" } },
  ]);
  await again.syncNow();
  expect(again.repairs()).toHaveLength(1);
  server.change({
    repairs: [{ id: id as string, post: POST, seq: 0, by: null, reason: "salah timbang" }] as never,
  });
  await again.syncNow();
  expect(again.repairs()).toEqual([]);
  expect(again.safety().state).toBe("safe");
});

it("waiting is dropped when the pull shows its head", async () => {
  const { phone, server } = await ready();
  const [id] = await phone.record([{ ...rename("aisyah", "Aisyah P"), after: ["another-phone"] }]);
  await phone.syncNow();
  expect(phone.statusOf(id as string)).toBe("waiting");
  expect(phone.safety().pending).toBe(1);
  await phone.syncNow();
  expect(server.pushes).toHaveLength(1);
  const entry = server.pushes[0]?.entries[0];
  if (!entry) throw new Error("nothing was pushed");
  server.apply(entry);
  await phone.syncNow();
  expect(phone.statusOf(id as string)).toBe("sent");
});

it("what was sent but not yet pulled stays on the screen, over a restart too", async () => {
  const { bench, phone, server } = await ready();
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  server.before = (route) => (route === "journal/pull" ? problem(503, "busy") : undefined);
  expect(await phone.syncNow()).toMatchObject({ ok: false, pushed: 1, left: 0 });
  expect(phone.rows.visitsOn(DAY)).toMatchObject([{ values: { weight_kg: 8.4 } }]);
  const again = await bench.reload();
  await again.unlock(SARI.id, PIN);
  expect(again.rows.visitsOn(DAY)).toMatchObject([{ values: { weight_kg: 8.4 } }]);
  server.before = () => undefined;
  await again.syncNow();
  expect(again.rows.visitsOn(DAY)).toMatchObject([{ values: { weight_kg: 8.4 }, pending: false }]);
});

it("a closed and locked app still delivers in the background, and takes only what has receipts as sent", async () => {
  const { bench, phone, server } = await ready();
  bench.online = false;
  const [id] = await phone.record([weigh(phone, "aisyah", 8.4)]);
  await idle();
  bench.crash();
  await expect(pushInBackground(bench.env(), bench.name)).rejects.toMatchObject({ code: "offline" });
  bench.online = true;
  await pushInBackground(bench.env(), bench.name);
  expect(server.entries()).toMatchObject([{ id, author: SARI.id }]);
  const again = await bench.open();
  expect(again.safety().pending).toBe(0);
  await again.unlock(SARI.id, PIN);
  expect(again.rows.visitsOn(DAY)).toMatchObject([{ values: { weight_kg: 8.4 } }]);
});

it("server restored from an old backup recovers entries the phone still holds", async () => {
  const { bench, phone, server } = await ready();
  await phone.record([register("bima", "Bima")]);
  await phone.record([weigh(phone, "bima", 7.1)]);
  await phone.syncNow();
  expect(server.entries()).toHaveLength(2);
  const restored = await FakeServer.make(aisyah);
  restored.devices = server.devices;
  restored.escrow = server.escrow;
  restored.epoch = "epoch-2";
  bench.server = restored;
  bench.nowMs += 20 * 86_400_000;
  expect(await phone.syncNow()).toMatchObject({ ok: true, left: 0 });
  expect(restored.entries().map((entry) => entry.kind)).toEqual(["person.registered", "visit.recorded"]);
  expect(phone.rows.persons.get("bima")).toMatchObject({ name: "Bima", pending: false });
});

it("reset on epoch change keeps what was never sent", async () => {
  const { bench, phone, server } = await ready();
  bench.online = false;
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  bench.online = true;
  server.epoch = "epoch-2";
  expect(await phone.syncNow()).toMatchObject({ ok: true, left: 0 });
  expect(server.entries()).toHaveLength(1);
});

it("sent copies are forgotten 35 days after the receipt, not before", async () => {
  const { bench, phone } = await ready();
  const [id] = await phone.record([weigh(phone, "aisyah", 8.4)]);
  await phone.syncNow();
  const kept = () => bench.raw((db) => db.count("sealed"));
  bench.nowMs += 34 * 86_400_000;
  await phone.syncNow();
  expect(await kept()).toBe(1);
  expect(phone.statusOf(id as string)).toBe("sent");
  bench.nowMs += 2 * 86_400_000;
  await phone.syncNow();
  expect(await kept()).toBe(0);
  expect(phone.statusOf(id as string)).toBeNull();
});

it("several kader on one phone: own PIN, own name, one outbox", async () => {
  const { bench, phone, server } = await ready();
  await phone.enrol("DEWI4567", null);
  server.confirmAll();
  await bench.pass(3000);
  await phone.setPin(DEWI.id, "135791");
  expect(phone.account()?.id).toBe(DEWI.id);
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  phone.lock();
  await expect(phone.unlock(SARI.id, "135791")).rejects.toMatchObject({ code: "wrong_pin" });
  await phone.unlock(SARI.id, PIN);
  expect(phone.rows.visitsOn(DAY)).toHaveLength(1);
  await phone.record([rename("aisyah", "Aisyah P")]);
  await phone.syncNow();
  expect(server.entries().map((entry) => entry.author)).toEqual([DEWI.id, SARI.id]);
});

it("undo takes back what was never sent, with what was built on it, and nothing else", async () => {
  const { bench, phone, server } = await ready();
  bench.online = false;
  const [born] = await phone.record([register("bima", "Bima")]);
  const [weighed] = await phone.record([weigh(phone, "bima", 7.1)]);
  expect(await phone.undo([born as string])).toBe(true);
  expect(phone.statusOf(weighed as string)).toBeNull();
  expect(phone.rows.persons.has("bima")).toBe(false);
  bench.online = true;
  const [kept] = await phone.record([weigh(phone, "aisyah", 8.4)]);
  server.after = (route, response) => {
    if (route === "journal/push") throw new TypeError("cut on the way back");
    return response;
  };
  await phone.syncNow();
  expect(phone.statusOf(kept as string)).toBe("pending");
  expect(await phone.undo([kept as string])).toBe(false);
  server.after = (_, response) => response;
  await phone.syncNow();
  expect(server.entries()).toHaveLength(1);
  expect(await bench.raw((db) => db.count("outbox"))).toBe(0);
});

it("a phone that came by QR refuses a server with another key", async () => {
  const bench = new Bench(await FakeServer.make());
  const phone = await bench.open();
  await expect(phone.enrol("MELATI23", "AAAA")).rejects.toMatchObject({ code: "server_key" });
  expect(phone.phase()).toBe("new");
});
