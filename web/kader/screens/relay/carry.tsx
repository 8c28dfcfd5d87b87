import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import { type CarriedFile, NotSaved, Refused } from "../../core/api.ts";
import { say } from "../../i18n/index.ts";
import { formatDay } from "../../i18n/moment.ts";
import { Frame } from "../../parts/frame.tsx";
import { usePhone } from "../../phone.tsx";
import { takeIncoming } from "./incoming.ts";
import { r } from "./words.ts";

/** Take colleagues' backups in, and see how far each has come. */
export function Carry() {
  const files = usePhone().relay.files();
  const { said, error, take } = useCarry();
  return (
    <Frame title={r("carry.title")} action={<Picker onFiles={take} />}>
      <p>{r("carry.lead")}</p>
      <div>
        <div role="status">{said && <p class="banner banner-info">{said}</p>}</div>
        <div role="alert">{error && <p class="banner banner-question">{error}</p>}</div>
      </div>
      <section class="stack stack-tight">
        <h2>{r("carry.list")}</h2>
        {files.length === 0 ? (
          <p class="muted">{r("carry.empty")}</p>
        ) : (
          <ul class="list">
            {files.map((file) => (
              <Carried key={file.id} file={file} />
            ))}
          </ul>
        )}
      </section>
    </Frame>
  );
}

function useCarry() {
  const phone = usePhone();
  const [said, setSaid] = useState("");
  const [error, setError] = useState("");

  async function take(files: readonly Blob[]): Promise<void> {
    setSaid("");
    setError("");
    const taken: string[] = [];
    for (const blob of files) {
      try {
        const { entries, phone: name } = await phone.relay.carry(await blob.text());
        taken.push(r("carry.taken", { n: entries, phone: name }));
      } catch (refusal) {
        setError(wordsOf(refusal));
      }
    }
    setSaid(taken.join(" "));
    if (taken.length > 0) void phone.syncNow();
  }

  useEffect(() => {
    void takeIncoming().then((files) => (files.length > 0 ? take(files) : undefined));
  }, []);
  return { said, error, take };
}

function wordsOf(refusal: unknown): string {
  if (refusal instanceof Refused) return say(refusal.words);
  return r(refusal instanceof NotSaved ? "carry.full" : "carry.unreadable");
}

/** Any kind of file may be chosen: messengers rename what they carry. */
function Picker({ onFiles }: { onFiles: (files: File[]) => Promise<void> }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="btn btn-primary btn-big btn-block" onClick={() => input.current?.click()}>
        <Icon name="plus" /> {r("carry.pick")}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          currentTarget.value = "";
          void onFiles(files);
        }}
      />
    </>
  );
}

function Carried({ file }: { file: CarriedFile }) {
  const left = file.entries - file.kept - file.refused;
  return (
    <li class="row">
      <Icon name={file.doneAt ? "circle-check" : "cloud-upload"} />
      <span class="row-main stack stack-tight">
        <span class="row-title">{file.own ? r("carry.own") : r("carry.from", { phone: file.phone })}</span>
        {left > 0 && <span>{r("carry.waits", { n: left })}</span>}
        {file.kept > 0 && <span>{r("carry.done", { n: file.kept })}</span>}
        {file.refused > 0 && <span>{r("carry.refused", { n: file.refused })}</span>}
        <span class="small muted">{r("carry.added", { date: formatDay(file.addedAt) })}</span>
      </span>
    </li>
  );
}
