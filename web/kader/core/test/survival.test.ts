import { expect, it } from "vitest";
import { entryHash } from "../hash.ts";
import { openStore, UPGRADES } from "../store.ts";
import { TEST_POST } from "../testing.ts";
import { idle, PIN, readyBench } from "./bench.ts";
import { DAY, register, rename, weigh } from "./drafts.ts";
import { FakeServer, json, problem, SARI } from "./server.ts";

const aisyah = { persons: [{ id: "aisyah", name: "Aisyah" }] };
const POST = TEST_POST.id;
const ready = async () => readyBench(await FakeServer.make(aisyah));

it("edit during push is not marked done", async () => {
  const { phone, server } = await ready();
  await phone.record([rename("aisyah", "Aisyah P")]);
  let during: string[] = [];
  server.after = async (route, response) => {
    if (route === "journal/push" && during.length === 0)
      during = await phone.record([rename("aisyah", "Aisyah Putri")]);
    return response;
  };
  server.before = (route) =>
    route === "journal/push" && during.length > 0 ? problem(503, "busy") : undefined;
  await phone.syncNow();
  expect(server.entries().map((entry) => entry.data)).toEqual([{ fields: { name: "Aisyah P" } }]);
  expect(phone.statusOf(during[0] as string)).toBe("pending");
  expect(phone.safety().pending).toBe(1);
  expect(phone.rows.persons.get("aisyah")?.name).toBe("Aisyah Putri");
  server.before = () => undefined;
  expect(await phone.syncNow()).toMatchObject({ ok: true, left: 0 });
  expect(phone.rows.persons.get("aisyah")).toMatchObject({ name: "Aisyah Putri", pending: false });
});

it("page cap lower than client limit still drains, both ways", async () => {
  const { phone, server } = await ready();
  server.cap = 7;
  server.pageSize = 3;
  await phone.record(Array.from({ length: 50 }, (_, i) => register(`p${i}`, `Anak ${i}`)));
  expect(await phone.syncNow()).toMatchObject({ ok: true, pushed: 50, left: 0 });
  expect(server.pushes.length).toBe(8);
  expect(phone.rows.persons.size).toBe(51);
  expect([...phone.rows.persons.values()].some((person) => person.pending)).toBe(false);
});

it("a server that refuses the size gets smaller batches", async () => {
  const { phone, server } = await ready();
  await phone.record(Array.from({ length: 40 }, (_, i) => register(`p${i}`, `Anak ${i}`)));
  server.before = (route) => {
    const size = server.pushes.length;
    return route === "journal/push" &&
      size === 0 &&
      server.calls.filter((call) => call === "journal/push").length <= 2
      ? problem(413, "too_many")
      : undefined;
  };
  expect(await phone.syncNow()).toMatchObject({ ok: true, pushed: 40, left: 0 });
  expect(server.pushes.map((push) => push.entries.length)).toEqual([10, 10, 10, 10]);
});

it("forgotten PIN offline keeps the outbox", async () => {
  const { bench, phone, server } = await ready();
  bench.online = false;
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  phone.lock();
  await expect(phone.unlock(SARI.id, "000000")).rejects.toMatchObject({ code: "wrong_pin" });
  await expect(phone.setPin(SARI.id, "111111")).rejects.toMatchObject({ code: "pin_not_allowed" });
  bench.online = true;
  server.codes.set("BARU2345", SARI);
  await phone.enrol("baru-2345", null);
  server.confirmAll();
  await bench.pass(3000);
  expect(phone.phase()).toBe("waiting");
  bench.online = false;
  await phone.setPin(SARI.id, "111111");
  expect(phone.safety().pending).toBe(1);
  bench.online = true;
  expect(await phone.syncNow()).toMatchObject({ ok: true, left: 0 });
  expect(server.entries()).toMatchObject([{ kind: "visit.recorded", author: SARI.id }]);
  expect(phone.rows.visitsOn(DAY)).toMatchObject([{ values: { weight_kg: 8.4 }, pending: false }]);
  const vaults = await bench.raw(async (db) => (await db.getAllKeys("packs")).map(([vault]) => vault));
  expect(new Set(vaults).size).toBe(1);
});

it("same body, two records, both kept", async () => {
  const { phone, server } = await ready();
  const dose = {
    kind: "dose.given" as const,
    subject: "aisyah",
    data: { product: "MR", number: 1, date: DAY },
  };
  await phone.record([dose, dose]);
  await phone.record([dose]);
  await phone.syncNow();
  expect(server.entries()).toHaveLength(3);
  expect(new Set(server.entries().map((entry) => entry.hash)).size).toBe(3);
  expect(await phone.rows.dosesOf("aisyah")).toHaveLength(3);
});

it("schema upgrade in the middle of a form with unsent entries", async () => {
  const { bench, phone } = await ready();
  bench.online = false;
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  await phone.saveForm("visit/aisyah", { weight: "8," });
  await idle();
  // A new version of the app opens the store while the old page is still there.
  const next = await openStore(bench.name, [
    ...UPGRADES,
    (db) => void db.createObjectStore("later" as never),
  ]);
  await expect(phone.record([weigh(phone, "aisyah", 8.5)])).rejects.toMatchObject({
    name: "Error",
    code: "closed",
  });
  expect(next.version).toBe(UPGRADES.length + 1);
  next.close();
  bench.crash();
  UPGRADES.push((db) => void db.createObjectStore("later" as never));
  const after = await bench.open();
  UPGRADES.pop();
  await after.unlock(SARI.id, PIN);
  expect(after.safety().pending).toBe(1);
  expect(after.rows.visitsOn(DAY)).toMatchObject([{ values: { weight_kg: 8.4 } }]);
  expect(await after.loadForm("visit/aisyah")).toEqual({ weight: "8," });
});

it('"sync now" reports failure in words, and what is typed stays', async () => {
  const { bench, phone, server } = await ready();
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  bench.online = false;
  const offline = await phone.syncNow();
  expect(offline).toMatchObject({ ok: false, left: 1, error: { code: "offline" } });
  expect(offline.error?.message.id).toContain("internet");
  bench.online = true;
  server.before = () => problem(500, "broken");
  expect(await phone.syncNow()).toMatchObject({ ok: false, left: 1, error: { code: "broken" } });
  server.before = () => new Response("<html>captive portal</html>", { status: 200 });
  expect(await phone.syncNow()).toMatchObject({ ok: false, left: 1, error: { code: "not_json" } });
  server.before = () => json({});
  expect(await phone.syncNow()).toMatchObject({ ok: false, left: 1 });
  expect(phone.safety()).toMatchObject({ pending: 1 });
  expect(phone.safety().lastError).not.toBeNull();
  server.before = () => undefined;
  expect(await phone.syncNow()).toMatchObject({ ok: true, left: 0, error: null });
  expect(phone.safety().lastError).toBeNull();
});

it("deleted browser store is detected on start", async () => {
  const { bench, phone, server } = await ready();
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  await idle();
  bench.crash();
  indexedDB.deleteDatabase(bench.name);
  await idle();
  const after = await bench.open();
  expect(after.phase()).toBe("lost");
  server.codes.set("LAGI2345", SARI);
  await after.enrol("LAGI2345", null);
  server.confirmAll();
  await bench.pass(3000);
  await after.setPin(SARI.id, PIN);
  expect(after.phase()).toBe("ready");
});

it("a store put back to an earlier state is noticed, by the witness and by the server", async () => {
  const { bench, phone, server } = await ready();
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  await phone.syncNow();
  await idle();
  await bench.raw((db) => db.put("meta", 0, "counter"));
  bench.crash();
  const byWitness = await bench.open();
  expect(byWitness.safety()).toMatchObject({ state: "storage" });
  await idle();
  bench.crash();
  await bench.raw(async (db) => {
    await db.put("meta", 0, "counter");
    await db.delete("meta", "sync");
  });
  bench.witness = JSON.stringify({ device: "d", counter: 0 });
  const byServer = await bench.open();
  await byServer.unlock(SARI.id, PIN);
  await byServer.syncNow();
  expect(byServer.safety()).toMatchObject({ state: "storage" });
  const [id] = await byServer.record([weigh(byServer, "aisyah", 8.5)]);
  await byServer.syncNow();
  expect(byServer.statusOf(id as string)).toBe("sent");
  expect(server.entries().map((entry) => entry.device_counter)).toEqual([1, 2]);
});

it("interrupted pushes leave no growing buffer", async () => {
  const { bench, phone, server } = await ready();
  await phone.record(Array.from({ length: 30 }, (_, i) => register(`p${i}`, `Anak ${i}`)));
  server.after = (route, response) => {
    if (route !== "journal/push") return response;
    throw new TypeError("network cut");
  };
  const size = () =>
    bench.raw(async (db) => {
      const counts: Record<string, number> = {};
      for (const store of db.objectStoreNames) counts[store] = await db.count(store);
      return counts;
    });
  await phone.syncNow();
  const before = await size();
  for (let i = 0; i < 20; i++) expect((await phone.syncNow()).ok).toBe(false);
  expect(await size()).toEqual(before);
  server.after = (_, response) => response;
  expect(await phone.syncNow()).toMatchObject({ ok: true, left: 0 });
  expect(server.entries()).toHaveLength(30);
  expect((await size()).outbox).toBe(0);
});

it("receipts with another hash never drop an entry", async () => {
  const { phone, server } = await ready();
  const [id] = await phone.record([weigh(phone, "aisyah", 8.4)]);
  const other = await entryHash({ id: "other" });
  const forge = (change: object) => {
    server.after = async (route, response) => {
      if (route !== "journal/push") return response;
      const answer = await response.json();
      return json({ ...answer, receipts: answer.receipts.map((each: object) => ({ ...each, ...change })) });
    };
  };
  for (const change of [
    { hash: other },
    { id: "someone" },
    { seq: null },
    { outcome: "nonsense" },
    { hash: undefined },
  ]) {
    forge(change);
    expect(await phone.syncNow()).toMatchObject({ ok: false, left: 1 });
    expect(phone.statusOf(id as string)).toBe("pending");
  }
});

it("old app does not drop new fields", async () => {
  const { bench, phone, server } = await ready();
  server.change({
    persons: [
      { id: "aisyah", post: POST, seq: 0, name: "Aisyah", status: "active", extra: {}, blood_type: "O" },
    ] as never,
  });
  server.change({ futures: [{ id: "f1", post: POST, seq: 0, anything: true }] as never });
  await phone.syncNow();
  await phone.record([rename("aisyah", "Aisyah P")]);
  expect(phone.rows.persons.get("aisyah")).toMatchObject({ blood_type: "O", name: "Aisyah P" });
  const again = await bench.reload();
  await again.unlock(SARI.id, PIN);
  expect(again.rows.persons.get("aisyah")).toMatchObject({ blood_type: "O", name: "Aisyah P" });
});

it("missing scope fails closed", async () => {
  const { bench, phone, server } = await ready();
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  server.scopeVersion++;
  server.before = (route) => (route === "journal/scope" ? json({ version: "9" }) : undefined);
  await phone.syncNow();
  expect(phone.posts()).toEqual([]);
  expect(() => phone.post()).toThrow();
  expect(phone.rows.persons.size).toBe(0);
  const again = await bench.reload();
  await again.unlock(SARI.id, PIN);
  expect(again.rows.persons.size).toBe(0);
});

it("a lost post closes at once and is purged only when nothing of it waits", async () => {
  const { bench, phone, server } = await ready();
  const other = { ...TEST_POST, id: "5d8ff1f2-0000-4000-8000-000000000009", name: "Anggrek" };
  server.addPost(other, { persons: [{ id: "bima", name: "Bima" }] });
  server.scopeVersion++;
  await phone.syncNow();
  expect(phone.posts().map((post) => post.name)).toEqual([TEST_POST.name, "Anggrek"]);
  await phone.choosePost(other.id);
  expect(phone.rows.persons.get("bima")?.name).toBe("Bima");
  await phone.record([rename("bima", "Bima S")]);
  const journal = server.posts.get(other.id);
  server.posts.delete(other.id);
  server.scopeVersion++;
  server.before = (route) => (route === "journal/push" ? problem(503, "busy") : undefined);
  await phone.syncNow();
  server.before = () => undefined;
  const packs = () =>
    bench.raw(async (db) => (await db.getAllKeys("packs")).filter(([, post]) => post === other.id).length);
  expect(await packs()).toBeGreaterThan(0);
  server.posts.set(other.id, journal as never);
  const scope = server.scope();
  server.before = (route) => {
    return route === "journal/scope" ? json({ ...scope, version: "77", posts: [TEST_POST] }) : undefined;
  };
  await phone.syncNow();
  await phone.syncNow();
  expect(phone.safety().pending).toBe(0);
  expect(phone.post().id).toBe(POST);
  expect(phone.posts().map((post) => post.id)).toEqual([POST]);
  expect(await packs()).toBe(0);
});
