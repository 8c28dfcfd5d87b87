import { expect, it } from "vitest";
import { TEST_POST } from "../testing.ts";
import { idle, PIN, readyBench } from "./bench.ts";
import { register, rename, weigh } from "./drafts.ts";
import { FakeServer, json, problem, SARI } from "./server.ts";

const aisyah = { persons: [{ id: "aisyah", name: "Aisyah" }] };
const ready = async () => readyBench(await FakeServer.make(aisyah));
const OTHER = { ...TEST_POST, id: "5d8ff1f2-0000-4000-8000-000000000009", name: "Anggrek" };

/** A phone that serves two posts. */
async function twoPosts() {
  const all = await ready();
  all.server.addPost(OTHER, { persons: [{ id: "bima", name: "Bima" }] });
  all.server.scopeVersion++;
  await all.phone.syncNow();
  return all;
}

it("a reset clears all cursors or none, and is finished after a line that was cut in its middle", async () => {
  const { bench, phone, server } = await twoPosts();
  const cursor = () => bench.raw(async (db) => (await db.getAll("cursors"))[0]);
  server.change({ persons: [{ id: "cici", post: OTHER.id, seq: 0, name: "Cici" }] as never }, OTHER.id);
  let refused = false;
  server.before = (route) => {
    if (route === `journal/snapshot/${OTHER.id}`) throw new TypeError("cut");
    if (route !== "journal/pull" || refused) return undefined;
    refused = true;
    return problem(400, "token");
  };
  expect((await phone.syncNow()).ok).toBe(false);
  expect(Object.keys((await cursor())?.seqs ?? {})).toEqual([TEST_POST.id]);
  expect(phone.rows.persons.get("aisyah")?.name).toBe("Aisyah");
  server.before = () => undefined;
  expect(await phone.syncNow()).toMatchObject({ ok: true });
  await phone.choosePost(OTHER.id);
  expect([...phone.rows.persons.keys()].sort()).toEqual(["bima", "cici"]);
});

it("a failing page is not reported as a complete download", async () => {
  const { phone, server } = await ready();
  server.pageSize = 1;
  await phone.record(["Bima", "Cici", "Dodi"].map((name) => register(name, name)));
  let pages = 0;
  server.before = (route) => (route === "journal/pull" && ++pages === 2 ? problem(500, "broken") : undefined);
  expect(await phone.syncNow()).toMatchObject({ ok: false, error: { code: "broken" } });
  expect(phone.safety().lastError?.code).toBe("broken");
  server.before = () => undefined;
  expect(await phone.syncNow()).toMatchObject({ ok: true });
  expect([...phone.rows.persons.values()].filter(({ pending }) => pending)).toEqual([]);
  expect(phone.rows.persons.size).toBe(4);
});

it("receipts in another order, and for some entries only, settle exactly those they name", async () => {
  const { phone, server } = await ready();
  const ids = await phone.record(Array.from({ length: 6 }, (_, i) => register(`p${i}`, `Anak ${i}`)));
  let first = true;
  server.after = async (route, response) => {
    if (route !== "journal/push" || !first) return response;
    first = false;
    server.before = (next) => (next === "journal/push" ? problem(503, "busy") : undefined);
    const answer = await response.json();
    return json({ ...answer, receipts: [answer.receipts[5], answer.receipts[2]] });
  };
  await phone.syncNow();
  const states = ids.map((id) => phone.statusOf(id));
  expect(states).toEqual(["pending", "pending", "sent", "pending", "pending", "sent"]);
  server.before = () => undefined;
  expect(await phone.syncNow()).toMatchObject({ ok: true, left: 0 });
  expect(server.entries()).toHaveLength(6);
});

it("logging out leaves the outbox as it is, over a restart too", async () => {
  const { bench, phone, server } = await ready();
  bench.online = false;
  const [id] = await phone.record([weigh(phone, "aisyah", 8.4)]);
  phone.lock();
  await idle();
  const again = await bench.reload();
  expect(again.safety().pending).toBe(1);
  await again.unlock(SARI.id, PIN);
  again.lock();
  bench.online = true;
  await again.syncNow();
  expect(server.entries()).toMatchObject([{ id }]);
});

it("rows of a post no longer served stay while an entry of it waits for another", async () => {
  const { bench, phone, server } = await twoPosts();
  await phone.choosePost(OTHER.id);
  await phone.record([{ ...rename("bima", "Bima S"), after: ["another-phone"] }]);
  await phone.syncNow();
  const scope = server.scope();
  server.scopeVersion++;
  server.before = (route) =>
    route === "journal/scope" ? json({ ...scope, version: "77", posts: [TEST_POST] }) : undefined;
  await phone.syncNow();
  const packs = () =>
    bench.raw(async (db) => (await db.getAllKeys("packs")).filter(([, post]) => post === OTHER.id).length);
  expect(phone.safety().pending).toBe(1);
  expect(await packs()).toBeGreaterThan(0);
});
