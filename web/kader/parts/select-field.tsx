import { useId } from "preact/hooks";
import type { Option } from "./choice.tsx";

interface SelectFieldProps {
  label: string;
  value: string;
  options: readonly Option<string>[];
  /** Words of the choice that says nothing yet. */
  empty: string;
  onChange: (value: string) => void;
}

/** One of many: the phone's own list. */
export function SelectField({ label, value, options, empty, onChange }: SelectFieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} class="input" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{empty}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
