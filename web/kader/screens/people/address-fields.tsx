import type { FamilyForm } from "../../model/register.ts";
import { TextField } from "../../parts/text-field.tsx";
import { w } from "./words.ts";

interface AddressFieldsProps {
  form: FamilyForm;
  set: (form: FamilyForm) => void;
}

/** Where a new family lives and how to reach it. */
export function AddressFields({ form, set }: AddressFieldsProps) {
  return (
    <fieldset class="card stack">
      <legend class="sr-only">{w("family.where")}</legend>
      <h2>{w("family.where")}</h2>
      <div class="pair">
        <TextField
          label={w("field.rt")}
          value={form.rt}
          inputMode="numeric"
          onInput={(rt) => set({ ...form, rt })}
        />
        <TextField
          label={w("field.rw")}
          value={form.rw}
          inputMode="numeric"
          onInput={(rw) => set({ ...form, rw })}
        />
      </div>
      <TextField
        label={w("field.address")}
        value={form.address}
        onInput={(address) => set({ ...form, address })}
      />
      <TextField
        label={w("field.phone")}
        type="tel"
        inputMode="tel"
        value={form.phone}
        onInput={(phone) => set({ ...form, phone })}
      />
      <details class="more">
        <summary>{w("family.where.more")}</summary>
        <div class="stack">
          <TextField
            label={w("field.head_name")}
            value={form.head_name}
            autoCapitalize="words"
            onInput={(head_name) => set({ ...form, head_name })}
          />
          <TextField
            label={w("field.kk_number")}
            value={form.kk_number}
            inputMode="numeric"
            onInput={(kk_number) => set({ ...form, kk_number })}
          />
        </div>
      </details>
    </fieldset>
  );
}
