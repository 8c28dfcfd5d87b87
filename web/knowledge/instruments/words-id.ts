/** The wording of all free instruments in one language. */
import type { TextPack } from "./model.ts";

const files = import.meta.glob("../../../content/instruments/text/*.id.json", {
  import: "default",
  eager: true,
});

// Held to instrument-text.schema.json by the content check, which TypeScript cannot see.
export const words = new Map(
  Object.values(files as Record<string, TextPack>).map((text) => [text.instrument, text]),
);
