import { beforeEach, expect, it } from "vitest";
import { Collector } from "../handover/frames.ts";
import { KEPT_DAYS } from "../handover/received.ts";
import { TEST_POST } from "../testing.ts";
import { idle, PIN, readyBench } from "./bench.ts";
import { DAY, register, weigh } from "./drafts.ts";
import { FakeServer, SARI } from "./server.ts";

/** Two tables of one post, each with a phone of its own; both have met the server this morning. */
let server: FakeServer;
let two: Awaited<ReturnType<typeof table>>;
let four: Awaited<ReturnType<typeof table>>;
const DAY_MS = 86_400_000;

async function table() {
  server.codes.set("MELATI23", SARI);
  const { bench, phone } = await readyBench(server);
  return { bench, phone };
}

beforeEach(async () => {
  server = await FakeServer.make({
    persons: [{ id: CHILD, name: "Aisyah", birth_date: "2025-09-10", sex: "P" }],
  });
  two = await table();
  four = await table();
  await two.phone.syncNow();
  // Table 2's scope was read before table 4's phone was there.
  server.scopeVersion++;
  await two.phone.syncNow();
  await four.phone.syncNow();
  two.bench.online = false;
  four.bench.online = false;
});

const CHILD = "019a2f00-0000-7000-8000-00000000c001";
type Table = typeof two;

async function show(from: Table, person = CHILD): Promise<string[]> {
  return (await (await from.phone.handover()).give(person)) ?? [];
}

async function read(to: Table, frames: readonly string[]) {
  const collector = new Collector();
  for (const frame of frames) {
    const message = await collector.take(frame);
    if (message) return (await to.phone.handover()).take(message);
  }
  throw new Error("the message was not whole");
}

const weight = (table: Table): unknown => table.phone.rows.visitsOn(DAY)[0]?.values.weight_kg;

it("table 4 sees what table 2 has measured, and sends only its own", async () => {
  await two.phone.record([weigh(two.phone, CHILD, 7.4)]);
  expect(await read(four, await show(two))).toMatchObject({ person: CHILD, fresh: 1 });
  expect(weight(four)).toBe(7.4);
  const [visit] = four.phone.rows.visitsOn(DAY);
  expect(visit?.pending).toBe(true);
  expect(four.phone.rows.isHanded(visit?.entries.weight_kg ?? "")).toBe(true);
  expect(four.phone.safety().pending).toBe(0);
  four.bench.online = true;
  await four.phone.syncNow();
  expect(server.entries()).toEqual([]);
});

it("what was handed over gives way to the real rows", async () => {
  await two.phone.record([weigh(two.phone, CHILD, 7.4)]);
  await read(four, await show(two));
  two.bench.online = true;
  four.bench.online = true;
  await two.phone.syncNow();
  await four.phone.syncNow();
  expect(four.phone.rows.visitsOn(DAY)).toMatchObject([{ values: { weight_kg: 7.4 }, pending: false }]);
  await idle();
  expect(await four.bench.raw((db) => db.getAllKeys("meta"))).not.toContainEqual(
    expect.stringMatching(/^handover/),
  );
});

it("it lies encrypted, survives a reload, and opens with the PIN alone", async () => {
  await two.phone.record([weigh(two.phone, CHILD, 7.4)]);
  await read(four, await show(two));
  const raw = await four.bench.raw(async (db) => JSON.stringify(await db.getAll("meta")));
  expect(raw).not.toContain("weight_kg");
  four.phone = await four.bench.reload();
  expect(four.phone.rows.visitsOn(DAY)).toEqual([]);
  await four.phone.unlock(SARI.id, PIN);
  expect(weight(four)).toBe(7.4);
});

it("read twice it is there once", async () => {
  await two.phone.record([weigh(two.phone, CHILD, 7.4)]);
  const frames = await show(two);
  await read(four, frames);
  expect(await read(four, frames)).toMatchObject({ fresh: 0 });
  expect(four.phone.rows.visitsOn(DAY)).toHaveLength(1);
});

it("what the other table weighed first stays; its own second weighing replaces it", async () => {
  await two.phone.record([weigh(two.phone, CHILD, 7.9)]);
  await read(four, await show(two));
  await four.phone.record([weigh(four.phone, CHILD, 8.8)]);
  expect(weight(four)).toBe(7.9);
  await two.phone.record([weigh(two.phone, CHILD, 7.4)]);
  await read(four, await show(two));
  expect(weight(four)).toBe(7.4);
});

it("goes from table to table: what came by QR is passed on", async () => {
  const five = await table();
  server.scopeVersion++;
  for (const each of [two, four, five]) {
    each.bench.online = true;
    await each.phone.syncNow();
    each.bench.online = false;
  }
  await two.phone.record([weigh(two.phone, CHILD, 7.4)]);
  await read(four, await show(two));
  expect(await read(five, await show(four))).toMatchObject({ fresh: 1 });
  expect(weight(five)).toBe(7.4);
});

it("a newborn registered at table 1 is known at table 4", async () => {
  const born = "019a2f00-0000-7000-8000-00000000c002";
  await two.phone.record([register(born, "Bayi Ny. Siti"), weigh(two.phone, born, 3.1)]);
  await read(four, await show(two, born));
  expect(four.phone.rows.persons.get(born)).toMatchObject({ name: "Bayi Ny. Siti", pending: true });
  await four.phone.record([weigh(four.phone, born, 3.1)]);
  const own = await four.bench.raw((db) => db.count("outbox"));
  expect(own).toBe(1);
});

it("what was sent this morning can still be handed to a phone that is offline", async () => {
  two.bench.online = true;
  await two.phone.record([weigh(two.phone, CHILD, 7.4)]);
  await two.phone.syncNow();
  expect(await read(four, await show(two))).toMatchObject({ fresh: 1 });
  expect(weight(four)).toBe(7.4);
});

it("what another table has seen is not taken back, but corrected", async () => {
  const ids = await two.phone.record([weigh(two.phone, CHILD, 7.4)]);
  await show(two);
  expect(await two.phone.undo(ids)).toBe(false);
});

it("nothing written today: nothing to show", async () => {
  expect(await show(two)).toEqual([]);
});

it("a correction of what came by QR waits for it", async () => {
  await two.phone.record([weigh(two.phone, CHILD, 7.4)]);
  await read(four, await show(two));
  const [visit] = four.phone.rows.visitsOn(DAY);
  const corrects = visit?.entries.weight_kg ?? "";
  const data = { visit: visit?.id ?? "", corrects, values: { weight_kg: 7.1 } };
  await four.phone.record([{ kind: "visit.corrected", subject: CHILD, data }]);
  expect(weight(four)).toBe(7.1);
  four.bench.online = true;
  await four.phone.syncNow();
  expect(server.pushes.at(-1)?.entries[0]?.after).toEqual([corrects]);
});

it("after days a note says whom to ask", async () => {
  await two.phone.record([weigh(two.phone, CHILD, 7.4)]);
  await read(four, await show(two));
  four.bench.nowMs += KEPT_DAYS * DAY_MS;
  const desk = await four.phone.handover();
  expect(await desk.notes()).toEqual([{ person: CHILD, author: SARI.id, date: DAY }]);
  expect(four.phone.rows.visitsOn(DAY)).toEqual([]);
  await desk.dismissNotes();
  expect(await desk.notes()).toEqual([]);
});

it.each([
  [
    "expired",
    () => {
      four.bench.nowMs += 26 * 60_000;
    },
  ],
  [
    "clock_ahead",
    () => {
      four.bench.nowMs -= 11 * 60_000;
    },
  ],
  [
    "other_day",
    () => {
      four.bench.nowMs += DAY_MS;
    },
  ],
] as [string, () => void][])("%s: kindly refused", async (code, change) => {
  await two.phone.record([weigh(two.phone, CHILD, 7.4)]);
  const frames = await show(two);
  change();
  await expect(read(four, frames)).rejects.toMatchObject({ code });
  expect(four.phone.rows.visitsOn(DAY)).toEqual([]);
});

it("a phone that was taken out of service is not believed any more", async () => {
  await two.phone.record([weigh(two.phone, CHILD, 7.4)]);
  const frames = await show(two);
  (server.devices[0] as { revoked?: boolean }).revoked = true;
  server.generation++;
  server.scopeVersion++;
  four.bench.online = true;
  await four.phone.syncNow();
  await expect(read(four, frames)).rejects.toMatchObject({ code: "unknown_phone" });
});

it("another post is not told", async () => {
  const other = { ...TEST_POST, id: "5d8ff1f2-0000-4000-8000-0000000000ff", name: "Posyandu Mawar" };
  server.addPost(other);
  server.scopeVersion++;
  four.bench.online = true;
  await four.phone.syncNow();
  await four.phone.choosePost(other.id);
  await two.phone.record([weigh(two.phone, CHILD, 7.4)]);
  await expect(read(four, await show(two))).rejects.toMatchObject({ code: "foreign_post" });
});

it("a revoked phone forgets what it was told", async () => {
  await two.phone.record([weigh(two.phone, CHILD, 7.4)]);
  await read(four, await show(two));
  (server.devices[1] as { revoked?: boolean }).revoked = true;
  four.bench.online = true;
  await four.phone.syncNow();
  expect(await four.bench.raw((db) => db.getAllKeys("meta"))).not.toContainEqual(
    expect.stringMatching(/^handover/),
  );
});
