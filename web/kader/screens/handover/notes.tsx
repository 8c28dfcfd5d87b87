import { useEffect, useState } from "preact/hooks";
import type { Note } from "../../core/handover/received.ts";
import { formatDate } from "../../i18n/format.ts";
import { usePhone } from "../../phone.tsx";
import { h } from "./words.ts";

/** What came from another table days ago and never reached the server: whom to ask. */
export function Notes() {
  const phone = usePhone();
  const [notes, setNotes] = useState<readonly Note[]>([]);
  useEffect(() => {
    let here = true;
    void phone
      .handover()
      .then((desk) => desk.notes())
      .then((found) => here && setNotes(found));
    return () => {
      here = false;
    };
  }, [phone]);
  if (notes.length === 0) return null;
  const dismiss = async (): Promise<void> => {
    await (await phone.handover()).dismissNotes();
    setNotes([]);
  };
  return (
    <section class="card stack stack-tight">
      <h2>{h("take.notes")}</h2>
      <ul>
        {notes.map((note) => (
          <li key={Object.values(note).join("|")}>{wordsOf(note, phone)}</li>
        ))}
      </ul>
      <p class="small">{h("take.notes.help")}</p>
      <button type="button" class="btn" onClick={() => void dismiss()}>
        {h("take.notes.done")}
      </button>
    </section>
  );
}

function wordsOf(note: Note, phone: ReturnType<typeof usePhone>): string {
  const author = phone.post().staff.find((one) => one.id === note.author)?.name;
  const name = phone.rows.persons.get(note.person)?.name;
  return h("take.note", {
    name: name || h("take.note.noName"),
    date: formatDate(note.date),
    author: author || h("take.note.colleague"),
  });
}
