import { expect, it } from "vitest";
import { NEAR_PX, refuseSecondTaps, secondTaps, TOGETHER_MS } from "./second-tap.ts";

interface Button {
  isConnected: boolean;
  textContent: string;
  closest: () => Button;
}

function button(textContent: string): Button {
  const made: Button = { isConnected: true, textContent, closest: () => made };
  return made;
}

const tap = (on: Button, atMs: number, also: object = {}) => ({
  isTrusted: true,
  detail: 1,
  timeStamp: atMs,
  clientX: 100,
  clientY: 600,
  pointerType: "touch",
  target: on as unknown as EventTarget,
  ...also,
});

/** A tap on something that goes at once, then one on what has come in its place. */
function twice(second: object = {}, afterMs = TOGETHER_MS - 1): boolean {
  const isSecond = secondTaps();
  const [danger, stay] = [button("Ada bahaya"), button("Jangan ditinggal sendiri")];
  expect(isSecond(tap(danger, 1000))).toBe(false);
  danger.isConnected = false;
  return isSecond(tap(stay, 1000 + afterMs, second));
}

it("keeps the second tap from what the first has brought up", () => {
  expect(twice()).toBe(true);
});

it("lets a tap through that was meant: later, elsewhere, by a key or by the application", () => {
  expect(twice({}, TOGETHER_MS)).toBe(false);
  expect(twice({ clientX: 100 + NEAR_PX + 1 })).toBe(false);
  expect(twice({ detail: 0 })).toBe(false);
  expect(twice({ isTrusted: false })).toBe(false);
});

it("asks a mouse whether it was a double click", () => {
  expect(twice({ pointerType: "mouse" }, 1)).toBe(false);
  expect(twice({ pointerType: "mouse", detail: 2 }, 480)).toBe(true);
});

it("goes by time where a browser does not say what was tapped with", () => {
  expect(twice({ pointerType: undefined })).toBe(true);
});

it("keeps a third and a fourth of the same fright too", () => {
  const isSecond = secondTaps();
  const [danger, stay] = [button("Ada bahaya"), button("Jangan ditinggal sendiri")];
  isSecond(tap(danger, 0));
  danger.isConnected = false;
  expect([200, 400, 600, 1000].map((at) => isSecond(tap(stay, at)))).toEqual([true, true, true, false]);
});

it("does not take a question for its answer: a button that now asks whether it is sure", () => {
  const isSecond = secondTaps();
  const slip = button("Salah pencet");
  isSecond(tap(slip, 0));
  slip.textContent = "Sungguh salah pencet?";
  expect(isSecond(tap(slip, 200))).toBe(true);
  expect(isSecond(tap(slip, 1500))).toBe(false);
});

it("lets the next row of a list be ticked at once", () => {
  const isSecond = secondTaps();
  const [first, second] = [button("Aisyah"), button("Bima")];
  isSecond(tap(first, 0));
  first.textContent = "Aisyah hadir";
  expect(isSecond(tap(second, 150, { clientY: 640 }))).toBe(false);
});

it("lets a PIN be typed as fast as fingers go, the same key twice and its neighbour", () => {
  const isSecond = secondTaps();
  const [two, five] = [button("2"), button("5")];
  const taps = [tap(two, 0), tap(two, 90), tap(five, 170, { clientY: 620 })];
  expect(taps.map(isSecond)).toEqual([false, false, false]);
});

it("stops what it refuses before any screen hears of it", () => {
  const heard: ((event: Event) => void)[] = [];
  refuseSecondTaps({ addEventListener: (_: string, hear: never) => heard.push(hear) } as never);
  const done: string[] = [];
  const event = (on: Button, atMs: number) =>
    tap(on, atMs, {
      preventDefault: () => done.push("prevented"),
      stopImmediatePropagation: () => done.push("stopped"),
    }) as unknown as Event;
  const [first, second] = [button("a"), button("b")];
  heard[0]?.(event(first, 0));
  expect(done).toEqual([]);
  first.isConnected = false;
  heard[0]?.(event(second, 100));
  expect(done).toEqual(["prevented", "stopped"]);
});
