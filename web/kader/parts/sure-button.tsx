import { useState } from "preact/hooks";

interface Props {
  /** What the button says, and what it asks before it does it. */
  words: string;
  sure: string;
  onTake: () => void;
}

/** Takes a record back at the second tap: the first asks, and looking elsewhere forgets the question. */
export function SureButton({ words, sure, onTake }: Props) {
  const [isAsked, setAsked] = useState(false);
  return (
    <button
      type="button"
      class="btn btn-quiet btn-block"
      onBlur={() => setAsked(false)}
      onClick={() => (isAsked ? onTake() : setAsked(true))}
    >
      <span aria-live="polite">{isAsked ? sure : words}</span>
    </button>
  );
}
