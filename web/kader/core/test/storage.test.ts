import { expect, it } from "vitest";
import { levelOf } from "../storage-health.ts";
import { idle, PIN, readyBench } from "./bench.ts";
import { weigh } from "./drafts.ts";
import { FakeServer, SARI } from "./server.ts";

const DAY_MS = 86_400_000;
const aisyah = { persons: [{ id: "aisyah", name: "Aisyah" }] };
const ready = async () => readyBench(await FakeServer.make(aisyah));
const space = (free: number | null) => ({
  persisted: true,
  usage: free === null ? null : 1e9 - free,
  quota: 1e9,
});

it("free space has three levels; a browser that says nothing is believed to have enough", () => {
  expect(levelOf(space(200e6))).toBe("ok");
  expect(levelOf(space(119e6))).toBe("low");
  expect(levelOf(space(19e6))).toBe("full");
  expect(levelOf(space(null))).toBe("ok");
});

it("with little space left it warns and sends at once what is recorded", async () => {
  const { bench, phone, server } = await ready();
  server.nextAttemptS = 900;
  await phone.syncNow();
  bench.quota = space(60e6);
  await phone.syncNow();
  expect(phone.safety()).toMatchObject({ state: "safe", space: "low" });
  const pushes = () => server.calls.filter((call) => call === "journal/push").length;
  const before = pushes();
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  await bench.pass(3000);
  expect(pushes()).toBe(before + 1);
  bench.quota = space(10e6);
  await phone.syncNow();
  expect(phone.safety()).toMatchObject({ state: "storage", space: "full" });
});

it("asks to be kept once a day, after work, until the browser agrees", async () => {
  const { bench, phone } = await ready();
  bench.quota = { ...bench.quota, persisted: false };
  bench.asked = 0;
  const work = async () => {
    await phone.record([weigh(phone, "aisyah", 8.4)]);
    await idle();
  };
  await work();
  await work();
  expect(bench.asked).toBe(1);
  bench.nowMs += DAY_MS + 1;
  phone.lock();
  await phone.syncNow();
  await phone.unlock(SARI.id, PIN);
  await idle();
  expect(bench.asked).toBe(2);
  bench.quota = { ...bench.quota, persisted: true };
  bench.nowMs += DAY_MS + 1;
  await work();
  expect(bench.asked).toBe(2);
});
