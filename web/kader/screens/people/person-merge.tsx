import { useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import type { PersonView } from "../../core/api.ts";
import { formatDate } from "../../i18n/format.ts";
import { factsOf } from "../../model/people.ts";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { DuplicatesOffer, useCandidates } from "./duplicates-offer.tsx";
import { w } from "./words.ts";

/** Records that may be the same person, and those already joined to it; joining can be undone at any time. */
export function PersonMerge({ person }: { person: PersonView }) {
  const { rows } = usePhone();
  const found = useCandidates(factsOf(rows, person), person.id);
  const [other, setOther] = useState<string | null>(null);
  const chosen = other ? rows.persons.get(other) : undefined;
  return (
    <>
      {chosen && !chosen.merged_into ? (
        <Compare person={person} other={chosen} onClose={() => setOther(null)} />
      ) : (
        <DuplicatesOffer found={found} onChoose={setOther} title={w("merge.maybe")} />
      )}
      <Joined person={person} />
    </>
  );
}

const sides = (p: PersonView): string[] => [
  p.name,
  p.birth_date ? formatDate(p.birth_date) : w("person.noBirthDate"),
  p.mother_name,
  p.nik ? w("merge.nik", { end: p.nik.slice(-4) }) : w("merge.noNik"),
];

function Compare({ person, other, onClose }: { person: PersonView; other: PersonView; onClose: () => void }) {
  const save = useSave();
  const join = async (): Promise<void> => {
    const kept = await save([{ kind: "person.merged", subject: person.id, data: { gone: other.id } }], {
      title: person.name,
      paper: [{ label: w("merge.title"), value: `${person.name} = ${other.name}` }],
      done: w("merge.done"),
    });
    if (kept) onClose();
  };
  return (
    <section class="question stack" aria-labelledby="compare">
      <h2 id="compare">{w("merge.title")}</h2>
      <div class="two">
        {[person, other].map((p, i) => (
          <div key={p.id} class="card stack stack-tight">
            <p class="small muted">{i === 0 ? w("merge.this") : w("merge.other")}</p>
            {sides(p).map((line) => line && <p key={line}>{line}</p>)}
          </div>
        ))}
      </div>
      <p>{w("merge.help")}</p>
      <div class="actions">
        <button type="button" class="btn btn-primary" onClick={() => void join()}>
          {w("merge.yes")}
        </button>
        <button type="button" class="btn" onClick={onClose}>
          {w("merge.no")}
        </button>
      </div>
    </section>
  );
}

function Joined({ person }: { person: PersonView }) {
  const { rows } = usePhone();
  const save = useSave();
  const gone = [...rows.persons.values()].filter((p) => p.merged_into === person.id);
  if (gone.length === 0) return null;
  const part = (other: PersonView): Promise<unknown> =>
    save([{ kind: "person.unmerged", subject: person.id, data: { gone: other.id } }], {
      title: person.name,
      paper: [{ label: w("merge.undo"), value: other.name }],
      done: w("merge.undone"),
    });
  return (
    <section class="card stack" aria-labelledby="joined">
      <h2 id="joined">{w("merge.joined")}</h2>
      <ul class="list">
        {gone.map((other) => (
          <li key={other.id} class="row">
            <span class="row-main">
              <span class="row-title">{other.name}</span>
              <span class="row-sub">{w("merge.joined.help")}</span>
            </span>
            <button type="button" class="btn" onClick={() => void part(other)}>
              <Icon name="undo-2" />
              {w("merge.undo")}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
