import { useState } from "preact/hooks";
import type { RequestView } from "../../core/api.ts";
import { say, t } from "../../i18n/index.ts";
import { type Move, movesOf } from "../../model/workflow.ts";
import { TextField } from "../../parts/text-field.tsx";
import { useSave } from "../../save.tsx";
import { w } from "../people/words.ts";

/** What the post may do with a referral now: answer a question, tell of a visit, cancel. */
export function RequestMoves({ request }: { request: RequestView }) {
  const [chosen, setChosen] = useState<Move | null>(null);
  const moves = movesOf(request);
  if (chosen) return <MoveForm request={request} move={chosen} onClose={() => setChosen(null)} />;
  return (
    <>
      {moves.map((move) => (
        <button key={move.action} type="button" class="btn" onClick={() => setChosen(move)}>
          {say(move.label)}
        </button>
      ))}
    </>
  );
}

function MoveForm({ request, move, onClose }: { request: RequestView; move: Move; onClose: () => void }) {
  const save = useSave();
  const [note, setNote] = useState("");
  const [error, setError] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    if (move.needsNote && !note.trim()) return setError(t("required"));
    const draft = {
      kind: "request.moved" as const,
      subject: request.id,
      data: { action: move.action, note: note.trim() },
    };
    const paper = [{ label: say(move.label), value: note }];
    if (await save([draft], { title: request.to_unit_name, paper })) onClose();
  };
  return (
    <div class="stack stack-tight">
      <TextField label={w("referral.note")} multiline value={note} error={error} onInput={setNote} />
      <div class="cluster">
        <button type="button" class="btn btn-primary" onClick={() => void submit()}>
          {say(move.label)}
        </button>
        <button type="button" class="btn btn-quiet" onClick={onClose}>
          {t("back")}
        </button>
      </div>
    </div>
  );
}
