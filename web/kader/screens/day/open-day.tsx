import { useState } from "preact/hooks";
import { ds } from "../../i18n/session-words.ts";
import { home } from "../../nav.ts";
import { Frame } from "../../parts/frame.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { ScaleReminder } from "../scales/reminder.tsx";

/** Open the day: where, and who of the staff is here. Two phones that open the same day offline open one session. */
export function OpenDay() {
  const phone = usePhone();
  const save = useSave();
  const post = phone.post();
  const me = phone.account()?.id;
  const [place, setPlace] = useState(post.address);
  const [present, setPresent] = useState<readonly string[]>(me ? [me] : []);
  const [error, setError] = useState<string | null>(null);

  async function open(event: Event): Promise<void> {
    event.preventDefault();
    if (present.length === 0) return setError(ds("open.someone"));
    const date = phone.today();
    const data = { date, place: place.trim(), staff: [...present] };
    const names = post.staff.filter(({ id }) => present.includes(id)).map(({ name }) => name);
    const ids = await save([{ kind: "session.opened", subject: phone.sessionId(date), data }], {
      title: ds("open.title"),
      paper: [
        { label: ds("open.place"), value: data.place },
        { label: ds("open.staff"), value: names.join(", ") },
      ],
      done: ds("open.done"),
    });
    if (ids) home();
  }

  return (
    <Frame
      title={ds("open.title")}
      action={
        <button type="submit" form="open-day" class="btn btn-primary btn-big btn-block">
          {ds("open.submit")}
        </button>
      }
    >
      <ScaleReminder />
      <form id="open-day" class="stack" onSubmit={open}>
        <TextField label={ds("open.place")} value={place} onInput={setPlace} />
        <fieldset class="stack stack-tight">
          <legend class="legend">{ds("open.staff")}</legend>
          {post.staff.map((person) => (
            <label key={person.id} class="tick">
              <input
                type="checkbox"
                checked={present.includes(person.id)}
                onChange={() => setPresent(toggled(present, person.id))}
              />
              {person.name}
            </label>
          ))}
          {error && (
            <p class="field-error" role="alert">
              {error}
            </p>
          )}
        </fieldset>
      </form>
    </Frame>
  );
}

const toggled = (ids: readonly string[], id: string): readonly string[] =>
  ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id];
