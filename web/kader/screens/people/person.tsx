import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "../../../ui/icon.tsx";
import type { PersonView } from "../../core/api.ts";
import { cardOf } from "../../model/day.ts";
import { familyOf, kept, membersOf } from "../../model/people.ts";
import { go, type Screens } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { ScreeningsToday } from "../../parts/screenings-today.tsx";
import { usePhone } from "../../phone.tsx";
import { DueItems } from "../care/due-items.tsx";
import { OpenRequests } from "../care/request-card.tsx";
import { PersonVisits } from "../homevisit/person-visits.tsx";
import { pc } from "../parents/words.ts";
import { PathCard } from "../paths/path-card.tsx";
import { s } from "../screening/words.ts";
import { GrowthCharts } from "./growth-charts.tsx";
import { GuestPage } from "./guest-page.tsx";
import { PersonFacts } from "./person-facts.tsx";
import { subtitle } from "./person-head.ts";
import { PersonLeave } from "./person-leave.tsx";
import { PersonMerge } from "./person-merge.tsx";
import { PersonRow } from "./person-row.tsx";
import { PersonTimeline } from "./person-timeline.tsx";
import { useHistory } from "./use-history.ts";
import { w } from "./words.ts";

/** Everything about one person on one page, what matters now first. */
export function Person({ params }: { params: Screens["person"] }) {
  const { rows } = usePhone();
  const person = kept(rows, params.person);
  if (!person)
    return (
      <Frame title={w("person.title")}>
        <Empty icon="user-round" title={w("person.none")} help={w("person.none.help")} />
      </Frame>
    );
  return person.guest ? <GuestPage person={person} guest={person.guest} /> : <Page person={person} />;
}

function Page({ person }: { person: PersonView }) {
  const phone = usePhone();
  const history = useHistory(person.id);
  const today = phone.today();
  const card = cardOf(phone.rows, person, today);
  const active = person.status === "active";
  return (
    <Frame
      title={person.name || w("person.title")}
      sub={subtitle(person, today)}
      action={
        active && (
          <button
            type="button"
            class="btn btn-primary btn-big btn-block"
            onClick={() => go("visit", { person: person.id })}
          >
            {w("person.serve")}
          </button>
        )
      }
    >
      {!active && <PersonLeave person={person} />}
      <PersonMerge person={person} />
      {active && <DueItems person={person} />}
      <PathCard person={person} />
      <OpenRequests person={person} />
      {active && <ScreeningsToday person={person} />}
      {active ? <Shortcuts person={person} card={card} /> : <Left person={person} />}
      {card === "balita" && history.visits && <GrowthCharts person={person} visits={history.visits} />}
      <PersonTimeline person={person} {...history} />
      <PersonFacts person={person} />
      <FamilySection person={person} />
      {active && <PersonVisits person={person} />}
      {active && <PersonLeave person={person} />}
    </Frame>
  );
}

interface Shortcut {
  icon: IconName;
  label: string;
  open: () => void;
}

function Shortcuts({ person, card }: { person: PersonView; card: string | null }) {
  const id = person.id;
  const { rows } = usePhone();
  // of an older woman only what is on record already
  const isPast = card === "lansia" && rows.pregnanciesOf(id).length === 0;
  const mayBePregnant = person.sex !== "L" && card !== "balita" && !isPast;
  const shortcuts: (Shortcut | false)[] = [
    { icon: "syringe", label: w("person.doses"), open: () => go("doses", { person: id }) },
    mayBePregnant && {
      icon: "baby",
      label: w("person.pregnancy"),
      open: () => go("pregnancy", { person: id }),
    },
    { icon: "list-checks", label: s("title"), open: () => go("screenings", { person: id }) },
    { icon: "heart-handshake", label: w("person.aid"), open: () => go("firstAid", { person: id }) },
    { icon: "send", label: w("person.refer"), open: () => go("referral", { person: id }) },
    { icon: "pencil", label: w("person.edit"), open: () => go("editPerson", { person: id }) },
    { icon: "heart-handshake", label: w("person.consent"), open: () => go("consent", { subject: id }) },
    card === "balita" && {
      icon: "smartphone",
      label: pc("shortcut"),
      open: () => go("parentCode", { person: id }),
    },
    { icon: "printer", label: w("person.print"), open: () => go("printCard", { person: id }) },
  ];
  return (
    <nav class="two" aria-label={w("person.shortcuts")}>
      {shortcuts.map(
        (s) =>
          s && (
            <button key={s.label} type="button" class="btn" onClick={s.open}>
              <Icon name={s.icon} />
              {s.label}
            </button>
          ),
      )}
    </nav>
  );
}

/** Who has left is served no more here; what was written stays readable, and can be put right. */
function Left({ person }: { person: PersonView }) {
  const id = person.id;
  return (
    <nav class="two" aria-label={w("person.shortcuts")}>
      {person.status === "died" && (
        <button type="button" class="btn" onClick={() => go("printLetter", { mourned: id })}>
          <Icon name="printer" />
          {w("notice.letter")}
        </button>
      )}
      <button type="button" class="btn" onClick={() => go("editPerson", { person: id })}>
        <Icon name="pencil" />
        {w("person.edit")}
      </button>
      <button type="button" class="btn" onClick={() => go("printCard", { person: id })}>
        <Icon name="printer" />
        {w("person.print")}
      </button>
    </nav>
  );
}

function FamilySection({ person }: { person: PersonView }): ComponentChildren {
  const phone = usePhone();
  const { rows } = phone;
  const family = familyOf(rows, person);
  if (!family) return null;
  const others = membersOf(rows, family.id).filter((p) => p.id !== person.id);
  return (
    <section class="stack stack-tight" aria-labelledby="family">
      <h2 id="family">{w("person.family", { name: family.head_name || w("person.family.noName") })}</h2>
      {others.length > 0 && (
        <ul class="list">
          {others.map((p) => (
            <li key={p.id}>
              <PersonRow
                person={p}
                onOpen={() => go("person", { person: p.id })}
                sub={subtitle(p, phone.today()) || p.relation}
              />
            </li>
          ))}
        </ul>
      )}
      <div class="two">
        <button type="button" class="btn" onClick={() => go("family", { family: family.id })}>
          <Icon name="plus" />
          {w("person.family.add")}
        </button>
        <button type="button" class="btn" onClick={() => go("editPerson", { family: family.id })}>
          <Icon name="pencil" />
          {w("person.family.edit")}
        </button>
      </div>
    </section>
  );
}
