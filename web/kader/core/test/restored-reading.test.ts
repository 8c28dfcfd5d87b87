import { expect, it } from "vitest";
import { fillRows } from "../fill-rows.ts";
import type { CorePhone } from "../phone.ts";
import { TEST_POST } from "../testing.ts";
import { type Bench, idle, PIN, readyBench } from "./bench.ts";
import { register, rename } from "./drafts.ts";
import { FakeServer, problem, SARI } from "./server.ts";

const people = { persons: [{ id: "aisyah", name: "Aisyah" }] };
const SECOND = { ...TEST_POST, id: "5d8ff1f2-0000-4000-8000-000000000201", name: "Posyandu Mawar" };
const ready = async () => readyBench(await FakeServer.make(people));

const names = (phone: CorePhone) => [...phone.rows.persons.values()].map(({ name }) => name).sort();

/** The server takes what it lost, and is away before the new rows have come. */
async function meetsAndLeaves(bench: Bench, phone: CorePhone): Promise<void> {
  bench.server.before = (route) =>
    route.startsWith("journal/snapshot") || route === "journal/scope" ? problem(503, "busy") : undefined;
  expect(await phone.syncNow()).toMatchObject({ ok: false, error: { code: "busy" } });
}

async function openAgain(bench: Bench): Promise<CorePhone> {
  const phone = await bench.reload();
  await phone.unlock(SARI.id, PIN);
  await idle();
  return phone;
}

it("stays readable between a restore and the new rows, also when it is closed and opened without signal", async () => {
  const { bench, phone } = await ready();
  await phone.record([register("bima", "Bima")]);
  await phone.syncNow();
  bench.server = await bench.server.restored(people);
  await phone.record([register("citra", "Citra")]);
  await meetsAndLeaves(bench, phone);
  expect(names(phone)).toEqual(["Aisyah", "Bima", "Citra"]);
  bench.online = false;
  const again = await openAgain(bench);
  expect([again.post().id, again.onTheWay()]).toEqual([TEST_POST.id, 0]);
  expect(names(again)).toEqual(["Aisyah", "Bima", "Citra"]);
  await again.record([rename("citra", "Citra D")]);
  bench.online = true;
  bench.server.before = () => undefined;
  expect(await again.syncNow()).toMatchObject({ ok: true, left: 0 });
  expect(names(again)).toEqual(["Aisyah", "Bima", "Citra D"]);
  expect(names(await openAgain(bench))).toEqual(["Aisyah", "Bima", "Citra D"]);
});

it("fetches the new rows as soon as it is opened, without waiting for its turn", async () => {
  const { bench, phone } = await ready();
  bench.server.nextAttemptS = 900;
  await phone.syncNow();
  bench.server = await bench.server.restored(people);
  const cut = bench.server;
  cut.before = (route) => {
    if (route.startsWith("journal/snapshot")) bench.crash();
    return undefined;
  };
  void phone.syncNow().catch(() => undefined);
  await idle();
  cut.before = () => undefined;
  cut.change(fillRows({ persons: [{ id: "aisyah", name: "Aisyah Baru" }] }, TEST_POST.id));
  const again = await bench.open();
  await again.unlock(SARI.id, PIN);
  await idle();
  expect(names(again)).toEqual(["Aisyah Baru"]);
});

it("shows what was typed before a lock under which the restored server took it", async () => {
  const { bench, phone } = await ready();
  // Entries of other phones, which the backup lacks: the server counted further than it will.
  for (let n = 0; n < 9; n++) bench.server.change({});
  await phone.syncNow();
  bench.server = await bench.server.restored(people);
  await phone.record([register("bima", "Bima")]);
  phone.lock();
  await phone.syncNow();
  bench.online = false;
  const again = await openAgain(bench);
  expect(names(again)).toEqual(["Aisyah", "Bima"]);
});

it("keeps whole rows on the screen while the new ones come damaged", async () => {
  const { bench, phone } = await ready();
  await phone.record([register("bima", "Bima")]);
  await phone.syncNow();
  bench.server = await bench.server.restored(people);
  bench.server.after = (route, response) =>
    route.startsWith("journal/snapshot")
      ? new Response(response.body, { headers: { "X-Simpul-Checksum": "other" } })
      : response;
  expect(await phone.syncNow()).toMatchObject({ ok: false, error: { code: "checksum" } });
  expect(names(phone)).toEqual(["Aisyah", "Bima"]);
});

it("lets go of rows of before when the server starts a post from its first entry", async () => {
  const server = await FakeServer.make(people);
  server.addPost(SECOND, { persons: [{ id: "dewi", name: "Dewi" }] });
  const { bench, phone } = await readyBench(server);
  bench.server = await server.restored(people);
  bench.server.addPost(SECOND, { persons: [{ id: "eka", name: "Eka" }] });
  bench.server.snapshots = false;
  expect(await phone.syncNow()).toMatchObject({ ok: true });
  await phone.choosePost(SECOND.id);
  expect(names(phone)).toEqual(["Eka"]);
  const again = await openAgain(bench);
  await again.choosePost(SECOND.id);
  expect(names(again)).toEqual(["Eka"]);
});
