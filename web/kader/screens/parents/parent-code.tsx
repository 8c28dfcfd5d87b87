import { useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import type { PersonView } from "../../core/api.ts";
import { formatDate } from "../../i18n/format.ts";
import { codeHash, isChild, isPrivate, lastDay, newCode, shown } from "../../model/parent-code.ts";
import { kept } from "../../model/people.ts";
import type { Screens } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { usePhone } from "../../phone.tsx";
import { save } from "../../save.tsx";
import { Qr } from "../print/qr.tsx";
import { pc } from "./words.ts";

/** A code that a kader gives to a child's parents; it is shown once and can be withdrawn. */
export function ParentCode({ params }: { params: Screens["parentCode"] }) {
  const phone = usePhone();
  const person = kept(phone.rows, params.person);
  if (!person || person.guest || !isChild(person.birth_date, phone.today()))
    return (
      <Frame title={pc("title")}>
        <Empty icon="user-round" title={pc("no")} help={pc("no.help")} />
      </Frame>
    );
  return <Page person={person} />;
}

interface Made {
  code: string;
  entry: string;
}

const ADDRESS = "/anak/";

function Page({ person }: { person: PersonView }) {
  const phone = usePhone();
  const today = phone.today();
  const [made, setMade] = useState<Made | null>(null);

  async function make(): Promise<void> {
    const code = newCode((size) => crypto.getRandomValues(new Uint8Array(size)));
    const hash = await codeHash(code, crypto.subtle);
    const data = { hash, expires_on: lastDay(today) };
    const ids = await save(phone, [{ kind: "parent.code", subject: person.id, data }], {
      title: person.name,
      paper: [{ label: pc("title"), value: pc("paper") }],
      done: "",
    });
    if (ids?.[0]) setMade({ code, entry: ids[0] });
  }

  return (
    <Frame
      title={pc("title")}
      sub={person.name}
      action={
        <button type="button" class="btn btn-primary btn-big btn-block" onClick={() => void make()}>
          {pc("make")}
        </button>
      }
    >
      <p>{pc("intro")}</p>
      {isPrivate(person.birth_date, today) && <p class="banner">{pc("private")}</p>}
      {made && <Shown made={made} until={lastDay(today)} />}
      <Given person={person} onWithdrawn={() => setMade(null)} />
    </Frame>
  );
}

function Shown({ made, until }: { made: Made; until: string }) {
  const phone = usePhone();
  const address = `${globalThis.location.origin}${ADDRESS}`;
  return (
    <section class="card stack" aria-live="polite">
      <p>{pc("once")}</p>
      <p class="big-number" translate={false}>
        {shown(made.code)}
      </p>
      <div class="qr-box">
        <Qr text={`${address}#kode=${made.code}`} label={pc("qr")} />
      </div>
      <p>{pc("how", { address })}</p>
      <p class="muted">{pc("valid", { date: formatDate(until) })}</p>
      {phone.statusOf(made.entry) === "pending" && (
        <p class="question">
          <Icon name="cloud-off" /> {pc("later")}
        </p>
      )}
    </section>
  );
}

function Given({ person, onWithdrawn }: { person: PersonView; onWithdrawn: () => void }) {
  const phone = usePhone();
  const today = phone.today();
  const codes = phone.rows.parentCodesOf(person.id);
  if (codes.length === 0) return null;
  const withdraw = async (target: string): Promise<void> => {
    const data = { target, reason: pc("withdraw.reason") };
    const kept = await save(phone, [{ kind: "entry.voided", subject: person.id, data }], {
      title: person.name,
      paper: [{ label: pc("withdraw"), value: person.name }],
      done: pc("withdrawn"),
    });
    if (kept) onWithdrawn();
  };
  return (
    <section class="stack stack-tight" aria-labelledby="given">
      <h2 id="given">{pc("given")}</h2>
      <ul class="list">
        {codes.map((row) => (
          <li key={row.id} class="row">
            <span class="row-main">
              {row.expires_on >= today
                ? pc("given.until", { date: formatDate(row.expires_on) })
                : pc("given.over")}
            </span>
            <button type="button" class="btn" onClick={() => void withdraw(row.id)}>
              <Icon name="x" />
              {pc("withdraw")}
            </button>
          </li>
        ))}
      </ul>
      <p class="muted">{pc("withdraw.help")}</p>
    </section>
  );
}
