/** Look and language of this phone: small settings, never personal. */
import type { Phone } from "./core/api.ts";

export const THEMES = ["auto", "light", "dark"] as const;
export const TEXT_SIZES = ["normal", "large", "larger"] as const;
export type Theme = (typeof THEMES)[number];
export type TextSize = (typeof TEXT_SIZES)[number];

const oneOf = <T extends string>(known: readonly T[], value: string | null, fallback: T): T =>
  known.find((each) => each === value) ?? fallback;

export const themeOf = (phone: Phone): Theme => oneOf(THEMES, phone.setting("theme"), "auto");
export const textSizeOf = (phone: Phone): TextSize => oneOf(TEXT_SIZES, phone.setting("text"), "normal");

/** Put theme, text size and language on the document's root, where the tokens look for them. */
export function applyAppearance(phone: Phone): void {
  const root = document.documentElement;
  const theme = themeOf(phone);
  const text = textSizeOf(phone);
  const language = phone.setting("language") === "en" ? "en" : "id";
  root.dataset.app = "kader";
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  root.dataset.text = text;
  if (root.lang !== language) root.lang = language;
}

/** The table of this phone: the step it writes, or `all` when one kader does every step. */
export type Table = 1 | 2 | 3 | 4 | 5 | "all";

export function tableOf(phone: Phone): Table {
  const saved = phone.setting("table");
  const step = ([1, 2, 3, 4, 5] as const).find((each) => String(each) === saved);
  return step ?? "all";
}
