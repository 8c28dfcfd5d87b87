import type { PersonView } from "../../core/api.ts";
import { formatDate, formatNumber } from "../../i18n/format.ts";
import { say, t } from "../../i18n/index.ts";
import {
  type BabyForm,
  type BirthForm,
  babyName,
  babyQuestions,
  CARE,
  emptyBaby,
  LENGTH,
  WEIGHT,
} from "../../model/birth.ts";
import type { Asked } from "../../model/impossible.ts";
import { kept } from "../../model/people.ts";
import { Choice } from "../../parts/choice.tsx";
import { Slip } from "../../parts/slip.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { usePhone } from "../../phone.tsx";
import { m } from "./words.ts";

interface BabiesProps {
  form: BirthForm;
  set: (form: BirthForm) => void;
  mother: PersonView;
  /** Children of hers who may be the ones just born. */
  perhaps: readonly PersonView[];
  /** Numbers of babies of whom nobody said whether boy or girl. */
  missing: readonly number[];
}

/** The children that were born: one, or twins. */
export function Babies({ form, set, mother, perhaps, missing }: BabiesProps) {
  const change = (at: number, part: Partial<BabyForm>): void =>
    set({ ...form, babies: form.babies.map((baby, i) => (i === at ? { ...baby, ...part } : baby)) });
  return (
    <>
      {form.babies.map((baby, i) => (
        <fieldset key={i} class="card stack">
          <legend class="sr-only">{m("birth.baby.n", { n: i + 1 })}</legend>
          <div class="spread">
            <h2>{form.babies.length > 1 ? m("birth.baby.n", { n: i + 1 }) : m("birth.baby")}</h2>
            {form.babies.length > 1 && i === form.babies.length - 1 && (
              <button
                type="button"
                class="btn btn-quiet"
                onClick={() => set({ ...form, babies: form.babies.slice(0, -1) })}
              >
                {m("birth.baby.remove")}
              </button>
            )}
          </div>
          {baby.known ? (
            <Known baby={baby} onOther={() => change(i, { known: "" })} />
          ) : (
            <>
              {form.outcome === "birth" && baby.alive && (
                <Perhaps perhaps={perhaps} onChoose={(known) => change(i, { known })} />
              )}
              <Baby
                baby={baby}
                form={form}
                stand={babyName({ ...baby, name: "" }, mother.name, i + 1, form.babies.length)}
                isMissing={missing.includes(i)}
                onChange={(part) => change(i, part)}
              />
            </>
          )}
        </fieldset>
      ))}
      <button
        type="button"
        class="btn btn-block"
        onClick={() => set({ ...form, babies: [...form.babies, emptyBaby()] })}
      >
        {m("birth.baby.add")}
      </button>
    </>
  );
}

/** Somebody was quicker: the child is on the register. */
function Perhaps({ perhaps, onChoose }: { perhaps: readonly PersonView[]; onChoose: (id: string) => void }) {
  if (perhaps.length === 0) return null;
  return (
    <section class="question stack stack-tight" aria-live="polite">
      <p class="strong">{m("birth.already")}</p>
      {perhaps.map((child) => (
        <button key={child.id} type="button" class="btn btn-block" onClick={() => onChoose(child.id)}>
          {m("birth.already.yes", { name: child.name })}
          <span class="muted">
            {" "}
            · {m("birth.already.born", { date: formatDate(child.birth_date ?? "") })}
          </span>
        </button>
      ))}
    </section>
  );
}

function Known({ baby, onOther }: { baby: BabyForm; onOther: () => void }) {
  const { rows } = usePhone();
  return (
    <div class="spread">
      <p class="strong">{m("birth.baby.known", { name: kept(rows, baby.known)?.name ?? "" })}</p>
      <button type="button" class="btn" onClick={onOther}>
        {m("birth.baby.other")}
      </button>
    </div>
  );
}

interface BabyProps {
  baby: BabyForm;
  form: BirthForm;
  stand: string;
  isMissing: boolean;
  onChange: (part: Partial<BabyForm>) => void;
}

function Baby({ baby, form, stand, isMissing, onChange }: BabyProps) {
  const isLiving = form.outcome === "birth" && baby.alive;
  return (
    <>
      {form.outcome === "birth" && form.babies.length > 1 && (
        <Choice
          legend={m("birth.baby.alive")}
          value={baby.alive}
          options={[
            { value: true, label: m("birth.baby.alive.yes") },
            { value: false, label: m("birth.baby.alive.no") },
          ]}
          onChange={(alive) => onChange({ alive })}
        />
      )}
      {isLiving && (
        <TextField
          label={m("birth.baby.name")}
          value={baby.name}
          autoCapitalize="words"
          help={m("birth.baby.name.help", { name: stand })}
          onInput={(name) => onChange({ name })}
        />
      )}
      <Choice
        legend={m("birth.baby.sex")}
        value={baby.sex || null}
        options={(["L", "P"] as const).map((sex) => ({ value: sex, label: t(`sex.${sex}`) }))}
        onChange={(sex) => onChange({ sex })}
      />
      {isMissing && (
        <p class="field-error" role="alert">
          {m("birth.baby.sex.missing")}
        </p>
      )}
      <Measures baby={baby} isLiving={isLiving} onChange={onChange} />
      {isLiving && <Care baby={baby} onChange={onChange} />}
    </>
  );
}

type PartProps = Pick<BabyProps, "baby" | "onChange">;

function Measures({ baby, isLiving, onChange }: PartProps & { isLiving: boolean }) {
  const asked = babyQuestions(baby);
  const between = (asked: Asked | undefined) => ({
    min: formatNumber(asked?.min ?? 0, 1),
    max: formatNumber(asked?.max ?? 0, 1),
  });
  return (
    <>
      <div class="pair">
        <TextField
          label={m("birth.baby.weight")}
          value={baby.weight_kg}
          inputMode="decimal"
          onInput={(weight_kg) => onChange({ weight_kg })}
        />
        {isLiving && (
          <TextField
            label={m("birth.baby.length")}
            value={baby.length_cm}
            inputMode="decimal"
            onInput={(length_cm) => onChange({ length_cm })}
          />
        )}
      </div>
      {asked.includes("weight") && <p class="question">{m("birth.baby.weight.odd", between(WEIGHT))}</p>}
      <Slip asked={WEIGHT} text={baby.weight_kg} onFix={(weight_kg) => onChange({ weight_kg })} />
      {asked.includes("length") && <p class="question">{m("birth.baby.length.odd", between(LENGTH))}</p>}
      {isLiving && (
        <Slip asked={LENGTH} text={baby.length_cm} onFix={(length_cm) => onChange({ length_cm })} />
      )}
      {isLiving && asked.includes("small") && <p class="question">{m("birth.baby.small")}</p>}
    </>
  );
}

function Care({ baby, onChange }: PartProps) {
  return (
    <div class="stack stack-tight">
      <p class="strong">{m("birth.baby.care")}</p>
      <p class="small muted">{m("birth.baby.care.help")}</p>
      {CARE.map(({ value, label }) => (
        <Choice
          key={value}
          legend={say(label)}
          isRow
          value={baby.care[value] ?? null}
          options={[
            { value: true, label: m("yes") },
            { value: false, label: m("no") },
          ]}
          onChange={(given) => onChange({ care: { ...baby.care, [value]: given } })}
        />
      ))}
    </div>
  );
}
