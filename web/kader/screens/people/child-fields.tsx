import { t } from "../../i18n/index.ts";
import type { ChildForm } from "../../model/register.ts";
import { Choice } from "../../parts/choice.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { NikField } from "./nik-field.tsx";
import { w } from "./words.ts";

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
      <Choice
        legend={w("field.sex")}
        value={child.sex || null}
        options={[
          { value: "L", label: t("sex.L") },
          { value: "P", label: t("sex.P") },
        ]}
        onChange={(sex) => set({ sex: sex as "L" | "P" })}
      />
      {errors.sex && (
        <p class="field-error" role="alert">
          {errors.sex}
        </p>
      )}
      <TextField
        label={w("field.birth_date")}
        type="date"
        max={today}
        value={child.birth_date}
        onInput={(birth_date) => set({ birth_date })}
        error={errors.birth_date ?? errors.future ?? null}
      />
      <label class="tick">
        <input
          type="checkbox"
          checked={child.birth_date_estimated}
          onChange={(event) => set({ birth_date_estimated: event.currentTarget.checked })}
        />
        {w("field.birth_date_estimated")}
      </label>
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
        </div>
      </details>
    </fieldset>
  );
}
