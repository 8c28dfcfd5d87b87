/** Instruments and their wording, each its own file that is fetched (precached) when it is first needed. */
import type { Instrument, TextPack } from "./model.ts";

type Loader = () => Promise<unknown>;

const instruments = import.meta.glob("../../../content/instruments/*.json", {
  import: "default",
}) as Readonly<Record<string, Loader>>;
const texts = import.meta.glob("../../../content/instruments/text/*.json", {
  import: "default",
}) as Readonly<Record<string, Loader>>;

const idOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1, -".json".length);

/** Every instrument of the content, by id. */
export const INSTRUMENTS: readonly string[] = Object.keys(instruments).map(idOf).sort();

/** The instrument of that id. Rejects for a name that is not one. */
export async function loadInstrument(id: string): Promise<Instrument> {
  const load = instruments[`../../../content/instruments/${id}.json`];
  if (!load) throw new Error(`no instrument named ${id}`);
  // Held to instrument.schema.json by the content check, which TypeScript cannot see.
  return (await load()) as Instrument;
}

/** The wording in that language; null when none lies in the application (its wording is somebody else's). */
export async function loadText(id: string, lang: string): Promise<TextPack | null> {
  const load = texts[`../../../content/instruments/text/${id}.${lang}.json`];
  return load ? ((await load()) as TextPack) : null;
}
