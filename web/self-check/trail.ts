/** The browser's own Back, kept inside the questions by one entry above the page; leaving takes that entry along. */

const NEUTRAL = "/";
/** An old browser that tells of no way back is left all the same (ms). */
const PATIENCE_MS = 500;

let leaving: string | null = null;

const isKept = (): boolean => (history.state as { kept?: boolean } | null)?.kept === true;

/** From now on Back asks the page first. Called on a tap: entries without one are passed over by browsers. */
export function keepBack(): void {
  if (!isKept()) history.pushState({ kept: true }, "");
}

/** `stepBack` says whether there was a step to go back within the page; without one Back leaves it. */
export function onBack(stepBack: () => boolean): void {
  window.addEventListener("popstate", () => {
    if (leaving !== null) location.replace(leaving);
    else if (!isKept()) stepBack() ? history.forward() : history.back();
  });
}

/** Another page takes the place of the whole visit; what stays ahead of it in the history names nothing. */
export function replaceVisit(to: string): void {
  if (isKept()) {
    leaving = to;
    history.replaceState({ kept: true }, "", NEUTRAL);
    history.back();
    setTimeout(() => location.replace(to), PATIENCE_MS);
  } else location.replace(to);
}
