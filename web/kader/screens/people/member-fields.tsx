import { useState } from "preact/hooks";
import { say } from "../../i18n/index.ts";
import { bornAbout, choicesOf, type MemberForm, memberFacts } from "../../model/members.ts";
import type { FamilyForm } from "../../model/register.ts";
import { replace } from "../../nav.ts";
import { Choice } from "../../parts/choice.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { usePhone } from "../../phone.tsx";
import { BirthFields } from "./birth-fields.tsx";
import { DuplicatesOffer, useCandidates } from "./duplicates-offer.tsx";
import { HouseholdFields } from "./household-fields.tsx";
import { m } from "./member-words.ts";
import { NikField } from "./nik-field.tsx";
import { w } from "./words.ts";

interface MemberFieldsProps {
  form: FamilyForm;
  member: MemberForm;
  number: number;
  onChange: (member: MemberForm) => void;
  onRemove: () => void;
  errors: Readonly<Record<string, string>>;
}

/** One member of any age: name, relation, sex, birth date or years; the rest is one tap away. */
export function MemberFields({ form, member, number, onChange, onRemove, errors }: MemberFieldsProps) {
  const set = (part: Partial<MemberForm>): void => onChange({ ...member, ...part });
  const found = useCandidates(memberFacts(member, form.known || null, form.rt, form.rw), member.id);
  return (
    <>
      <fieldset class="card stack">
        <legend class="sr-only">{m("n", { n: number })}</legend>
        <div class="spread">
          <h2>{m("n", { n: number })}</h2>
          <button type="button" class="btn btn-quiet" onClick={onRemove}>
            {m("remove")}
          </button>
        </div>
        <TextField
          label={w("field.name")}
          value={member.name}
          autoCapitalize="words"
          onInput={(name) => set({ name })}
          error={errors.member_name ?? null}
        />
        <Choice
          legend={m("relation")}
          value={member.relation || null}
          options={choicesOf("relations").map(({ id, word }) => ({ value: id, label: say(word) }))}
          onChange={(relation) => set({ relation })}
        />
        <Birth member={member} set={set} errors={errors} />
        <details class="more">
          <summary>{m("more")}</summary>
          <div class="stack">
            <NikField
              value={member.nik}
              facts={{ birth_date: member.birth_date, sex: member.sex }}
              onInput={(nik) => set({ nik })}
            />
            <HouseholdFields value={member} set={set} />
          </div>
        </details>
      </fieldset>
      {member.name.trim() && (
        <DuplicatesOffer found={found} onChoose={(person) => replace("person", { person })} />
      )}
    </>
  );
}

interface BirthProps {
  member: MemberForm;
  set: (part: Partial<MemberForm>) => void;
  errors: Readonly<Record<string, string>>;
}

/** Older people often know their years and not their day. */
function Birth({ member, set, errors }: BirthProps) {
  const today = usePhone().today();
  const [years, setYears] = useState("");
  const typeYears = (text: string): void => {
    const digits = text.replace(/\D/g, "").slice(0, 3);
    setYears(digits);
    if (digits) set({ birth_date: bornAbout(Number(digits), today), birth_date_estimated: true });
  };
  return (
    <>
      <BirthFields
        value={member}
        set={set}
        today={today}
        errors={{ sex: errors.sex ?? null, birth_date: errors.birth_date ?? errors.future ?? null }}
      />
      <TextField
        label={m("years")}
        help={m("years.help")}
        inputMode="numeric"
        value={years}
        onInput={typeYears}
      />
    </>
  );
}
