/** Instruments and their wording, fetched (precached) when they are first needed. */
import type { Instrument, TextPack } from "./model.ts";

const WORDS: Readonly<Record<string, () => Promise<{ words: ReadonlyMap<string, TextPack> }>>> = {
  id: () => import("./words-id.ts"),
  en: () => import("./words-en.ts"),
};

/** Every instrument of the content, by id. */
export async function instrumentIds(): Promise<readonly string[]> {
  const { instruments } = await import("./packs.ts");
  return [...instruments.keys()].sort();
}

/** The instrument of that id. Rejects for a name that is not one. */
export async function loadInstrument(id: string): Promise<Instrument> {
  const { instruments } = await import("./packs.ts");
  const found = instruments.get(id);
  if (!found) throw new Error(`no instrument named ${id}`);
  return found;
}

/** The wording in that language; null when none lies in the application (its wording is somebody else's). */
export async function loadText(id: string, lang: string): Promise<TextPack | null> {
  const found = await WORDS[lang]?.();
  return found?.words.get(id) ?? null;
}
