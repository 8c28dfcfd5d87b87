import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { hold } from "./hold.ts";
import { currentRoute, go, reset, startNav } from "./nav.ts";

/** A browser's history, which goes where it is asked in a task of its own. */
function fakeHistory() {
  const states: unknown[] = [null];
  let at = 0;
  const events = new EventTarget();
  const popped = () => events.dispatchEvent(Object.assign(new Event("popstate"), { state: states[at] }));
  return {
    events,
    pushState: (state: unknown) => {
      states.splice(++at, states.length, state);
    },
    replaceState: (state: unknown) => {
      states[at] = state;
    },
    go: (steps: number) => {
      at += steps;
      popped();
    },
    at: () => at,
  };
}

let browser = fakeHistory();
let stop = (): void => undefined;

beforeEach(() => {
  browser = fakeHistory();
  vi.stubGlobal("history", browser);
  vi.stubGlobal("addEventListener", browser.events.addEventListener.bind(browser.events));
  vi.stubGlobal("removeEventListener", browser.events.removeEventListener.bind(browser.events));
  reset();
  stop = startNav();
});

afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

it("follows the back key of the phone", () => {
  go("safety", {});
  browser.go(-1);
  expect(currentRoute().screen).toBe("home");
});

it("stays where it is when the back key is pressed while something is being written", async () => {
  go("safety", {});
  let written = (): void => undefined;
  const saving = hold(
    () =>
      new Promise<void>((resolve) => {
        written = resolve;
      }),
  );
  browser.go(-1);
  expect(currentRoute().screen).toBe("safety");
  expect(browser.at()).toBe(1);
  written();
  await saving;
  browser.go(-1);
  expect(currentRoute().screen).toBe("home");
});
