import { useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import type { PersonView } from "../../core/api.ts";
import { say } from "../../i18n/index.ts";
import {
  causesFor,
  DEATH_PLACES,
  DEATH_WORDS,
  type DeathForm,
  deathClass,
  deathDrafts,
  isReported,
} from "../../model/death.ts";
import { childrenOf, kept } from "../../model/people.ts";
import { back, type Screens } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { SelectField } from "../../parts/select-field.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { useSavedForm } from "../people/use-saved-form.ts";
import { w } from "../people/words.ts";
import { labelOf, m, optionsOf } from "./words.ts";

/** A person of the post has died: little is asked, the puskesmas is told where it must be, nobody is blamed. */
export function Death({ params }: { params: Screens["death"] }) {
  const person = kept(usePhone().rows, params.person);
  if (person?.status !== "active")
    return (
      <Frame title={m("death.title")}>
        <Empty icon="user-round" title={w("person.none")} help={w("person.none.help")} />
      </Frame>
    );
  return <DeathPage person={person} />;
}

function DeathPage({ person }: { person: PersonView }) {
  const phone = usePhone();
  const saved = useSavedForm<DeathForm>(`death:${person.id}`, () => ({
    date: phone.today(),
    place: "",
    cause: "",
    notes: "",
  }));
  const { form, set } = saved;
  const [error, setError] = useState<string | null>(null);
  const save = useSave();
  if (!saved.ready) return null;
  const pregnancies = phone.rows.pregnanciesOf(person.id);
  const found = deathClass(person, pregnancies, form.date);
  const submit = async (): Promise<void> => {
    const early = person.birth_date && form.date < person.birth_date;
    if (!form.date || form.date > phone.today() || early) return setError(m("death.date.wrong"));
    const unit = phone.post().puskesmas?.id ?? null;
    const drafts = deathDrafts(form, { person, pregnancies, newId: () => phone.newId(), unit });
    const value = [form.date, labelOf(DEATH_PLACES, form.place), form.notes].filter(Boolean).join(", ");
    const kept = await save(drafts, {
      title: person.name,
      paper: [{ label: m("death.title"), value }],
      done: m("death.saved"),
    });
    if (!kept) return;
    await saved.drop();
    back();
  };
  return (
    <Frame
      title={m("death.title")}
      sub={person.name}
      action={
        <button type="button" class="btn btn-primary btn-big btn-block" onClick={() => void submit()}>
          {m("death.save")}
        </button>
      }
    >
      <p class="large">{m("death.words")}</p>
      <section class="card stack" aria-label={m("death.title")}>
        <TextField
          label={m("death.date")}
          type="date"
          max={phone.today()}
          value={form.date}
          error={error}
          onInput={(date) => set({ ...form, date })}
        />
        <SelectField
          label={m("death.place")}
          value={form.place}
          options={optionsOf(DEATH_PLACES)}
          empty={m("unknown")}
          onChange={(place) => set({ ...form, place })}
        />
        <SelectField
          label={m("death.cause")}
          value={form.cause}
          options={optionsOf(causesFor(found))}
          empty={m("unknown")}
          onChange={(cause) => set({ ...form, cause })}
        />
        <TextField
          label={m("birth.notes")}
          value={form.notes}
          help={m("optional")}
          onInput={(notes) => set({ ...form, notes })}
        />
      </section>
      {isReported(found) && (
        <p class="banner banner-info">
          <Icon name="send" />
          <span>{m("death.notice", { what: say(DEATH_WORDS[found]) })}</span>
        </p>
      )}
      <LeftBehind person={person} />
      <p class="muted">{m("death.kader")}</p>
    </Frame>
  );
}

/** Her small children stay on the list, and are looked after. */
function LeftBehind({ person }: { person: PersonView }) {
  const { rows } = usePhone();
  const children = childrenOf(rows, person.id).filter((child) => child.status === "active");
  if (children.length === 0) return null;
  return (
    <p class="banner">
      <Icon name="baby" />
      <span>{m("death.children", { names: children.map(({ name }) => name).join(", ") })}</span>
    </p>
  );
}
