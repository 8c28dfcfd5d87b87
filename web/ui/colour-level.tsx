import { type Level, shown } from "../knowledge/colour-scales.ts";

/** A level of a colour scale: scale, colour and words together, never the colour alone. The twin of `{% colour_level %}`. */
export function ColourLevel({ level, lang }: { level: Level; lang: "id" | "en" }) {
  const { scale, colour, word, token } = shown(level, lang);
  return (
    <span class="colour-level">
      <span class="colour-scale">{scale}</span>{" "}
      <span class={`pill pill-${token}`}>
        {colour}: {word}
      </span>
    </span>
  );
}
