import { HANDOVERS } from "../../../knowledge/first-aid.ts";
import { say } from "../../i18n/index.ts";

/** Who took over, within a sentence: `petugas puskesmas`. */
export function handoverWord(id: string | null): string {
  const found = HANDOVERS.find((one) => one.id === id);
  const word = found ? say(found.word) : "";
  return word.charAt(0).toLowerCase() + word.slice(1);
}
