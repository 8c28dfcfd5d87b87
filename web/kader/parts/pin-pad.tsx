import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../ui/icon.tsx";
import { t } from "../i18n/index.ts";

export const PIN_LENGTH = 6;

interface PinPadProps {
  /** Called once six digits are in; the pad empties itself when the promise settles. */
  onPin: (pin: string) => Promise<void> | void;
  disabled?: boolean;
}

/** Six digits by thumb or keyboard; what was typed is never shown or spoken, only how many. */
export function PinPad({ onPin, disabled = false }: PinPadProps) {
  const [pin, setPin] = useState("");
  const [busy, setBusy] = useState(false);
  const blocked = disabled || busy;
  // On a slow phone the next digit comes before the last one is drawn: what was typed is kept beside the state.
  const typed = useRef("");

  function show(next: string): void {
    typed.current = next;
    setPin(next);
  }

  async function enter(digit: string): Promise<void> {
    if (blocked || typed.current.length >= PIN_LENGTH) return;
    const next = typed.current + digit;
    show(next);
    if (next.length < PIN_LENGTH) return;
    setBusy(true);
    try {
      await onPin(next);
    } finally {
      show("");
      setBusy(false);
    }
  }

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (/^\d$/.test(event.key)) void enter(event.key);
      else if (event.key === "Backspace") show(typed.current.slice(0, -1));
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });

  return (
    <div class="stack">
      <div class="pin-dots" role="status" aria-label={t("pin.progress", { n: pin.length })}>
        {Array.from({ length: PIN_LENGTH }, (_, index) => (
          <span key={index} class={`pin-dot${index < pin.length ? " is-on" : ""}`} />
        ))}
      </div>
      <div class="pinpad">
        {["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((digit) => (
          <Digit key={digit} digit={digit} disabled={blocked} onDigit={enter} />
        ))}
        <span />
        <Digit digit="0" disabled={blocked} onDigit={enter} />
        <button
          type="button"
          class="btn btn-quiet"
          aria-label={t("pin.erase")}
          disabled={blocked || !pin}
          onClick={() => show(typed.current.slice(0, -1))}
        >
          <Icon name="delete" />
        </button>
      </div>
    </div>
  );
}

function Digit(props: { digit: string; disabled: boolean; onDigit: (digit: string) => Promise<void> }) {
  return (
    <button
      type="button"
      class="btn"
      disabled={props.disabled}
      onClick={() => void props.onDigit(props.digit)}
    >
      {props.digit}
    </button>
  );
}
