import { useState } from "preact/hooks";
import type { RequestView } from "../../core/api.ts";
import { say, t } from "../../i18n/index.ts";
import { lazy } from "../../lazy.tsx";
import type { Wish } from "../../model/appointment.ts";
import { asksWish, canDraw, drawn, type Filled, missing, moveData } from "../../model/step-form.ts";
import { type Move, movesOf } from "../../model/workflow.ts";
import { useSave } from "../../save.tsx";
import { StepFields } from "./step-fields.tsx";

const ChooseTime = lazy(async () => (await import("../appointment/choose-time.tsx")).ChooseTime);

/** What the post may do with a referral now: answer a question, tell of a visit, cancel. */
export function RequestMoves({ request }: { request: RequestView }) {
  const [chosen, setChosen] = useState<Move | null>(null);
  const moves = movesOf(request).filter(canDraw);
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
  const [filled, setFilled] = useState<Filled>({});
  const [error, setError] = useState<{ id: string; text: string } | null>(null);
  const submit = async (wish: Wish | null = null): Promise<void> => {
    const lacking = missing(drawn(move), filled);
    if (lacking) return setError({ id: lacking.id, text: t("required") });
    const data = moveData(move, filled, wish);
    const draft = { kind: "request.moved" as const, subject: request.id, data };
    const paper = drawn(move).map((field) => ({ label: say(field.label), value: filled[field.id] ?? "" }));
    if (await save([draft], { title: request.to_unit_name, paper })) onClose();
  };
  return (
    <div class="stack stack-tight">
      <StepFields fields={drawn(move)} filled={filled} error={error} onFill={setFilled} />
      {asksWish(move) && (
        <ChooseTime
          service={request.service}
          send={say(move.label)}
          isAgain
          onSend={(wish) => void submit(wish)}
        />
      )}
      <div class="cluster">
        {!asksWish(move) && (
          <button type="button" class="btn btn-primary" onClick={() => void submit()}>
            {say(move.label)}
          </button>
        )}
        <button type="button" class="btn btn-quiet" onClick={onClose}>
          {t("back")}
        </button>
      </div>
    </div>
  );
}
