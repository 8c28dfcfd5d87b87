import { expect, it } from "vitest";
import { postsToday, searchEverywhere } from "../../model/posts.ts";
import { type SomeRows, TEST_POST } from "../testing.ts";
import { idle, PIN, readyBench } from "./bench.ts";
import { DAY, weigh } from "./drafts.ts";
import { FakeServer, SARI } from "./server.ts";

const WAITING_SCHEDULE = "Setiap bulan";
const postId = (n: number) => `5d8ff1f2-0000-4000-8000-00000000010${n}`;
const posts = [1, 2, 3, 4, 5, 6, 7].map((n) => ({
  ...TEST_POST,
  id: postId(n),
  name: `Posyandu Mawar ${n}`,
  schedule: n === 5 ? "Sabtu ketiga, 08.00" : WAITING_SCHEDULE,
}));
const rowsOf = (n: number): SomeRows => ({
  persons: [
    {
      id: `aisyah-${n}`,
      name: `Aisyah ${["Nol", "Satu", "Dua", "Tiga", "Empat", "Lima", "Enam", "Tujuh"][n]}`,
    },
    { id: `bima-${n}`, name: "Bima Pratama" },
  ],
});

async function eight(): Promise<FakeServer> {
  const server = await FakeServer.make(rowsOf(0));
  const journal = server.posts.get(TEST_POST.id);
  if (journal) journal.info = { ...TEST_POST, schedule: WAITING_SCHEDULE };
  for (const post of posts) server.addPost(post, rowsOf(Number(post.name.at(-1))));
  return server;
}

it("loads the post that opens today first and shows it while the others come", async () => {
  const server = await eight();
  const asked: string[] = [];
  const seen: (number | string)[] = [];
  server.before = async (route) => {
    if (route.startsWith("journal/snapshot/")) asked.push(route.slice(17));
    return undefined;
  };
  const ready = readyBench(server);
  const { bench, phone } = await ready;
  await phone.syncNow();
  seen.push(phone.posts().length, phone.onTheWay(), phone.post().name);
  expect(asked[0]).toBe(postId(5));
  expect(asked).toHaveLength(8);
  expect(seen).toEqual([8, 0, "Posyandu Mawar 5"]);
  expect(bench.phones).toHaveLength(1);
});

it("says how many posts are still on their way, and can be used meanwhile", async () => {
  const server = await eight();
  let open = 3;
  server.before = (route) => {
    if (!route.startsWith("journal/snapshot/")) return undefined;
    if (open-- > 0) return undefined;
    throw new TypeError("Failed to fetch");
  };
  const { phone } = await readyBench(server);
  await phone.syncNow();
  expect([phone.posts().length, phone.onTheWay()]).toEqual([3, 5]);
  expect(phone.post().name).toBe("Posyandu Mawar 5");
  await phone.record([weigh(phone, "aisyah-5", 9)]);
  expect(phone.rows.visitsOn(DAY)).toHaveLength(1);
});

it("records each visit at the post on the screen, and sums what waits over all", async () => {
  const server = await eight();
  const { bench, phone } = await readyBench(server);
  await phone.syncNow();
  bench.online = false;
  for (const n of [2, 6]) {
    await phone.choosePost(postId(n));
    await phone.record([weigh(phone, `aisyah-${n}`, 8 + n / 10)]);
  }
  expect(phone.safety().pending).toBe(2);
  const today = postsToday(await phone.everywhere(), DAY);
  const facts = Object.fromEntries(today.map(({ post, arrived, unsent }) => [post.id, [arrived, unsent]]));
  expect(facts[postId(2)]).toEqual([1, 1]);
  expect(facts[postId(6)]).toEqual([1, 1]);
  expect(facts[postId(5)]).toEqual([0, 0]);
  bench.online = true;
  await phone.syncNow();
  expect(server.entries(postId(2)).map(({ subject }) => subject)).toEqual(["aisyah-2"]);
  expect(server.entries(postId(6)).map(({ subject }) => subject)).toEqual(["aisyah-6"]);
  expect(server.entries(TEST_POST.id)).toEqual([]);
  expect((await phone.everywhere()).map(({ unsent }) => unsent)).toEqual(Array(8).fill(0));
});

it("finds someone at any post, and says at which", async () => {
  const { phone } = await readyBench(await eight());
  await phone.syncNow();
  const all = await phone.everywhere();
  expect(searchEverywhere(all, "aisyah tujuh")[0]?.post.name).toBe("Posyandu Mawar 7");
  const bimas = searchEverywhere(all, "bima").map(({ post }) => post.name);
  expect(new Set(bimas).size).toBe(8);
});

it("keeps the people on the screen and their post together while another post is being read", async () => {
  const server = await eight();
  const { phone } = await readyBench(server);
  await phone.syncNow();
  const choosing = phone.choosePost(postId(3));
  expect(phone.rows.persons.has("aisyah-5")).toBe(true);
  expect(phone.post().id).toBe(postId(5));
  const written = phone.record([weigh(phone, "aisyah-5", 9.1)]);
  await Promise.all([choosing, written]);
  expect(phone.post().id).toBe(postId(3));
  expect(phone.rows.persons.has("aisyah-3")).toBe(true);
  await phone.syncNow();
  expect(server.entries(postId(5)).map(({ subject }) => subject)).toEqual(["aisyah-5"]);
  expect(server.entries(postId(3))).toEqual([]);
});

it("closes a post that is no longer served at once, and forgets it", async () => {
  const server = await eight();
  const { bench, phone } = await readyBench(server);
  await phone.syncNow();
  server.posts.delete(postId(5));
  server.scopeVersion++;
  await phone.syncNow();
  await idle();
  expect(phone.posts()).toHaveLength(7);
  expect(phone.rows.persons.has("aisyah-5")).toBe(false);
  const again = await bench.reload();
  await again.unlock(SARI.id, PIN);
  expect(again.posts().map(({ id }) => id)).not.toContain(postId(5));
});
