import { t } from "../../i18n/index.ts";
import { type FamilyForm, type MotherForm, motherFacts } from "../../model/register.ts";
import { Choice } from "../../parts/choice.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { usePhone } from "../../phone.tsx";
import { DuplicatesOffer, useCandidates } from "./duplicates-offer.tsx";
import { NikField } from "./nik-field.tsx";
import { PersonRow } from "./person-row.tsx";
import { w } from "./words.ts";

interface MotherFieldsProps {
  form: FamilyForm;
  onChange: (mother: MotherForm) => void;
  /** She is on the register: use her, and her family. */
  onKnown: (person: string) => void;
  error: string | null;
}

/** The mother: found on the register while typing, or new; pregnant or not. */
export function MotherFields({ form, onChange, onKnown, error }: MotherFieldsProps) {
  const { mother } = form;
  const set = (part: Partial<MotherForm>): void => onChange({ ...mother, ...part });
  return (
    <fieldset class="card stack">
      <legend class="sr-only">{w("family.mother")}</legend>
      <h2>{w("family.mother")}</h2>
      {mother.known ? (
        <KnownMother mother={mother} onForget={() => set({ known: "" })} />
      ) : (
        <NewMother form={form} set={set} onKnown={onKnown} />
      )}
      <Choice
        legend={w("family.pregnant")}
        value={mother.pregnant}
        options={[
          { value: true, label: t("yes") },
          { value: false, label: t("no") },
        ]}
        onChange={(pregnant) => set({ pregnant })}
      />
      {mother.pregnant && (
        <TextField
          label={w("preg.lmp")}
          type="date"
          value={mother.lmp}
          help={w("family.lmp.help")}
          onInput={(lmp) => set({ lmp })}
        />
      )}
      {error && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}

interface NewMotherProps {
  form: FamilyForm;
  set: (part: Partial<MotherForm>) => void;
  onKnown: (person: string) => void;
}

function NewMother({ form, set, onKnown }: NewMotherProps) {
  const { mother } = form;
  const found = useCandidates(motherFacts(form), mother.id);
  return (
    <>
      <TextField
        label={w("field.mother_name")}
        value={mother.name}
        autoCapitalize="words"
        onInput={(name) => set({ name })}
      />
      <DuplicatesOffer found={found} onChoose={onKnown} title={w("dup.mother")} />
      <details class="more">
        <summary>{w("family.mother.more")}</summary>
        <div class="stack">
          <TextField
            label={w("field.birth_date")}
            type="date"
            value={mother.birth_date}
            onInput={(birth_date) => set({ birth_date })}
          />
          <NikField
            value={mother.nik}
            facts={{ birth_date: mother.birth_date, sex: "P" }}
            onInput={(nik) => set({ nik })}
          />
        </div>
      </details>
    </>
  );
}

function KnownMother({ mother, onForget }: { mother: MotherForm; onForget: () => void }) {
  const person = usePhone().rows.persons.get(mother.known);
  if (!person) return null;
  return (
    <div class="list">
      <PersonRow person={person} onOpen={onForget} sub={w("family.mother.known")} />
    </div>
  );
}
