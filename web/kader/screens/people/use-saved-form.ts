import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { hold } from "../../hold.ts";
import { ifKept } from "../../parts/use-form.ts";
import { usePhone } from "../../phone.tsx";

const SETTLE_MS = 250;

export interface SavedForm<T> {
  form: T;
  set: (next: T) => void;
  /** False until it is known whether an earlier form waits; show nothing to type into before. */
  ready: boolean;
  /** An earlier form was taken up again. */
  restored: boolean;
  /** Forget the form: it was recorded, or thrown away on purpose. */
  drop: () => Promise<void>;
  /** Start afresh. */
  clear: () => Promise<void>;
}

/** A form that survives back, reload, crash and app update: every change is kept, encrypted, under `key`. */
export function useSavedForm<T extends object>(key: string, initial: () => T): SavedForm<T> {
  const phone = usePhone();
  const [form, setForm] = useState<T>(initial);
  const [state, setState] = useState({ ready: false, restored: false });
  const waiting = useRef<T | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const flush = useCallback(() => {
    clearTimeout(timer.current);
    const next = waiting.current;
    waiting.current = null;
    if (next) void ifKept(phone.saveForm(key, next as Record<string, unknown>));
  }, [phone, key]);

  useEffect(() => {
    let here = true;
    void phone.loadForm(key).then((saved) => {
      if (!here) return;
      if (saved) setForm((now) => ({ ...now, ...(saved as Partial<T>) }));
      setState({ ready: true, restored: saved !== null });
    });
    const release = phone.holdUpdate();
    document.addEventListener("visibilitychange", flush);
    return () => {
      here = false;
      document.removeEventListener("visibilitychange", flush);
      flush();
      release();
    };
  }, [phone, key, flush]);

  const set = (next: T): void => {
    setForm(next);
    waiting.current = next;
    clearTimeout(timer.current);
    timer.current = setTimeout(flush, SETTLE_MS);
  };
  const drop = (): Promise<void> => {
    clearTimeout(timer.current);
    waiting.current = null;
    return hold(() => phone.dropForm(key));
  };
  const clear = async (): Promise<void> => {
    await drop();
    setForm(initial());
    setState({ ready: true, restored: false });
  };
  return { form, set, ...state, drop, clear };
}
