import { useState } from "preact/hooks";
import type { Draft, PersonView } from "../../core/api.ts";
import { formatDate } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { restoreDrafts } from "../../model/death.ts";
import { movedTo } from "../../model/people.ts";
import { go } from "../../nav.ts";
import { Choice } from "../../parts/choice.tsx";
import { NeighbourSelect } from "../../parts/neighbour-select.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { w } from "./words.ts";

type Leaving = "moved" | "family" | "died";

/** Moved away, alone or with the family; died. Kept quiet at the end of the page; can be taken back. */
export function PersonLeave({ person }: { person: PersonView }) {
  if (person.status !== "active") return <Returned person={person} />;
  return (
    <details class="card more">
      <summary>{w("leave.title")}</summary>
      <LeaveForm person={person} />
    </details>
  );
}

function Returned({ person }: { person: PersonView }) {
  const phone = usePhone();
  const save = useSave();
  const post = movedTo(phone.rows, person);
  const drafts = () => {
    const { rows } = phone;
    return restoreDrafts(person, rows.pregnanciesOf(person.id), rows.requestsOf(person.id), phone.today());
  };
  const restore = (): Promise<unknown> =>
    save(drafts(), {
      title: person.name,
      paper: [{ label: w("leave.title"), value: w("leave.restore") }],
      done: w("leave.restored"),
    });
  return (
    <section class="banner banner-info">
      <span>
        {w(`leave.is.${person.status === "died" ? "died" : post ? "movedTo" : "moved"}`, {
          name: person.name,
          post,
          date: person.status_date ? formatDate(person.status_date) : "",
        })}
      </span>
      {!post && (
        <button type="button" class="btn" onClick={() => void restore()}>
          {w("leave.restore")}
        </button>
      )}
    </section>
  );
}

function LeaveForm({ person }: { person: PersonView }) {
  const phone = usePhone();
  const save = useSave();
  const [how, setHow] = useState<Leaving | null>(null);
  const [date, setDate] = useState(phone.today());
  const [where, setWhere] = useState("");
  const [post, setPost] = useState("");
  const [error, setError] = useState<string | null>(null);
  const options = (person.family ? ["moved", "family", "died"] : ["moved", "died"]) as Leaving[];

  const submit = async (): Promise<void> => {
    if (!how) return setError(w("leave.choose"));
    if (!date || date > phone.today()) return setError(w("missing.future"));
    setError(null);
    await save([draftOf(person, how, date, where, post)], {
      title: person.name,
      paper: [{ label: w(`leave.${how}`), value: [date, where].filter(Boolean).join(", ") }],
      done: w("leave.done"),
    });
  };
  return (
    <div class="stack">
      <Choice
        legend={w("leave.what")}
        value={how}
        options={options.map((value) => ({ value, label: w(`leave.${value}`) }))}
        onChange={setHow}
      />
      {how === "died" ? (
        <>
          <p class="question">{w("leave.died.help")}</p>
          <button
            type="button"
            class="btn btn-primary btn-block"
            onClick={() => go("death", { person: person.id })}
          >
            {w("leave.died.open")}
          </button>
        </>
      ) : (
        <>
          <TextField label={w("leave.date")} type="date" max={phone.today()} value={date} onInput={setDate} />
          <TextField label={w("leave.where")} value={where} help={t("optional")} onInput={setWhere} />
          {how === "family" && (
            <NeighbourSelect
              label={w("leave.post")}
              none={w("leave.post.none")}
              help={w("leave.post.help")}
              value={post}
              onChange={setPost}
            />
          )}
          {error && (
            <p class="field-error" role="alert">
              {error}
            </p>
          )}
          <button type="button" class="btn btn-block" onClick={() => void submit()}>
            {w("leave.save")}
          </button>
        </>
      )}
    </div>
  );
}

function draftOf(person: PersonView, how: Leaving, date: string, where: string, post: string): Draft {
  if (how === "family" && person.family) {
    const data = { to_post: post || null, to_address: where.trim(), reason: "" };
    return { kind: "family.moved", subject: person.family, data };
  }
  return { kind: "person.left", subject: person.id, data: { status: "moved", date, notes: where.trim() } };
}
