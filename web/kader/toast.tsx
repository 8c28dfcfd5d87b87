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

/** Where toasts appear. One of it, at the end of the application. */
export function ToastArea() {
  const shown = useStore(toast);
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(hideToast, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  return (
    <div role="status" aria-live="polite">
      {shown && (
        <div class="toast">
          <span>{shown.text}</span>
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
      )}
    </div>
  );
}
