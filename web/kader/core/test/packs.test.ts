import { expect, it } from "vitest";
import { uuid7 } from "../ids.ts";
import { bucketOf, PAGES_BEFORE_FOLD } from "../packs.ts";
import { TEST_POST } from "../testing.ts";
import { idle, PIN, readyBench } from "./bench.ts";
import { DAY, register, rename, weigh } from "./drafts.ts";
import { FakeServer, SARI } from "./server.ts";

const months = Array.from(
  { length: 30 },
  (_, i) => `${2024 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}-15`,
);
const rows = () => ({
  persons: [
    { id: "aisyah", name: "Aisyah" },
    { id: "bima", name: "Bima" },
  ],
  visits: months.map((date, i) => ({
    id: `v${i}`,
    person: "aisyah",
    date,
    values: { weight_kg: 5 + i / 10 },
  })),
  doses: [{ id: "d1", person: "aisyah", product: "MR", number: 1, date: "2025-01-01" }],
});

it("keeps the whole history in packs and only what lists need in the index", async () => {
  const { bench } = await readyBench(await FakeServer.make(rows()));
  const again = await bench.reload();
  await again.unlock(SARI.id, PIN);
  expect(again.rows.summaryOf("aisyah").visits.map((visit) => visit.date)).toEqual(
    months.slice(-3).reverse(),
  );
  expect(again.rows.summaryOf("aisyah").doses).toHaveLength(1);
  expect((await again.rows.visitsOf("aisyah")).map((visit) => visit.date)).toEqual([...months].reverse());
  expect((await again.rows.dosesOf("aisyah"))[0]).toMatchObject({ product: "MR", status: "ok" });
  expect(await again.rows.visitsOf("bima")).toEqual([]);
});

it("folds pages into packs after a while, and opens the same", async () => {
  const { bench, phone, server } = await readyBench(await FakeServer.make(rows()));
  for (let i = 0; i <= PAGES_BEFORE_FOLD + 1; i++) {
    await phone.record([rename("bima", `Bima ${i}`), weigh(phone, "aisyah", 8 + i / 10)]);
    await phone.syncNow();
  }
  expect(await bench.raw((db) => db.count("pages"))).toBeLessThan(PAGES_BEFORE_FOLD);
  server.change({
    visits: [
      { ...(server.posts.get(TEST_POST.id)?.tables.visits.get("v29") as object), status: "void", values: {} },
    ] as never,
  });
  await phone.syncNow();
  expect(phone.rows.summaryOf("aisyah").visits.map((visit) => visit.date)).not.toContain(months[29]);
  for (let i = 0; i <= PAGES_BEFORE_FOLD + 1; i++) {
    await phone.record([register(`p${i}`, `Anak ${i}`)]);
    await phone.syncNow();
  }
  const again = await bench.reload();
  await again.unlock(SARI.id, PIN);
  expect(again.rows.persons.size).toBe(2 + PAGES_BEFORE_FOLD + 2);
  expect(again.rows.persons.get("bima")?.name).toBe(`Bima ${PAGES_BEFORE_FOLD + 1}`);
  const dates = again.rows.summaryOf("aisyah").visits.map((visit) => visit.date);
  expect(dates).toEqual([DAY, months[28], months[27]]);
  const history = await again.rows.visitsOf("aisyah");
  expect(history).toHaveLength(31);
  expect(history.find((visit) => visit.id === "v29")?.status).toBe("void");
});

it("nothing of the rows and nothing that was typed lies in the store in clear", async () => {
  const { bench, phone } = await readyBench(await FakeServer.make(rows()));
  await phone.record([rename("bima", "Bima Sakti Wijaya")]);
  await phone.saveForm("visit", { note: "rahasia sekali" });
  const stored = await bench.raw(async (db) => {
    const all = await Promise.all([...db.objectStoreNames].map((store) => db.getAll(store)));
    const bytes = (value: unknown): string => {
      if (value instanceof Uint8Array) return Buffer.from(value).toString("latin1");
      if (value === null || typeof value !== "object" || value instanceof CryptoKey) return String(value);
      return Object.values(value).map(bytes).join("\n");
    };
    return bytes(all);
  });
  for (const secret of ["Aisyah", "Wijaya", "rahasia", "person.changed", "weight_kg", PIN])
    expect(stored).not.toContain(secret);
});

it("a pack moved to another place does not open", async () => {
  const { bench } = await readyBench(await FakeServer.make(rows()));
  await idle();
  await bench.raw(async (db) => {
    const packs = await db.getAll("packs");
    const [first, second] = packs.filter((pack) => pack.name !== "index");
    if (!first || !second) throw new Error("two packs are needed");
    await db.put("packs", { ...first, box: second.box });
  });
  const again = await bench.reload();
  await again.unlock(SARI.id, PIN);
  await expect(Promise.all(["aisyah"].map((id) => again.rows.visitsOf(id)))).rejects.toBeTruthy();
});

it("two tabs write and sync without losing or doubling anything", async () => {
  const { bench, phone, server } = await readyBench(await FakeServer.make(rows()));
  const other = await bench.open();
  await other.unlock(SARI.id, PIN);
  await Promise.all(
    Array.from({ length: 10 }, (_, i) => (i % 2 ? phone : other).record([register(`p${i}`, `Anak ${i}`)])),
  );
  await idle();
  expect(phone.safety().pending).toBe(10);
  expect(other.safety().pending).toBe(10);
  await Promise.all([phone.syncNow(), other.syncNow()]);
  await idle();
  expect(server.entries().map((entry) => entry.device_counter)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect([phone.safety().pending, other.safety().pending]).toEqual([0, 0]);
  expect([phone.rows.persons.size, other.rows.persons.size]).toEqual([12, 12]);
  expect(await bench.raw((db) => db.count("outbox"))).toBe(0);
});

it("spreads persons over the packs evenly, though their ids begin alike", () => {
  const counts = new Map<number, number>();
  for (let i = 0; i < 3200; i++) {
    const bucket = bucketOf(uuid7(1_790_000_000_000 + i));
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  expect(counts.size).toBe(32);
  expect(Math.max(...counts.values())).toBeLessThan(160);
});
