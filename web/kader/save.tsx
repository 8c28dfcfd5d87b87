/**
 * Saving, the same everywhere: `useSave()` records drafts, says so with an undo while nothing was sent, and shows
 * the red screen with what to write on paper when the phone could not keep them. The screen takes no tap meanwhile.
 */
import { type Draft, NotSaved, type Phone } from "./core/api.ts";
import { hold } from "./hold.ts";
import { t } from "./i18n/index.ts";
import { usePhone } from "./phone.tsx";
import { withAnswer } from "./repairing.ts";
import { createStore } from "./store.ts";
import { showToast } from "./toast.tsx";

/** One line for paper: what it is and its value, as people say it. */
export interface PaperLine {
  label: string;
  value: string;
}

/** A write that failed: what to put on paper, how to try again, how to go back to the form. */
export interface Unsaved {
  code: NotSaved["code"];
  title: string;
  paper: readonly PaperLine[];
  retry: () => Promise<void>;
  giveUp: () => void;
}

export const unsaved = createStore<Unsaved | null>(null);

export interface SaveOptions {
  /** Heading of the paper: whose record this is. */
  title: string;
  paper: readonly PaperLine[];
  /** What the toast says; default "Tersimpan". Empty: no toast. */
  done?: string;
  /** After an undo that worked. */
  onUndo?: () => void;
  /** When it was sent already and so cannot be taken back: open the correction. */
  onTooLate?: () => void;
}

async function undo(phone: Phone, ids: string[], options: SaveOptions): Promise<void> {
  if (await phone.undo(ids)) {
    showToast(t("undone"));
    options.onUndo?.();
  } else if (options.onTooLate) options.onTooLate();
  else showToast(t("undo.tooLate"));
}

/** Ids once everything is kept; null when it is not and the person went back to the form. */
export async function save(phone: Phone, drafts: Draft[], options: SaveOptions): Promise<string[] | null> {
  const ids = await hold(() => recordOrAsk(phone, withAnswer(phone, drafts), options));
  if (ids && options.done !== "") showToast(options.done ?? t("saved"), () => void undo(phone, ids, options));
  return ids;
}

async function recordOrAsk(phone: Phone, drafts: Draft[], options: SaveOptions): Promise<string[] | null> {
  try {
    const ids = await phone.record(drafts);
    unsaved.set(null);
    return ids;
  } catch (error) {
    if (!(error instanceof NotSaved)) throw error;
    return askAgain(error.code, () => recordOrAsk(phone, drafts, options), options);
  }
}

/** The red screen is up until the write has worked or the person goes back to the form. */
function askAgain(
  code: NotSaved["code"],
  again: () => Promise<string[] | null>,
  { title, paper }: SaveOptions,
): Promise<string[] | null> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      unsaved.set(null);
      resolve(null);
    };
    const retry = (): Promise<void> => again().then(resolve, reject);
    unsaved.set({ code, title, paper, retry, giveUp });
  });
}

/** `await save(drafts, {title, paper})` → entry ids, or null when nothing was kept and the form is still open. */
export function useSave(): (drafts: Draft[], options: SaveOptions) => Promise<string[] | null> {
  const phone = usePhone();
  return (drafts, options) => save(phone, drafts, options);
}
