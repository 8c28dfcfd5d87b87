import { expect, it } from "vitest";
import { Bench, idle, PIN, readyBench } from "./bench.ts";
import { register, rename, weigh } from "./drafts.ts";
import { FakeServer, problem, SARI } from "./server.ts";

const aisyah = { persons: [{ id: "aisyah", name: "Aisyah" }] };
const ready = async () => readyBench(await FakeServer.make(aisyah));

async function enrolAgain(bench: Bench, code = "LAGI2345") {
  const phone = await bench.open();
  await idle();
  bench.server.codes.set(code, SARI);
  await phone.enrol(code, null);
  bench.server.confirmAll();
  await bench.pass(3000);
  await phone.setPin(SARI.id, PIN);
  return phone;
}

async function loseStore(bench: Bench): Promise<void> {
  await idle();
  bench.crash();
  indexedDB.deleteDatabase(bench.name);
  await idle();
}

it("idb deleted is detected on start, and what was typed comes back from the second copy", async () => {
  const { bench, phone, server } = await ready();
  bench.online = false;
  const ids = await phone.record([register("bima", "Bima"), weigh(phone, "aisyah", 8.4)]);
  const [undone] = await phone.record([rename("aisyah", "Salah")]);
  await phone.undo([undone as string]);
  await loseStore(bench);
  const lost = await bench.open();
  await idle();
  expect(lost.phase()).toBe("lost");
  expect(lost.safety()).toMatchObject({ recovered: 2 });
  expect((await lost.relay.backup()).files).toMatchObject([{ entries: 2 }]);
  bench.crash();
  bench.online = true;
  const again = await enrolAgain(bench);
  await again.syncNow();
  expect(server.entries().map((entry) => entry.id)).toEqual(ids);
  expect(again.safety()).toMatchObject({ recovered: 0, pending: 0 });
  expect(again.rows.persons.get("bima")?.name).toBe("Bima");
  expect(again.rows.persons.get("aisyah")?.name).toBe("Aisyah");
});

it("a store lost twice keeps what was recovered the first time", async () => {
  const { bench, phone, server } = await ready();
  bench.online = false;
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  await loseStore(bench);
  await bench.open();
  await loseStore(bench);
  bench.witness = null;
  const lost = await bench.open();
  await idle();
  expect(lost.phase()).toBe("lost");
  expect(lost.safety().recovered).toBe(1);
  bench.crash();
  bench.online = true;
  await (await enrolAgain(bench)).syncNow();
  expect(server.entries()).toHaveLength(1);
});

it("a store put back to an earlier state gets what it lacks from the second copy, delivered without anyone's help", async () => {
  const { bench, phone, server } = await ready();
  bench.online = false;
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  await idle();
  bench.crash();
  await bench.raw(async (db) => {
    for (const store of ["outbox", "sealed"] as const) await db.clear(store);
  });
  const back = await bench.open();
  await idle();
  expect(back.phase()).toBe("locked");
  expect(back.safety().recovered).toBe(1);
  bench.online = true;
  await back.unlock(SARI.id, PIN);
  await back.syncNow();
  expect(server.entries()).toHaveLength(1);
  expect(back.safety().recovered).toBe(0);
});

it("a second copy that cannot be written is said, holds nothing up, and is made whole later", async () => {
  const { bench, phone } = await ready();
  bench.online = false;
  const mirror = bench.mirror as { log: string; fails: boolean };
  mirror.fails = true;
  const [undone] = await phone.record([weigh(phone, "aisyah", 8.4)]);
  await phone.record([rename("aisyah", "Aisyah P")]);
  await idle();
  expect(phone.safety()).toMatchObject({ second: "failed", pending: 2 });
  await phone.undo([undone as string]);
  mirror.fails = false;
  await phone.record([weigh(phone, "aisyah", 8.5)]);
  await idle();
  expect(phone.safety().second).toBe("on");
  await loseStore(bench);
  const lost = await bench.open();
  await idle();
  expect(lost.safety().recovered).toBe(2);
});

it("a file that missed the end of an entry does not bring it back from the dead", async () => {
  const { bench, phone } = await ready();
  bench.online = false;
  const mirror = bench.mirror as { log: string; fails: boolean };
  const [undone] = await phone.record([weigh(phone, "aisyah", 8.4)]);
  await idle();
  mirror.fails = true;
  await phone.undo([undone as string]);
  await idle();
  mirror.fails = false;
  const again = await bench.reload();
  await idle();
  expect(again.safety()).toMatchObject({ recovered: 0, pending: 0 });
  expect(mirror.log).not.toContain(undone);
});

it("a line cut short by a crash spoils no other", async () => {
  const { bench, phone } = await ready();
  bench.online = false;
  const mirror = bench.mirror as { log: string; fails: boolean };
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  await idle();
  mirror.log += '\n{"add":{"id":"half';
  await phone.record([rename("aisyah", "Aisyah P")]);
  await loseStore(bench);
  const lost = await bench.open();
  await idle();
  expect(lost.safety().recovered).toBe(2);
});

it("without a private file system everything else works", async () => {
  const bench = new Bench(await FakeServer.make(aisyah));
  bench.mirror = null;
  const phone = await enrolAgain(bench);
  await phone.syncNow();
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  expect(await phone.syncNow()).toMatchObject({ ok: true, left: 0 });
  expect(phone.safety().second).toBe("none");
});

it("what the second copy holds shrinks with what the phone keeps", async () => {
  const { bench, phone, server } = await ready();
  server.before = (route) => (route === "journal/pull" ? problem(503, "busy") : undefined);
  for (let day = 0; day < 8; day++) {
    await phone.record(Array.from({ length: 20 }, (_, i) => register(`p${day}.${i}`, `Anak ${i}`)));
    await phone.syncNow();
    bench.nowMs += 10 * 86_400_000;
  }
  server.before = () => undefined;
  const size = () => (bench.mirror as { log: string }).log.length;
  const before = size();
  const again = await bench.reload();
  await again.unlock(SARI.id, PIN);
  await again.syncNow();
  await bench.reload();
  await idle();
  expect(await bench.raw((db) => db.count("sealed"))).toBeLessThan(81);
  expect(size()).toBeLessThan(before * 0.7);
});

const said = (server: FakeServer) => server.pushes.at(-1)?.heartbeat ?? {};

it("tells the puskesmas whether there is a second copy, and how long ago the store was lost", async () => {
  const { bench, phone, server } = await ready();
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  await phone.syncNow();
  expect(said(server)).toMatchObject({ second_copy: "on", store_lost_age_s: null });
  await loseStore(bench);
  bench.mirror = null;
  const again = await enrolAgain(bench);
  await again.syncNow();
  bench.nowMs += 3_600_000;
  await again.record([weigh(again, "aisyah", 8.5)]);
  await again.syncNow();
  const { second_copy, store_lost_age_s } = said(server);
  expect(second_copy).toBe("none");
  expect(store_lost_age_s).toBeGreaterThanOrEqual(3600);
  expect(store_lost_age_s).toBeLessThan(3700);
});

it("tells of a loss that only the second copy shows", async () => {
  const { bench, phone, server } = await ready();
  bench.online = false;
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  await idle();
  bench.crash();
  await bench.raw((db) => Promise.all([db.clear("sealed"), db.clear("outbox")]));
  const again = await bench.open();
  await idle();
  await again.unlock(SARI.id, PIN);
  bench.online = true;
  await again.record([rename("aisyah", "Aisyah P")]);
  await again.syncNow();
  expect(said(server).store_lost_age_s).not.toBeNull();
});
