import { useEffect } from "preact/hooks";
import { t } from "./i18n/index.ts";
import { createStore, useStore } from "./store.ts";

interface Toast {
  text: string;
  undo: (() => void) | null;
}

const SHOWN_MS = 8000;
const toast = createStore<Toast | null>(null);

/** Say that something is done; with `undo` it can be taken back while the message stands. */
export const showToast = (text: string, undo: (() => void) | null = null): void => toast.set({ text, undo });
export const hideToast = (): void => toast.set(null);

/** Speaks each message to screen readers. Once, at the root, so that it outlives the screens; it also ends them. */
export function ToastVoice() {
  const shown = useStore(toast);
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(hideToast, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  return (
    <div class="sr-only" role="status">
      {shown?.text}
    </div>
  );
}

/** Whether a message stands: the frame then keeps room for it. */
export const useToastStands = (): boolean => useStore(toast) !== null;

/** The message for the eyes, in the frame of the screen, above its action. */
export function ToastMessage() {
  const shown = useStore(toast);
  if (!shown) return null;
  return (
    <div class="toast">
      <span aria-hidden="true">{shown.text}</span>
      {shown.undo && (
        <button
          type="button"
          onClick={() => {
            shown.undo?.();
            hideToast();
          }}
        >
          {t("undo")}
        </button>
      )}
    </div>
  );
}
