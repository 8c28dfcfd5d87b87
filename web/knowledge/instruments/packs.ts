/** All instruments in one file: they share most of their words, and one file is fetched sooner than thirty. */
import type { Instrument } from "./model.ts";

const files = import.meta.glob("../../../content/instruments/*.json", { import: "default", eager: true });

// Held to instrument.schema.json by the content check, which TypeScript cannot see.
export const instruments = new Map(
  Object.values(files as Record<string, Instrument>).map((instrument) => [instrument.id, instrument]),
);
