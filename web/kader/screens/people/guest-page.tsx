import { useState } from "preact/hooks";
import { Icon, type IconName } from "../../../ui/icon.tsx";
import type { GuestView, PersonView } from "../../core/api.ts";
import { nameOf, placed } from "../../model/neighbours.ts";
import { go, home } from "../../nav.ts";
import { Frame } from "../../parts/frame.tsx";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { g } from "./guest-words.ts";
import { subtitle } from "./person-head.ts";
import { PersonTimeline } from "./person-timeline.tsx";
import { useHistory } from "./use-history.ts";
import { w } from "./words.ts";

/** A guest on one page: whether the result has arrived at home, what was seen here, and how to put it right. */
export function GuestPage({ person, guest }: { person: PersonView; guest: GuestView }) {
  const phone = usePhone();
  const history = useHistory(person.id);
  const shortcuts: { icon: IconName; label: string; open: () => void }[] = [
    { icon: "syringe", label: w("person.doses"), open: () => go("doses", { person: person.id }) },
    { icon: "send", label: w("person.refer"), open: () => go("referral", { person: person.id }) },
    { icon: "pencil", label: g("guest.edit"), open: () => go("guest", { guest: guest.id }) },
  ];
  return (
    <Frame
      title={person.name}
      sub={[g("guest.pill"), subtitle(person, phone.today())].filter(Boolean).join(" · ")}
      action={
        <button
          type="button"
          class="btn btn-primary btn-big btn-block"
          onClick={() => go("visit", { person: person.id })}
        >
          {w("person.serve")}
        </button>
      }
    >
      <Arrived guest={guest} />
      <nav class="two" aria-label={w("person.shortcuts")}>
        {shortcuts.map(({ icon, label, open }) => (
          <button key={label} type="button" class="btn" onClick={open}>
            <Icon name={icon} /> {label}
          </button>
        ))}
      </nav>
      <PersonTimeline person={person} {...history} />
      <Cancel guest={guest} />
    </Frame>
  );
}

function Arrived({ guest }: { guest: GuestView }) {
  const phone = usePhone();
  const named = placed(phone.neighbours()).find(({ post }) => post.id === guest.home_post);
  const delivered = guest.status === "delivered";
  return (
    <section class="banner banner-info" role="status">
      <Icon name={delivered ? "circle-check" : "hourglass"} />
      <div class="row-main">
        <strong>{delivered ? g("guest.delivered", { post: guest.home_name }) : g("guest.waiting")}</strong>
        <p>{delivered ? g("guest.delivered.help") : g("guest.waiting.help")}</p>
        {!delivered && named && <p class="small">{g("guest.home.is", { post: nameOf(named) })}</p>}
      </div>
    </section>
  );
}

function Cancel({ guest }: { guest: GuestView }) {
  const save = useSave();
  const [asks, setAsks] = useState(false);
  const cancel = async (): Promise<void> => {
    const data = { target: guest.entry, reason: g("guest.cancel") };
    const done = await save([{ kind: "entry.voided", subject: guest.id, data }], {
      title: guest.name,
      paper: [{ label: g("guest.title"), value: g("guest.cancel") }],
      done: g("guest.cancelled"),
    });
    if (done) home();
  };
  if (!asks)
    return (
      <button type="button" class="btn btn-quiet" onClick={() => setAsks(true)}>
        {g("guest.cancel")}
      </button>
    );
  return (
    <section class="question stack stack-tight">
      <p class="strong">{g("guest.cancel.sure")}</p>
      <p class="small">{g("guest.cancel.help")}</p>
      <div class="two">
        <button type="button" class="btn" onClick={() => void cancel()}>
          {g("guest.cancel")}
        </button>
        <button type="button" class="btn" onClick={() => setAsks(false)}>
          {g("guest.keep")}
        </button>
      </div>
    </section>
  );
}
