import { language } from "./index.ts";

/** Words of screens that are loaded on demand come with them, so that the first view stays small. Same rules as `t`. */
export function wordsOf<M extends Readonly<Record<string, string>>>(
  id: M,
  en: Readonly<Record<keyof M, string>>,
) {
  return (key: keyof M, params: Readonly<Record<string, string | number>> = {}): string => {
    const text: string = (language() === "en" ? en : id)[key];
    return text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ""));
  };
}
