import { expect, it } from "vitest";
import { utf8 } from "../bytes.ts";
import type { Device } from "../device.ts";
import { sha256 } from "../hash.ts";
import type { CorePhone } from "../phone.ts";
import { fetchSnapshot, type PullHost } from "../pull.ts";
import { TEST_POST } from "../testing.ts";
import { type Bench, idle, PIN, readyBench } from "./bench.ts";
import { weigh } from "./drafts.ts";
import { FakeServer, SARI } from "./server.ts";
import { manyVisits, snapshotText } from "./snapshots.ts";

const SECOND = { ...TEST_POST, id: "5d8ff1f2-0000-4000-8000-000000000201", name: "Posyandu Mawar" };
const people = (name: string) => ({ persons: [{ id: name, name }] });

async function twoPosts(): Promise<FakeServer> {
  const server = await FakeServer.make(people("aisyah"));
  server.addPost(SECOND, people("bima"));
  server.nextAttemptS = 900;
  return server;
}

/** What lies in the store after the page was closed between the last page and the storing of `post`. */
async function neverStored(bench: Bench, post: string): Promise<void> {
  await bench.raw(async (db) => {
    for (const cursor of await db.getAll("cursors")) {
      const { [post]: _, ...seqs } = cursor.seqs;
      await db.put("cursors", { ...cursor, seqs });
    }
    for (const key of await db.getAllKeys("packs")) if (key[1] === post) await db.delete("packs", key);
  });
}

async function damage(bench: Bench, post: string): Promise<void> {
  await bench.raw(async (db) => {
    for (const pack of await db.getAll("packs")) {
      if (pack.post !== post) continue;
      const data = pack.box.data.slice();
      data[0] = (data[0] ?? 0) ^ 1;
      await db.put("packs", { ...pack, box: { ...pack.box, data } });
    }
  });
}

/** The application closed, a post's packs changed under it, opened again. */
async function openDamaged(bench: Bench, post: string, online = false): Promise<CorePhone> {
  await idle();
  bench.crash();
  await damage(bench, post);
  bench.online = online;
  const phone = await bench.open();
  await phone.unlock(SARI.id, PIN);
  return phone;
}

it("counts a post as here when it is stored, not when it is shown", async () => {
  const bytes = utf8(snapshotText({ ...people("aisyah"), visits: manyVisits("aisyah") }));
  const headers = { "X-Simpul-Checksum": await sha256(bytes) };
  const order: (number | string)[] = [];
  await fetchSnapshot(
    {
      env: {
        now: () => 0,
        timer: () => () => undefined,
        fetch: async () => new Response(bytes, { headers }),
      },
      device: { token: "token" } as Device,
      vault: {
        cursor: async () => ({ also: [], seqs: {} }),
        saveSnapshot: async () => void order.push("stored"),
      },
      shown: (_: string, __: unknown, seq: number) => void order.push(seq),
      redacted: async () => undefined,
      epoch: async () => undefined,
    } as unknown as PullHost,
    TEST_POST.id,
  );
  expect(order.filter((each) => each === 0).length).toBeGreaterThan(1);
  expect(order.slice(-2)).toEqual(["stored", 9]);
  expect(order.indexOf(9)).toBe(order.length - 1);
});

it("loads what a closed page had left as soon as the phone is opened again, without waiting for its turn", async () => {
  const { bench } = await readyBench(await twoPosts());
  await idle();
  bench.crash();
  await neverStored(bench, SECOND.id);
  const again = await bench.open();
  await again.unlock(SARI.id, PIN);
  expect([again.posts().length, again.onTheWay()]).toEqual([1, 1]);
  await idle();
  expect([again.posts().length, again.onTheWay()]).toEqual([2, 0]);
  await again.choosePost(SECOND.id);
  expect(again.rows.persons.has("bima")).toBe(true);
});

it("does not hurry a server that has refused, though a post is still missing", async () => {
  const server = await twoPosts();
  server.before = (route) => {
    if (route.endsWith(SECOND.id)) throw new TypeError("Failed to fetch");
    return undefined;
  };
  const { bench } = await readyBench(server);
  const again = await bench.reload();
  const calls = server.calls.length;
  await again.unlock(SARI.id, PIN);
  await idle();
  expect(again.onTheWay()).toBe(1);
  expect(server.calls).toHaveLength(calls);
});

it("keeps the present post when another cannot be read, says so, and loads that one anew", async () => {
  const { bench } = await readyBench(await twoPosts());
  const phone = await openDamaged(bench, SECOND.id);
  const failed = await phone.choosePost(SECOND.id).catch((error) => error);
  expect(failed).toMatchObject({
    code: "unreadable",
    words: { id: expect.stringContaining("catatan Anda") },
  });
  expect([phone.post().id, phone.onTheWay()]).toEqual([TEST_POST.id, 1]);
  expect((await phone.everywhere()).map(({ post }) => post.id)).toEqual([TEST_POST.id]);
  await phone.record([weigh(phone, "aisyah", 9.1)]);
  bench.online = true;
  await phone.syncNow();
  await phone.choosePost(SECOND.id);
  expect(phone.rows.persons.has("bima")).toBe(true);
});

it("lists the posts that can be read, and goes on at once with one that cannot", async () => {
  const { bench } = await readyBench(await twoPosts());
  const phone = await openDamaged(bench, SECOND.id, true);
  expect((await phone.everywhere()).map(({ post }) => post.id)).toEqual([TEST_POST.id]);
  await idle();
  const found = await phone.everywhere();
  expect(found.map(({ post, rows }) => [post.id, rows.persons.size])).toEqual([
    [TEST_POST.id, 1],
    [SECOND.id, 1],
  ]);
});

it("opens with a post that can be read when the chosen one cannot", async () => {
  const { bench, phone } = await readyBench(await twoPosts());
  await phone.choosePost(SECOND.id);
  const again = await openDamaged(bench, SECOND.id);
  expect(again.post().id).toBe(TEST_POST.id);
  expect(again.rows.persons.has("aisyah")).toBe(true);
});

it("shows no empty list when no post can be read: the phone says that it has none, and loads it anew", async () => {
  const { bench } = await readyBench();
  const again = await openDamaged(bench, TEST_POST.id);
  expect([again.phase(), again.posts().length, again.onTheWay()]).toEqual(["ready", 0, 1]);
  bench.online = true;
  await again.syncNow();
  expect(again.post().id).toBe(TEST_POST.id);
});
