import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { hold } from "./hold.ts";
import { currentRoute, go, reset, startNav } from "./nav.ts";

/** A browser's history, which goes where it is asked in a task of its own. */
function fakeHistory() {
  const states: unknown[] = [null];
  let at = 0;
  let shown = "";
  const events = new EventTarget();
  const popped = () => events.dispatchEvent(Object.assign(new Event("popstate"), { state: states[at] }));
  return {
    events,
    pushState: (state: unknown, _title: string, address: string) => {
      states.splice(++at, states.length, state);
      shown = address;
    },
    replaceState: (state: unknown, _title: string, address: string) => {
      states[at] = state;
      shown = address;
    },
    /** Somebody types another address of the same page. */
    type: (address: string) => {
      states.splice(++at, states.length, null);
      shown = address;
      popped();
    },
    shown: () => shown,
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

it("stays where it is when an address is typed, and the address says so", () => {
  go("safety", {});
  browser.type("#/permintaan");
  expect(currentRoute().screen).toBe("safety");
  expect(browser.shown()).toBe("#/keamanan");
  browser.go(-1);
  expect(currentRoute().screen).toBe("safety");
  browser.go(-1);
  expect(currentRoute().screen).toBe("home");
});
