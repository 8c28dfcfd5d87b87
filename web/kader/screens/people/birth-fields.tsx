import { t } from "../../i18n/index.ts";
import { Choice } from "../../parts/choice.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { w } from "./words.ts";

/** What every form about a person asks first after the name. */
export interface Birth {
  sex: "" | "L" | "P";
  /** Local day, empty when nobody knows. */
  birth_date: string;
  birth_date_estimated: boolean;
}

interface BirthFieldsProps {
  value: Birth;
  set: (change: Partial<Birth>) => void;
  today: string;
  errors?: { sex?: string | null; birth_date?: string | null };
}

/** Sex, birth date, and whether the date is a guess. */
export function BirthFields({ value, set, today, errors = {} }: BirthFieldsProps) {
  return (
    <>
      <Choice
        legend={w("field.sex")}
        value={value.sex || null}
        options={(["L", "P"] as const).map((sex) => ({ value: sex, label: t(`sex.${sex}`) }))}
        onChange={(sex) => set({ sex })}
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
        value={value.birth_date}
        onInput={(birth_date) => set({ birth_date })}
        error={errors.birth_date ?? null}
      />
      <label class="tick">
        <input
          type="checkbox"
          checked={value.birth_date_estimated}
          onChange={(event) => set({ birth_date_estimated: event.currentTarget.checked })}
        />
        {w("field.birth_date_estimated")}
      </label>
    </>
  );
}
