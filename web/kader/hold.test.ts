import { afterEach, expect, it, vi } from "vitest";
import { AT_MOST_MS, hold, isHeld } from "./hold.ts";

afterEach(() => vi.useRealTimers());

const later = () => {
  let resolve = (): void => undefined;
  let reject = (_: Error): void => undefined;
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
};

it("holds from the tap itself until the work has ended", async () => {
  const written = later();
  const held = hold(() => written.promise);
  expect(isHeld()).toBe(true);
  written.resolve();
  await held;
  expect(isHeld()).toBe(false);
});

it("holds as long as the longest of several", async () => {
  const [first, second] = [later(), later()];
  const both = [hold(() => first.promise), hold(() => second.promise)];
  second.resolve();
  await both[1];
  expect(isHeld()).toBe(true);
  first.resolve();
  await both[0];
  expect(isHeld()).toBe(false);
});

it("lets go of work that failed, and says that it failed", async () => {
  const written = later();
  const held = hold(() => written.promise);
  written.reject(new Error("full"));
  await expect(held).rejects.toThrow("full");
  expect(isHeld()).toBe(false);
});

it("lets no event in between saving and what follows at once", async () => {
  const seen: boolean[] = [];
  const done = (async () => {
    await hold(async () => undefined);
    await hold(() => new Promise((resolve) => setTimeout(resolve)));
  })();
  // An event of the page is a task of its own.
  await new Promise<void>((resolve) => {
    setTimeout(() => {
      seen.push(isHeld());
      resolve();
    });
  });
  await done;
  expect(seen).toEqual([true]);
});

it("lets go of a store that does not answer, once", async () => {
  vi.useFakeTimers();
  const [stuck, other] = [later(), later()];
  const held = [hold(() => stuck.promise)];
  vi.advanceTimersByTime(AT_MOST_MS - 1);
  expect(isHeld()).toBe(true);
  vi.advanceTimersByTime(1);
  expect(isHeld()).toBe(false);
  held.push(hold(() => other.promise));
  stuck.resolve();
  await held[0];
  expect(isHeld()).toBe(true);
  other.resolve();
  await held[1];
  expect(isHeld()).toBe(false);
});
