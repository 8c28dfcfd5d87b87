import { useEffect, useState } from "preact/hooks";
import {
  type Instrument,
  loadInstrument,
  loadText,
  type TextPack,
} from "../../../knowledge/instruments/index.ts";
import { language } from "../../i18n/index.ts";

export interface Loaded {
  instrument: Instrument;
  /** Null: its wording may not lie on this phone. */
  text: TextPack | null;
}

/** The questionnaire with its words in the language of this phone; null while it is read. */
export function useInstrument(id: string): Loaded | null {
  const [found, setFound] = useState<Loaded | null>(null);
  const spoken = language();
  useEffect(() => {
    let isGone = false;
    void read(id, spoken).then((loaded) => !isGone && setFound(loaded));
    return () => {
      isGone = true;
    };
  }, [id, spoken]);
  return found;
}

async function read(id: string, spoken: string): Promise<Loaded> {
  const [instrument, text] = await Promise.all([loadInstrument(id), loadText(id, spoken)]);
  return { instrument, text: text ?? (await loadText(id, "id")) };
}
