import { expect, it } from "vitest";
import { readyBench } from "./bench.ts";
import { weigh } from "./drafts.ts";
import { FakeServer, problem } from "./server.ts";

const WAIT_S = 150;
const aisyah = { persons: [{ id: "aisyah", name: "Aisyah" }] };

/** What each question of a round is asked after: an ordinary one, or one after a restore. */
const QUESTIONS: readonly [string, boolean][] = [
  ["journal/pull", false],
  ["journal/scope", true],
  ["journal/snapshot", true],
  ["journal/offer", true],
];

it.each(QUESTIONS)("a 429 to %s is waited out, then the round ends well", async (asked, restored) => {
  const { bench, phone, server } = await readyBench(await FakeServer.make(aisyah));
  await phone.record([weigh(phone, "aisyah", 8.4)]);
  await phone.syncNow();
  if (restored) server.epoch = "epoch-2";
  const slow = () => problem(429, "slow_down", { "Retry-After": String(WAIT_S) });
  server.before = (route) => (route.startsWith(asked) ? slow() : undefined);
  const said = await phone.syncNow();
  expect(said).toMatchObject({ ok: false, error: { code: "slow_down" } });
  const before = server.calls.length;
  server.before = () => undefined;
  await bench.pass((WAIT_S - 1) * 1000);
  expect(server.calls.length).toBe(before);
  await bench.pass(2_000);
  expect(server.calls.length).toBeGreaterThan(before);
  expect(phone.safety()).toMatchObject({ state: "safe", pending: 0 });
  expect(phone.rows.persons.get("aisyah")?.name).toBe("Aisyah");
});
