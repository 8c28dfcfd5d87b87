import { expect, it } from "vitest";
import { fillRows } from "../fill-rows.ts";
import { TEST_POST } from "../testing.ts";
import { idle, PIN, readyBench } from "./bench.ts";
import { DAY, register, rename, weigh } from "./drafts.ts";
import { FakeServer, problem, SARI } from "./server.ts";

const DAY_MS = 86_400_000;
const aisyah = { persons: [{ id: "aisyah", name: "Aisyah" }] };
const ready = async () => readyBench(await FakeServer.make(aisyah));

it("restore from an old backup recovers acked ops, in order, from sealed copies alone", async () => {
  const { bench, phone, server } = await ready();
  const ids = [
    ...(await phone.record([register("bima", "Bima")])),
    ...(await phone.record([weigh(phone, "bima", 7.1)])),
  ];
  await phone.syncNow();
  expect(await bench.raw((db) => db.count("sent"))).toBe(0);
  bench.online = false;
  ids.push(...(await phone.record([rename("bima", "Bima S")])));
  bench.online = true;
  bench.server = await server.restored(aisyah);
  bench.nowMs += 20 * DAY_MS;
  expect(await phone.syncNow()).toMatchObject({ ok: true, left: 0 });
  expect(bench.server.entries().map((entry) => entry.id)).toEqual(ids);
  expect(phone.safety()).toMatchObject({ sentAgain: 2, pending: 0 });
  expect(phone.rows.persons.get("bima")).toMatchObject({ name: "Bima S", pending: false });
  bench.nowMs += 4 * DAY_MS;
  expect(phone.safety().sentAgain).toBeNull();
});

it("a restore that is met while the phone is locked, and cut in the middle, still brings everything back", async () => {
  const { bench, phone, server } = await ready();
  await phone.record(Array.from({ length: 30 }, (_, i) => register(`p${i}`, `Anak ${i}`)));
  await phone.syncNow();
  bench.server = await server.restored(aisyah);
  bench.server.after = (route, response) => {
    if (route !== "journal/deposit") return response;
    throw new TypeError("cut on the way back");
  };
  phone.lock();
  bench.online = false;
  bench.online = true;
  await phone.unlock(SARI.id, PIN);
  expect((await phone.syncNow()).ok).toBe(false);
  const again = await bench.reload();
  bench.server.after = (_, response) => response;
  await again.unlock(SARI.id, PIN);
  expect(await again.syncNow()).toMatchObject({ ok: true, left: 0 });
  expect(bench.server.entries()).toHaveLength(30);
  expect(again.rows.persons.size).toBe(31);
});

it("what was erased stays erased: no copy is offered back, none is left", async () => {
  const { bench, phone, server } = await ready();
  const [gone] = await phone.record([weigh(phone, "aisyah", 8.4)]);
  const [kept] = await phone.record([rename("aisyah", "Aisyah P")]);
  await phone.syncNow();
  bench.server = await server.restored(aisyah);
  bench.server.redacted.add(gone as string);
  await phone.syncNow();
  expect(bench.server.entries().map((entry) => entry.id)).toEqual([kept]);
  expect(await bench.raw((db) => db.getAllKeys("sealed"))).toEqual([kept]);
  await idle();
  const again = await bench.reload();
  await idle();
  expect(again.safety().recovered).toBe(0);
  expect((bench.mirror as { log: string }).log).not.toContain(`"add":{"id":"${gone}`);
});

it("an erasure that comes with a pull drops every copy, and the rows that the entry had made", async () => {
  const { bench, phone, server } = await ready();
  const [gone] = await phone.record([weigh(phone, "aisyah", 8.4)]);
  await phone.record([rename("aisyah", "Aisyah P")]);
  await phone.syncNow();
  expect(phone.rows.visitsOn(DAY)).toHaveLength(1);
  const tables = server.posts.get(phone.post().id)?.tables;
  const [visit] = [...(tables?.visits.keys() ?? [])];
  tables?.visits.delete(visit as string);
  const at = server.redact(gone as string, { visits: [visit as string] });
  await phone.syncNow();
  expect(at).toBeGreaterThan(0);
  expect(phone.rows.visitsOn(DAY)).toEqual([]);
  expect(await bench.raw((db) => db.count("sealed"))).toBe(1);
  const again = await bench.reload();
  await again.unlock(SARI.id, PIN);
  expect(again.rows.visitsOn(DAY)).toEqual([]);
});

it("an erasure that takes no row leaves none of what the entry had given in the packs either", async () => {
  const visit = { id: "v1", person: "aisyah", date: "2026-06-20", values: { weight_kg: 7.7 } };
  const { bench, phone, server } = await readyBench(await FakeServer.make({ ...aisyah, visits: [visit] }));
  server.redact("of-another-phone", {});
  server.change(fillRows({ visits: [{ ...visit, values: {} }] }, TEST_POST.id));
  await phone.syncNow();
  await idle();
  // The packs alone, without the pages that are laid over them.
  await bench.raw((db) => db.clear("pages"));
  bench.online = false;
  const again = await bench.reload();
  await again.unlock(SARI.id, PIN);
  expect((await again.rows.visitsOf("aisyah")).map((row) => row.values)).toEqual([{}]);
});

it("an offer that fails is made again before anything else is sent under the new epoch", async () => {
  const { bench, phone, server } = await ready();
  await phone.record([register("bima", "Bima")]);
  await phone.syncNow();
  bench.server = await server.restored(aisyah);
  bench.server.before = (route) => (route === "journal/offer" ? problem(503, "busy") : undefined);
  await phone.record([weigh(phone, "bima", 7.1)]);
  expect(await phone.syncNow()).toMatchObject({ ok: false, error: { code: "busy" } });
  bench.server.before = () => undefined;
  const again = await bench.reload();
  await again.unlock(SARI.id, PIN);
  expect(await again.syncNow()).toMatchObject({ ok: true, left: 0 });
  expect(bench.server.entries().map((entry) => entry.kind)).toEqual(["person.registered", "visit.recorded"]);
});

it("a phone that holds nothing learns the new epoch too", async () => {
  const { bench, phone, server } = await ready();
  bench.server = await server.restored(aisyah);
  expect(await phone.syncNow()).toMatchObject({ ok: true });
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  expect(await phone.syncNow()).toMatchObject({ ok: true, pushed: 1 });
  expect(bench.server.pushes[0]?.epoch).toBe("epoch-2");
  expect(phone.safety().sentAgain).toBe(0);
});
