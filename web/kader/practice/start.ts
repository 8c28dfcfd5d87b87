import type { Phone } from "../core/api.ts";
import { hideDanger } from "../danger-layer.tsx";
import { reset } from "../nav.ts";
import { unsaved } from "../save.tsx";
import { APP_VERSION, RULES_EDITION } from "../screens/settings/version.ts";
import { hideToast } from "../toast.tsx";
import { Bar } from "./bar.tsx";
import { openPracticePhone } from "./phone.ts";
import { practice } from "./store.ts";
import { p } from "./words.ts";

let runs = 0;
const TAKEN_OVER = ["language", "text", "theme"];

/** Puts a practising phone in the place of `real` until it is left. An update of the app waits meanwhile. */
export async function start(real: Phone): Promise<void> {
  const release = real.holdUpdate();
  try {
    await show(real, release);
  } catch (error) {
    release();
    throw error;
  }
}

async function show(real: Phone, release: () => void): Promise<void> {
  const facts = { now: () => real.now().getTime(), appVersion: APP_VERSION, rulesEdition: RULES_EDITION };
  const { phone, close } = await openPracticePhone(facts, lookOf(practice.get()?.phone ?? real));
  let left = false;
  const leave = async (): Promise<void> => {
    if (left) return;
    left = true;
    clearScreens();
    practice.set(null);
    release();
    await close();
  };
  const again = async (): Promise<void> => {
    if (left) return;
    left = true;
    clearScreens();
    await close();
    await show(real, release);
  };
  // Whoever locks the phone, or leaves it lying, means the real one too: practice must not end in an open post.
  phone.subscribe(() => {
    if (phone.phase() === "ready" || left) return;
    if (real.phase() === "ready") real.lock();
    void leave();
  });
  clearScreens();
  practice.set({ run: ++runs, phone, Bar, label: () => p("banner"), again, leave });
}

/** What floats above the screens belongs to the phone that was shown until now. */
function clearScreens(): void {
  hideToast();
  hideDanger();
  unsaved.set(null);
  reset();
}

const lookOf = (phone: Phone): Record<string, string> =>
  Object.fromEntries(
    TAKEN_OVER.flatMap((name) => {
      const value = phone.setting(name);
      return value === null ? [] : [[name, value]];
    }),
  );
