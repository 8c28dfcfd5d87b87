import { toldOf } from "../../model/first-aid-told.ts";
import { usePhone } from "../../phone.tsx";
import { usePractice } from "../../practice/store.ts";
import { handoverWord } from "./handover-word.ts";
import type { Aid } from "./use-aid.ts";
import { f } from "./words.ts";

/** Who knows of it by now, and until when it stays on the list. */
export function Told({ aid: { draft } }: { aid: Aid }) {
  const phone = usePhone();
  const isPractice = usePractice() !== null;
  const told = toldOf(draft, phone.statusOf(draft.recorded ?? "") === "sent");
  const who = handoverWord(draft.walk.handed_to);
  return (
    <p role="status" class="banner">
      {f(isPractice ? "task.practice" : `task.${told}`, { who })} {told !== "accepted" && f("task.waits")}
    </p>
  );
}
