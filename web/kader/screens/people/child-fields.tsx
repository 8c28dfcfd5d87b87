import { FIGURES } from "../../model/impossible.ts";
import type { ChildForm } from "../../model/register.ts";
import { Slip } from "../../parts/slip.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { BirthFields } from "./birth-fields.tsx";
import { NikField } from "./nik-field.tsx";
import { w } from "./words.ts";

const FIELDS = ["birth_weight_kg", "birth_length_cm"] as const;

interface ChildFieldsProps {
  child: ChildForm;
  number: number;
  today: string;
  onChange: (child: ChildForm) => void;
  onRemove: (() => void) | null;
  errors: Readonly<Record<string, string>>;
}

/** One child: name (a newborn may have none yet), sex, birth date; the rest is one tap away. */
export function ChildFields({ child, number, today, onChange, onRemove, errors }: ChildFieldsProps) {
  const set = (part: Partial<ChildForm>): void => onChange({ ...child, ...part });
  return (
    <fieldset class="card stack">
      <legend class="sr-only">{w("family.child", { n: number })}</legend>
      <div class="spread">
        <h2>{child.twin ? w("family.twin", { n: number }) : w("family.child", { n: number })}</h2>
        {onRemove && (
          <button type="button" class="btn btn-quiet" onClick={onRemove}>
            {w("family.child.remove")}
          </button>
        )}
      </div>
      <TextField
        label={w("field.name")}
        value={child.name}
        autoCapitalize="words"
        onInput={(name) => set({ name })}
        help={w("family.child.unnamed")}
        error={errors.name ?? null}
      />
      <BirthFields
        value={child}
        set={set}
        today={today}
        errors={{ sex: errors.sex ?? null, birth_date: errors.birth_date ?? errors.future ?? null }}
      />
      <details class="more">
        <summary>{w("family.child.more")}</summary>
        <div class="stack">
          <NikField
            value={child.nik}
            facts={{ birth_date: child.birth_date, sex: child.sex }}
            onInput={(nik) => set({ nik })}
          />
          <div class="two">
            <TextField
              label={w("field.birth_weight_kg")}
              value={child.birth_weight_kg}
              inputMode="decimal"
              onInput={(birth_weight_kg) => set({ birth_weight_kg })}
            />
            <TextField
              label={w("field.birth_length_cm")}
              value={child.birth_length_cm}
              inputMode="decimal"
              onInput={(birth_length_cm) => set({ birth_length_cm })}
            />
          </div>
          {FIELDS.map((field) => (
            <Slip
              key={field}
              asked={FIGURES[field]}
              text={child[field]}
              onFix={(text) => set({ [field]: text })}
            />
          ))}
        </div>
      </details>
      {errors.figure && (
        <p class="field-error" role="alert">
          {errors.figure}
        </p>
      )}
    </fieldset>
  );
}
