/** Leaving at once, and leaving nothing behind: every page of the visit takes the place of the one before. */

import { replaceVisit } from "./trail.ts";

/** The quick exit, links without a trail, and no page that comes back out of the browser's memory. */
export function keepNoTrail(): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link === null) return;
    if (link.hasAttribute("data-leave")) {
      event.preventDefault();
      leave(link.href);
    } else if (isInside(link) && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      replaceVisit(link.href);
    }
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}

const isInside = (link: HTMLAnchorElement): boolean =>
  link.origin === location.origin && link.pathname.startsWith("/cek-diri/") && !link.hasAttribute("download");

function leave(to: string): void {
  for (const form of document.forms) form.reset();
  document.title = "";
  document.body.replaceChildren();
  replaceVisit(to);
}
