/**
 * A frightened or trembling thumb taps twice. What the first tap brings up has not been read yet when the second one
 * lands, so that one is for what has gone: on a quick phone `hold` has let go by then.
 */

/** A second tap comes within this time; Android itself counts two as one double tap for as long. */
export const TOGETHER_MS = 300;

/** About the width of a thumb. */
export const NEAR_PX = 48;

type Tapped = Pick<Element, "isConnected" | "textContent">;
type Tap = Pick<
  PointerEvent,
  "isTrusted" | "detail" | "timeStamp" | "clientX" | "clientY" | "pointerType"
> & {
  target: EventTarget | null;
};

interface Before {
  atMs: number;
  x: number;
  y: number;
  on: Tapped | null;
  words: string | null;
}

/** Asks of each click in turn whether it is the second tap of the one before on something that has gone or changed. */
export function secondTaps(): (tap: Tap) => boolean {
  let before: Before | null = null;
  return (tap) => {
    // Keys, screen readers and the application itself point at nothing.
    if (!tap.isTrusted || tap.detail === 0) return false;
    const on = controlOf(tap.target);
    const isSecond = before !== null && isTogether(before, tap) && hasGone(before, on);
    if (before && isSecond) before.atMs = tap.timeStamp;
    else before = { atMs: tap.timeStamp, x: tap.clientX, y: tap.clientY, on, words: on?.textContent ?? null };
    return isSecond;
  };
}

/** A mouse counts its clicks by itself, as its owner has set it. */
function isTogether(before: Before, tap: Tap): boolean {
  if (Math.hypot(tap.clientX - before.x, tap.clientY - before.y) > NEAR_PX) return false;
  return tap.pointerType === "mouse" ? tap.detail > 1 : tap.timeStamp - before.atMs < TOGETHER_MS;
}

/** A key of the PIN pad stays as it is, and so may be followed by its neighbour at once. */
function hasGone({ on, words }: Before, tapped: Tapped | null): boolean {
  if (on === null) return false;
  return on === tapped ? on.textContent !== words : !on.isConnected;
}

function controlOf(target: EventTarget | null): Tapped | null {
  const at = target as Element | null;
  return at?.closest?.("button, a, label, summary") ?? at;
}

/** Keeps second taps from every screen and layer of the page. */
export function refuseSecondTaps(page: Pick<Document, "addEventListener">): void {
  const isSecond = secondTaps();
  const refuse = (event: MouseEvent): void => {
    if (!isSecond(event as PointerEvent)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  page.addEventListener("click", refuse, { capture: true });
}
