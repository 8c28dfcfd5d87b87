import { home } from "../../nav.ts";
import { Frame } from "../../parts/frame.tsx";
import { SureButton } from "../../parts/sure-button.tsx";
import type { Aid } from "./use-aid.ts";
import { f } from "./words.ts";

/** Going back would undo nothing here: to stay comes first, and what is left waits on the first screen. */
export function Leave({ aid, onStay }: { aid: Aid; onStay: () => void }) {
  const isOpen = aid.draft.recorded !== null;
  return (
    <Frame title={f("leave.title")} onBack={onStay}>
      <p class="large">{f(isOpen ? "leave.waits" : "leave.kept")}</p>
      <div class="stack stack-tight">
        <button type="button" class="btn btn-primary btn-big btn-block" onClick={onStay}>
          {f("leave.stay")}
        </button>
        <button type="button" class="btn btn-big btn-block" onClick={home}>
          {f("leave.later")}
        </button>
        {aid.slip && <SureButton words={f("slip")} sure={f("slip.sure")} onTake={() => void aid.slip?.()} />}
      </div>
    </Frame>
  );
}
