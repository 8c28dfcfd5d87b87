/**
 * Words of the screens. `t("day.open")` in the language of this phone; `{name}` in a text takes `params.name`.
 * Bahasa Indonesia is always there; English is loaded when chosen. `en` has exactly the keys of `id` (checked by tsc).
 */
import type { Words } from "../generated/wire.ts";
import { createStore } from "../store.ts";
import { id } from "./id/index.ts";

export type Key = keyof typeof id;
export type Messages = Record<Key, string>;
export type Language = "id" | "en";

const messages = createStore<{ language: Language; words: Messages }>({ language: "id", words: id });

export const language = (): Language => messages.get().language;
export const onLanguage = (listener: () => void): (() => void) => messages.subscribe(listener);

export async function setLanguage(next: Language): Promise<void> {
  const words = next === "id" ? id : (await import("./en/index.ts")).en;
  messages.set({ language: next, words });
}

export function t(key: Key, params: Readonly<Record<string, string | number>> = {}): string {
  return messages.get().words[key].replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ""));
}

/** A text of the server or of content, in the language of this phone; Indonesian where English is missing. */
export const say = (words: Readonly<Partial<Words>> | null | undefined): string =>
  (language() === "en" && words?.en) || words?.id || "";
