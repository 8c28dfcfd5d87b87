import { type NikFacts, nikQuestions, onlyDigits } from "../../model/nik.ts";
import { TextField } from "../../parts/text-field.tsx";
import { w } from "./words.ts";

interface NikFieldProps {
  value: string;
  facts: NikFacts;
  onInput: (value: string) => void;
  label?: string;
}

/** NIK is always optional. What looks odd is asked once all digits are there, or the field is left short. */
export function NikField({ value, facts, onInput, label }: NikFieldProps) {
  const questions = nikQuestions(value, facts);
  const typing = onlyDigits(value).length < 16;
  const [first] = questions;
  return (
    <div class="stack stack-tight">
      <TextField
        label={label ?? w("field.nik")}
        value={value}
        inputMode="numeric"
        onInput={(text) => onInput(onlyDigits(text).slice(0, 16))}
        help={typing && value ? w("nik.count", { n: onlyDigits(value).length }) : w("nik.optional")}
      />
      {first && !typing && (
        <p class="question" role="status">
          {w(`nik.${first}`)} {w("nik.go")}
        </p>
      )}
    </div>
  );
}
