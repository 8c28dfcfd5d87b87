import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { Icon } from "../../ui/icon.tsx";
import { isHeld, useHeld } from "../hold.ts";
import { t } from "../i18n/index.ts";
import { back } from "../nav.ts";
import { hideToast, ToastMessage, useToastStands } from "../toast.tsx";
import { SafetyPill } from "./safety-pill.tsx";

/** Screen readers start at the heading of a new screen, unless the screen has put them somewhere itself. */
function focusTitle(): void {
  if (document.activeElement?.closest("#main")) return;
  document.getElementById("title")?.focus({ preventScroll: true });
}

/** Whoever goes on no longer takes back. */
function actOn({ target }: Event): void {
  if (!(target as Element).closest(".toast")) hideToast();
}

/** A tap while an earlier one is still being written is for the screen that was. */
function letThrough(event: Event): void {
  if (!isHeld()) return;
  event.preventDefault();
  event.stopPropagation();
}

interface FrameProps {
  /** Heading of the screen. The window's title never carries it: it may be a name. */
  title: ComponentChildren;
  sub?: ComponentChildren;
  /** Home has no way back. */
  isHome?: boolean;
  onBack?: () => void;
  /** What the thumb does next: stays at the bottom. */
  action?: ComponentChildren;
  children: ComponentChildren;
}

/** The frame of every screen: head with way back and safety state, content, action in reach of the thumb. */
export function Frame({ title, sub, isHome = false, onBack = back, action, children }: FrameProps) {
  useEffect(focusTitle, []);
  // A message has room of its own at the end of the screen: what it would lie on can always be scrolled free.
  const hasFoot = useToastStands() || Boolean(action);
  return (
    <div class="app" aria-busy={useHeld()} onClickCapture={letThrough} onSubmitCapture={letThrough}>
      <header class="bar">
        {!isHome && (
          <button type="button" class="icon-btn" aria-label={t("back")} onClick={onBack}>
            <Icon name="chevron-left" />
          </button>
        )}
        <div class="bar-title">
          <h1 id="title" tabIndex={-1}>
            {title}
          </h1>
          {sub && <p class="small muted">{sub}</p>}
        </div>
        <SafetyPill isBrief={!isHome} />
      </header>
      <main class="page stack" id="main">
        {children}
      </main>
      <div class={hasFoot ? "thumb" : ""} onClickCapture={actOn}>
        <ToastMessage />
        {action}
      </div>
    </div>
  );
}
