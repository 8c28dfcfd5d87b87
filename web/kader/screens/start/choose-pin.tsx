import { useState } from "preact/hooks";
import { type AccountInfo, Refused } from "../../core/api.ts";
import { say, t } from "../../i18n/index.ts";
import { PinPad } from "../../parts/pin-pad.tsx";
import { usePhone } from "../../phone.tsx";
import { isEasyPin } from "./pin-rules.ts";
import { j } from "./words.ts";

/** A new PIN, typed twice. Ends with the phone open. */
export function ChoosePin(props: { account: AccountInfo; onDone?: () => void; onCancel?: () => void }) {
  const { account, onDone, onCancel } = props;
  const phone = usePhone();
  const [first, setFirst] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);

  function refuse(words: string): void {
    setFirst(null);
    setError(words);
  }

  async function onPin(pin: string): Promise<void> {
    setError(null);
    if (first === null) return isEasyPin(pin) ? setError(j("pin.easy")) : setFirst(pin);
    if (pin !== first) return refuse(j("pin.different"));
    try {
      await phone.setPin(account.id, pin);
      onDone?.();
    } catch (refusal) {
      if (!(refusal instanceof Refused)) throw refusal;
      refuse(say(refusal.words));
    }
  }

  return (
    <main class="start" id="main">
      <h1 class="center">{first === null ? j("pin.choose") : j("pin.repeat")}</h1>
      <p class="center muted">{j("pin.choose.for", { name: account.name })}</p>
      <PinPad key={first === null ? "first" : "again"} onPin={onPin} />
      <p role="alert" class="field-error">
        {error}
      </p>
      {onCancel && (
        <button type="button" class="btn btn-quiet" onClick={onCancel}>
          {t("cancel")}
        </button>
      )}
    </main>
  );
}
