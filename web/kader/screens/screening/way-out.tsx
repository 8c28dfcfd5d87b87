import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { QuickExit } from "./quick-exit.tsx";

/** The way out stays below the head of the screen; with a keyboard open, on top of what it leaves of the screen. */
export function WayOut({ children }: { children?: ComponentChildren }) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => follow(row.current), []);
  return (
    <div class="run-head way-out" ref={row}>
      {children}
      <QuickExit />
    </div>
  );
}

/** Gives how to stop. */
function follow(row: HTMLElement | null): () => void {
  const bar = document.querySelector<HTMLElement>(".bar");
  const seen = globalThis.visualViewport;
  const place = (): void => {
    row?.style.setProperty("--way-out", `${Math.max(footOf(bar), seen?.offsetTop ?? 0)}px`);
  };
  const sizes = new ResizeObserver(place);
  if (bar) sizes.observe(bar);
  sizes.observe(document.documentElement);
  seen?.addEventListener("resize", place);
  seen?.addEventListener("scroll", place);
  place();
  return () => {
    sizes.disconnect();
    seen?.removeEventListener("resize", place);
    seen?.removeEventListener("scroll", place);
  };
}

/** CSS pixels from the top of the window to the foot of the head; 0 where the head scrolls away. */
function footOf(bar: HTMLElement | null): number {
  if (!bar) return 0;
  const { position, top } = getComputedStyle(bar);
  return position === "sticky" ? bar.offsetHeight + (Number.parseFloat(top) || 0) : 0;
}
