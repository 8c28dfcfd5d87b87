import { afterEach, expect, it, vi } from "vitest";
import { Updates } from "./updates.ts";

afterEach(() => vi.unstubAllGlobals());

/** Web Locks of one origin: shared holders keep an exclusive asker out. */
function locks() {
  let shared = 0;
  return {
    async request(_: string, options: { mode?: string }, fn: (lock: object | null) => unknown) {
      if (options.mode !== "shared") return fn(shared > 0 ? null : {});
      shared++;
      await fn({});
      shared--;
    },
  };
}

function worker() {
  const listeners: (() => void)[] = [];
  const made = {
    state: "installed",
    asked: 0,
    addEventListener: (_: string, fn: () => void) => listeners.push(fn),
    postMessage: () => {
      made.asked++;
      made.state = "activated";
      for (const fn of listeners) fn();
    },
  };
  return made;
}

async function tab(waiting: ReturnType<typeof worker>) {
  const changes = vi.fn();
  const reload = vi.fn();
  const updates = new Updates(changes);
  const registration = {
    waiting,
    installing: null,
    addEventListener: () => undefined,
    update: async () => undefined,
  };
  const container = {
    controller: {},
    register: async () => registration,
  } as unknown as ServiceWorkerContainer;
  await updates.watch(container, "/kader/sw.js", reload);
  return { updates, reload, changes };
}

it("a version that waits is announced, taken when asked, and the page reloads then", async () => {
  vi.stubGlobal("navigator", { locks: locks() });
  const next = worker();
  const { updates, reload, changes } = await tab(next);
  expect(updates.ready).toBe(true);
  expect(changes).toHaveBeenCalled();
  expect(next.asked).toBe(0);
  await updates.apply();
  expect(reload).toHaveBeenCalledTimes(1);
});

it("never reloads under a form, of this tab or of another", async () => {
  vi.stubGlobal("navigator", { locks: locks() });
  const next = worker();
  const mine = await tab(next);
  const other = await tab(next);
  const release = other.updates.hold();
  await other.updates.apply();
  await mine.updates.apply();
  expect(next.asked).toBe(0);
  release();
  release();
  await new Promise((resolve) => setImmediate(resolve));
  expect(other.updates.held()).toBe(false);
  await mine.updates.apply();
  expect(mine.reload).toHaveBeenCalledTimes(1);
});
