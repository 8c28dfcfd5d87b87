import { expect, it } from "vitest";
import { MOST_POSTS } from "../carrying.ts";
import { TEST_POST } from "../testing.ts";
import { idle, PIN, readyBench } from "./bench.ts";
import { weigh } from "./drafts.ts";
import { FakeServer, SARI } from "./server.ts";

const idOf = (n: number): string => `5d8ff1f2-0000-4000-8000-0000000002${String(n).padStart(2, "0")}`;

/** A puskesmas of thirteen posts: an officer without posts of her own serves them all. */
async function thirteen(): Promise<FakeServer> {
  const server = await FakeServer.make({ persons: [{ id: "aisyah", name: "Aisyah" }] });
  for (let n = 1; n < 13; n++)
    server.addPost(
      { ...TEST_POST, id: idOf(n), name: `Posyandu ${n}` },
      { persons: [{ id: `p${n}`, name: "Bima" }] },
    );
  return server;
}

const snapshots = (server: FakeServer): number =>
  server.calls.filter((call) => call.startsWith("journal/snapshot/")).length;

it("carries ten posts of thirteen, and says so to nobody's cost", async () => {
  const server = await thirteen();
  const { phone } = await readyBench(server);
  expect([phone.served().length, phone.carried().length, phone.posts().length]).toEqual([
    13,
    MOST_POSTS,
    MOST_POSTS,
  ]);
  expect([snapshots(server), phone.onTheWay()]).toEqual([MOST_POSTS, 0]);
  const before = server.calls.length;
  await phone.syncNow();
  expect(server.calls.slice(before)).toEqual(["journal/pull"]);
});

it("brings another post when asked, lets one go whole, and keeps one whose work is unsent", async () => {
  const server = await thirteen();
  const { bench, phone } = await readyBench(server);
  bench.online = false;
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  bench.online = true;
  server.before = (route) => {
    if (route === "journal/push") throw new TypeError("Failed to fetch");
    return undefined;
  };
  const wanted = [11, 12].map(idOf);
  await phone.carry(wanted);
  expect(phone.carried().map(({ id }) => id)).toEqual([TEST_POST.id, ...wanted]);
  expect(phone.post().id).toBe(TEST_POST.id);
  server.before = () => undefined;
  await phone.syncNow();
  await phone.carry(wanted);
  expect(phone.posts().map(({ id }) => id)).toEqual(wanted);
  const kept = await bench.raw((db) => db.getAllKeys("packs"));
  expect(new Set(kept.map(([, post]) => post))).toEqual(new Set(wanted));
  expect(server.entries()).toHaveLength(1);
  const again = await bench.reload();
  await again.unlock(SARI.id, PIN);
  await again.choosePost(idOf(12));
  expect(again.rows.persons.has("p12")).toBe(true);
});

it("hears of changes only in what it carries, and of all it missed when a post comes back", async () => {
  const server = await thirteen();
  const { phone } = await readyBench(server);
  const all = phone.carried().map(({ id }) => id);
  await phone.carry(all.slice(1));
  server.change({ persons: [{ id: "later", name: "Citra", seq: 0 }] } as never, all[0]);
  await phone.syncNow();
  await phone.carry(all);
  await phone.choosePost(all[0] as string);
  expect(phone.rows.persons.has("later")).toBe(true);
  await idle();
});
