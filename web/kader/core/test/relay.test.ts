import { expect, it } from "vitest";
import type { Refused } from "../api.ts";
import { Bench, idle, PIN, readyBench } from "./bench.ts";
import { register, rename, weigh } from "./drafts.ts";
import { asDeposit } from "./escrow.ts";
import { DEWI, FakeServer, json, problem, reason, SARI } from "./server.ts";

const DAY_MS = 86_400_000;
const aisyah = { persons: [{ id: "aisyah", name: "Aisyah" }] };
const ready = async () => readyBench(await FakeServer.make(aisyah));

async function colleague(server: FakeServer) {
  const bench = new Bench(server);
  const phone = await bench.open();
  server.codes.set("DEWI4567", DEWI);
  await phone.enrol("DEWI4567", null);
  server.confirmAll();
  await bench.pass(3000);
  await phone.setPin(DEWI.id, PIN);
  await phone.syncNow();
  return { bench, phone };
}

it("a colleague's phone carries an outbox that it cannot read, and delivers it once", async () => {
  const { bench, phone, server } = await ready();
  bench.online = false;
  const ids = await phone.record([register("bima", "Bima"), weigh(phone, "aisyah", 8.4)]);
  phone.lock();
  const backup = await phone.relay.backup();
  expect(backup).toMatchObject({ entries: 2, unsealed: 0 });
  const [file] = backup.files;
  if (!file) throw new Error("no file");
  expect(file.name).toMatch(/^simpul-[0-9a-f]{6}-2026-11-21\.simpul$/);
  for (const secret of ["Bima", "Aisyah", "8.4", "visit.recorded"]) expect(file.text).not.toContain(secret);
  await phone.relay.given(backup);
  await phone.unlock(SARI.id, PIN);
  expect(await phone.undo(ids)).toBe(false);

  const other = await colleague(server);
  other.bench.online = false;
  await other.phone.relay.carry(file.text);
  await other.phone.relay.carry(file.text);
  expect(other.phone.relay.files()).toMatchObject([{ entries: 2, kept: 0, doneAt: null }]);
  expect(other.phone.safety()).toMatchObject({ carried: 2, pending: 0 });
  other.bench.online = true;
  await other.phone.syncNow();
  expect(other.phone.relay.files()).toMatchObject([{ entries: 2, kept: 2, refused: 0 }]);
  expect(other.phone.relay.files()[0]?.doneAt).not.toBeNull();
  expect(server.entries().map((entry) => [entry.id, entry.author])).toEqual(ids.map((id) => [id, SARI.id]));
  const deposits = server.deposits.length;
  await other.phone.syncNow();
  expect(server.deposits).toHaveLength(deposits);

  bench.online = true;
  expect(await phone.syncNow()).toMatchObject({ ok: true, left: 0 });
  expect(server.entries()).toHaveLength(2);
});

it("a forged or exchanged item is refused, and only that one", async () => {
  const { bench, phone, server } = await ready();
  bench.online = false;
  await phone.record([weigh(phone, "aisyah", 8.4), rename("aisyah", "Aisyah P"), register("bima", "Bima")]);
  const [file] = (await phone.relay.backup()).files;
  const deposit = asDeposit(file?.text ?? "");
  const [first, second] = deposit.items;
  if (!first || !second) throw new Error("no items");
  deposit.items[1] = { ...second, ct: first.ct, enc: first.enc };
  const other = await colleague(server);
  await other.phone.relay.carry(JSON.stringify(deposit));
  await other.phone.syncNow();
  expect(other.phone.relay.files()).toMatchObject([{ entries: 3, kept: 2, refused: 1 }]);
  expect(server.entries().map((entry) => entry.device_counter)).toEqual([1, 3]);
});

it("says what is wrong with a file", async () => {
  const { bench, phone } = await ready();
  const refusal = (text: string) =>
    phone.relay.carry(text).then(
      () => "taken",
      (error) => (error as Refused).code,
    );
  bench.online = false;
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  const [file] = (await phone.relay.backup()).files;
  const whole = file?.text ?? "";
  const deposit = asDeposit(whole);
  expect(await refusal("%PDF-1.7")).toBe("file_other");
  expect(await refusal("null")).toBe("file_other");
  expect(await refusal('{"format":"another"}')).toBe("file_other");
  expect(await refusal(whole.slice(0, -40))).toBe("file_damaged");
  expect(await refusal(JSON.stringify({ ...deposit, items: [null] }))).toBe("file_damaged");
  expect(await refusal(JSON.stringify({ ...deposit, items: [{ ...deposit.items[0], enc: "<b>" }] }))).toBe(
    "file_damaged",
  );
  expect(await refusal(JSON.stringify({ ...deposit, device: "x" }))).toBe("file_damaged");
  expect(await refusal(JSON.stringify({ ...deposit, items: [] }))).toBe("file_empty");
  expect(await refusal(" ".repeat(20_000_001))).toBe("file_big");
  bench.quota = { persisted: true, usage: 99e6, quota: 1e8 };
  expect(await refusal(whole)).toBe("file_room");
  expect(phone.relay.files()).toEqual([]);
});

it("replaced phone can deliver the old outbox: several files, one cut line, nothing twice", async () => {
  const { bench, phone, server } = await ready();
  bench.online = false;
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  const first = (await phone.relay.backup()).files[0]?.text ?? "";
  await phone.record([rename("aisyah", "Aisyah P")]);
  const second = (await phone.relay.backup()).files[0]?.text ?? "";
  const other = await colleague(server);
  await other.phone.relay.carry(first);
  await other.phone.relay.carry(second);
  let cuts = 1;
  server.after = (route, response) => {
    if (route !== "journal/deposit" || cuts-- <= 0) return response;
    throw new TypeError("cut");
  };
  expect((await other.phone.syncNow()).ok).toBe(false);
  const again = await other.bench.reload();
  await idle();
  expect(again.safety().carried).toBe(3);
  await again.unlock(DEWI.id, PIN);
  await again.syncNow();
  expect(
    again.relay
      .files()
      .map((file) => file.kept)
      .sort(),
  ).toEqual([1, 2]);
  expect(server.entries()).toHaveLength(2);
});

it("a revoked phone hands its work in sealed by itself, keeps every copy, and reads nothing more", async () => {
  const { bench, phone, server } = await ready();
  bench.online = false;
  await phone.record([weigh(phone, "aisyah", 8.4), register("bima", "Bima")]);
  bench.online = true;
  for (const device of server.devices) device.revoked = true;
  const report = await phone.syncNow();
  expect(report).toMatchObject({ ok: false, deposited: 2, left: 0, error: { code: "device_revoked" } });
  expect(phone.safety()).toMatchObject({ state: "revoked", pending: 0, deposited: 2 });
  expect(phone.posts()).toEqual([]);
  expect(server.entries()).toHaveLength(2);
  expect(await bench.raw((db) => db.count("outbox"))).toBe(1);
  expect(await bench.raw((db) => db.count("sealed"))).toBe(2);
  const deposits = server.deposits.length;
  await phone.syncNow();
  expect(server.deposits).toHaveLength(deposits);
  const again = await bench.reload();
  await again.syncNow();
  expect(again.safety()).toMatchObject({ state: "revoked", deposited: 2 });
  for (const device of server.devices) device.revoked = false;
  await again.unlock(SARI.id, PIN);
  await again.syncNow();
  expect(again.safety()).toMatchObject({ state: "safe", deposited: 0, pending: 0 });
  expect(server.entries()).toHaveLength(2);
});

it("a revoked phone whose deposit is refused or full keeps it and says so", async () => {
  const { bench, phone, server } = await ready();
  bench.online = false;
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  bench.online = true;
  for (const device of server.devices) device.revoked = true;
  server.before = (route) =>
    route === "journal/deposit" ? problem(429, "deposit_full", { "Retry-After": "3600" }) : undefined;
  expect(await phone.syncNow()).toMatchObject({ ok: false, left: 1, error: { code: "deposit_full" } });
  expect(phone.safety()).toMatchObject({ state: "revoked", pending: 1 });
  server.before = (route) =>
    route === "journal/deposit" ? json({ epoch: "epoch-1", kept: 0, refused: 1, receipts: [] }) : undefined;
  expect(await phone.syncNow()).toMatchObject({ deposited: 0, left: 1 });
  expect(phone.safety().pending).toBe(1);
  server.before = () => undefined;
  await phone.syncNow();
  expect(phone.safety().pending).toBe(1);
  bench.nowMs += DAY_MS + 1;
  expect(await phone.syncNow()).toMatchObject({ deposited: 1, left: 0 });
});

it("disabled account can still deposit: the puskesmas reviews it, nobody here is asked to repair it", async () => {
  const { bench, phone, server } = await ready();
  server.rejects = () => reason("account_disabled");
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  expect(await phone.syncNow()).toMatchObject({ ok: true, pushed: 1 });
  expect(phone.safety()).toMatchObject({ state: "safe", pending: 0, deposited: 1, repairs: 0 });
  expect(phone.repairs()).toEqual([]);
  expect(await bench.raw((db) => db.count("outbox"))).toBe(1);
  expect(await bench.raw((db) => db.count("sealed"))).toBe(1);
});

it.each(["lock", "another user", "a forgotten PIN", "an update"])(
  "%s takes nothing away before the receipt, neither readable nor sealed",
  async (event) => {
    const { bench, phone, server } = await ready();
    bench.online = false;
    await phone.record([weigh(phone, "aisyah", 8.4), register("bima", "Bima")]);
    await idle();
    const lies = () =>
      bench.raw(async (db) => [await db.count("outbox"), (await db.getAllKeys("sealed")).length, 2]);
    const before = await lies();
    let now = phone;
    if (event === "lock") now.lock();
    if (event === "an update") now = await bench.reload();
    bench.online = true;
    server.before = (route) => (route.startsWith("journal/") ? problem(503, "busy") : undefined);
    if (event === "another user" || event === "a forgotten PIN") {
      now.lock();
      server.codes.set("LAIN2345", event === "another user" ? DEWI : SARI);
      await now.enrol("LAIN2345", null);
      server.confirmAll();
      await bench.pass(3000);
      await now.setPin(event === "another user" ? DEWI.id : SARI.id, "135791");
    }
    expect(await lies()).toEqual(before);
    expect(now.safety().pending).toBe(2);
    expect((await now.relay.backup()).entries).toBe(2);
    server.before = () => undefined;
    await now.syncNow();
    expect(server.entries()).toHaveLength(2);
  },
);
