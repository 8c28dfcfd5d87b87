import { expect, it } from "vitest";
import { TEST_POST } from "../testing.ts";
import { PIN, readyBench } from "./bench.ts";
import { rename } from "./drafts.ts";
import { FakeServer, json, reason, SARI } from "./server.ts";

const OTHER = { ...TEST_POST, id: "5d8ff1f2-0000-4000-8000-000000000009", name: "Anggrek" };

/** A phone of two posts that has written something at the second, which is then taken from it. */
async function losing() {
  const server = await FakeServer.make({ persons: [{ id: "aisyah", name: "Aisyah" }] });
  server.addPost(OTHER, { persons: [{ id: "bima", name: "Bima" }] });
  const { bench, phone } = await readyBench(server);
  await phone.choosePost(OTHER.id);
  const ids = await phone.record([rename("bima", "Bima S")]);
  const take = () => {
    const scope = { ...server.scope(), version: "77", posts: [TEST_POST] };
    server.scopeVersion = 77;
    server.before = (route) => (route === "journal/scope" ? json(scope) : undefined);
  };
  const held = () =>
    bench.raw(async (db) => {
      const packs = (await db.getAllKeys("packs")).filter(([, post]) => post === OTHER.id).length;
      const pages = (await db.getAll("pages")).filter(({ post }) => post === OTHER.id).length;
      const cursors = (await db.getAll("cursors")).filter(({ seqs }) => OTHER.id in seqs).length;
      return { rows: packs + pages, cursors };
    });
  return { server, bench, phone, ids, take, held };
}

it("a lost post stays while something of it is unsent", async () => {
  const { server, bench, phone, take, held } = await losing();
  take();
  const scope = server.before;
  server.before = (route) => (route === "journal/push" ? json({ receipts: [] }) : scope(route));
  await phone.syncNow();
  expect((await held()).rows).toBeGreaterThan(0);
  expect(phone.safety().pending).toBe(1);
  server.before = scope;
  await bench.pass(60_000);
  await phone.syncNow();
  await phone.syncNow();
  expect(await held()).toEqual({ rows: 0, cursors: 0 });
});

it("a lost post stays while something of it is set aside and not answered", async () => {
  const { server, phone, ids, take, held } = await losing();
  server.rejects = () => reason("not_assigned");
  take();
  await phone.syncNow();
  await phone.syncNow();
  expect(phone.safety()).toMatchObject({ pending: 0, repairs: 1 });
  expect((await held()).rows).toBeGreaterThan(0);
  const [id = ""] = ids;
  server.posts
    .get(OTHER.id)
    ?.tables.repairs.set(id, { id, post: OTHER.id, seq: 9, by: null, reason: "ditutup" } as never);
  expect((await held()).rows).toBeGreaterThan(0);
});

it("a lost post stays while the server waits for another entry of it", async () => {
  const { server, phone, take, held } = await losing();
  await phone.record([{ ...rename("bima", "Bima Sakti"), after: ["019a2f00-0000-7000-8000-00000000dead"] }]);
  take();
  await phone.syncNow();
  await phone.syncNow();
  expect(server.entries(OTHER.id).length).toBeGreaterThan(0);
  expect((await held()).rows).toBeGreaterThan(0);
});

it("an app killed between two steps of a purge finishes it, and loses nothing of what is kept", async () => {
  const { bench, phone, take, held } = await losing();
  take();
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, value: { seqs?: object }, key) {
    const asked = put.call(this, value, key);
    if (this.name === "cursors" && value.seqs && !(OTHER.id in value.seqs)) this.transaction.abort();
    return asked;
  };
  await phone.syncNow();
  IDBObjectStore.prototype.put = put;
  const between = await held();
  // All of the post or nothing: never rows without their cursor, never a cursor that claims rows that are gone.
  expect(between.rows > 0).toBe(between.cursors > 0);
  expect(between.rows).toBeGreaterThan(0);
  const again = await bench.reload();
  await again.unlock(SARI.id, PIN);
  await again.syncNow();
  await again.syncNow();
  expect(await held()).toEqual({ rows: 0, cursors: 0 });
  expect(again.rows.persons.get("aisyah")?.name).toBe("Aisyah");
});

it("a post that comes back after its purge is loaded whole again", async () => {
  const { server, phone, take, held } = await losing();
  take();
  await phone.syncNow();
  await phone.syncNow();
  expect(await held()).toEqual({ rows: 0, cursors: 0 });
  server.before = () => undefined;
  server.scopeVersion = 78;
  await phone.syncNow();
  await phone.choosePost(OTHER.id);
  expect(phone.rows.persons.get("bima")?.name).toBe("Bima S");
});
