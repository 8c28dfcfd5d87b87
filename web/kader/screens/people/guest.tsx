import { useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import type { GuestView } from "../../core/api.ts";
import {
  emptyGuest,
  formOfGuest,
  type GuestForm,
  type GuestGap,
  guestChange,
  guestDraft,
  guestGaps,
} from "../../model/guest.ts";
import { back, replace, type Screens } from "../../nav.ts";
import { Frame } from "../../parts/frame.tsx";
import { NeighbourSelect } from "../../parts/neighbour-select.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { BirthFields } from "./birth-fields.tsx";
import { DuplicatesOffer, useCandidates } from "./duplicates-offer.tsx";
import { g } from "./guest-words.ts";
import { NikField } from "./nik-field.tsx";
import { type SavedForm, useSavedForm } from "./use-saved-form.ts";
import { w } from "./words.ts";

/** A child of another post: enough to weigh it here and to be known at home. */
export function Guest({ params }: { params: Screens["guest"] }) {
  const phone = usePhone();
  const known = params.guest ? phone.rows.persons.get(params.guest)?.guest : undefined;
  const saved = useSavedForm<GuestForm>(`guest:${params.guest ?? "new"}`, () =>
    known ? formOfGuest(known) : emptyGuest(phone.newId(), params.name, params.token),
  );
  if (!saved.ready) return null;
  return <GuestScreen saved={saved} known={known} />;
}

function GuestScreen({ saved, known }: { saved: SavedForm<GuestForm>; known: GuestView | undefined }) {
  const [gaps, setGaps] = useState<readonly GuestGap[]>([]);
  const submit = useSubmit(saved, known, setGaps);
  return (
    <Frame
      title={g("guest.title")}
      action={
        <button type="button" class="btn btn-primary btn-big btn-block" onClick={() => void submit()}>
          <Icon name="check" /> {known ? g("guest.save.edit") : g("guest.save")}
        </button>
      }
    >
      <p class="banner banner-info">{g("guest.intro")}</p>
      <Who form={saved.form} set={saved.set} gaps={gaps} />
      {!known && <Own form={saved.form} />}
      <Home form={saved.form} set={saved.set} />
    </Frame>
  );
}

interface FieldsProps {
  form: GuestForm;
  set: (form: GuestForm) => void;
}

function Who({ form, set, gaps }: FieldsProps & { gaps: readonly GuestGap[] }) {
  const today = usePhone().today();
  const wordOf = (...of: GuestGap[]): string | null => {
    const gap = gaps.find((each) => of.includes(each));
    return gap ? g(`guest.missing.${gap}`) : null;
  };
  return (
    <>
      <TextField
        isFirst
        label={g("guest.name")}
        value={form.name}
        autoCapitalize="words"
        onInput={(name) => set({ ...form, name })}
        error={wordOf("name")}
      />
      <BirthFields
        value={form}
        set={(change) => set({ ...form, ...change })}
        today={today}
        errors={{ sex: wordOf("sex"), birth_date: wordOf("birth_date", "future") }}
      />
      <TextField
        label={g("guest.mother")}
        value={form.mother_name}
        autoCapitalize="words"
        help={g("guest.mother.help")}
        onInput={(mother_name) => set({ ...form, mother_name })}
      />
    </>
  );
}

/** Someone of this post's own register after all? */
function Own({ form }: { form: GuestForm }) {
  const { name, sex, birth_date, birth_date_estimated, mother_name, nik } = form;
  const facts = { name, sex: sex || null, birth_date: birth_date || null, birth_date_estimated, mother_name };
  const found = useCandidates({
    ...facts,
    ...{ nik: nik || null, mother: null, father_name: "", family: null, rt: "", rw: "", phone: "" },
    birth_order: null,
  });
  return (
    <DuplicatesOffer
      found={found}
      title={g("guest.known")}
      onChoose={(person) => replace("visit", { person })}
    />
  );
}

function Home({ form, set }: FieldsProps) {
  return (
    <>
      <NeighbourSelect
        label={g("guest.home")}
        none={g("guest.home.unknown")}
        help={g("guest.home.help")}
        value={form.home_post}
        onChange={(home_post) => set({ ...form, home_post })}
      />
      <NikField
        value={form.nik}
        facts={{ birth_date: form.birth_date, sex: form.sex }}
        onInput={(nik) => set({ ...form, nik })}
      />
      {form.card_token && (
        <p class="banner banner-info">
          <Icon name="qr-code" />
          <span>
            <strong>{g("guest.card")}</strong> {g("guest.card.help")}
          </span>
        </p>
      )}
    </>
  );
}

function useSubmit(
  saved: SavedForm<GuestForm>,
  known: GuestView | undefined,
  setGaps: (gaps: GuestGap[]) => void,
): () => Promise<void> {
  const phone = usePhone();
  const save = useSave();
  return async () => {
    const { form } = saved;
    const gaps = guestGaps(form, phone.today());
    setGaps(gaps);
    if (gaps.length > 0) return;
    const draft = known ? guestChange(known, form) : guestDraft(form);
    const paper = [
      { label: w("field.birth_date"), value: form.birth_date },
      { label: g("guest.mother"), value: form.mother_name },
    ];
    const done = g("guest.saved", { name: form.name });
    if (draft && !(await save([draft], { title: form.name, paper, done }))) return;
    await saved.drop();
    if (known) back();
    else replace("visit", { person: form.id });
  };
}
