import type { ComponentChildren } from "preact";
import jiwa from "../../../../content/services/kesehatan-jiwa.json";
import daring from "../../../../content/services/konsultasi-jiwa-daring.json";
import { FOLLOW_UP_DAYS, HANDOVERS } from "../../../knowledge/first-aid.ts";
import { Icon } from "../../../ui/icon.tsx";
import type { PlaceInfo } from "../../generated/wire.ts";
import { formatDate } from "../../i18n/format.ts";
import { say } from "../../i18n/index.ts";
import { addDays } from "../../model/pregnancy.ts";
import { MIND } from "../../model/services.ts";
import { go } from "../../nav.ts";
import { usePhone } from "../../phone.tsx";
import { type HeardPlaces, PlaceFacts, usePlaces } from "../care/place-facts.tsx";
import { Calls } from "../screening/calls.tsx";
import type { Aid } from "./use-aid.ts";
import { f } from "./words.ts";

/** Where one may talk, each with what it costs: what the phone knows without signal. */
export function Options({ onCall }: { onCall: () => void }) {
  const heard = usePlaces(MIND);
  return (
    <ul class="stack stack-tight">
      <li class="card">
        <Calls scripts={["self-harm"]} isCalm onCall={onCall} />
      </li>
      {heard?.info?.places.length ? <Places heard={heard} places={heard.info.places} /> : <Unheard />}
      <Option title={say(daring.name)} about={say(daring.cost.words)}>
        <p>{f("options.ask")}</p>
      </Option>
    </ul>
  );
}

function Option({ title, about, children }: { title: string; about: string; children?: ComponentChildren }) {
  return (
    <li class="card stack stack-tight">
      <p class="strong">{title}</p>
      {about && <p class="small muted">{about}</p>}
      {children}
    </li>
  );
}

function Places({ heard, places }: { heard: HeardPlaces; places: readonly PlaceInfo[] }) {
  return (
    <>
      {places.map((place) => (
        <Option
          key={place.unit}
          title={f("options.unit", { unit: place.name })}
          about={[place.where, place.phone].filter(Boolean).join(" · ")}
        >
          <PlaceFacts place={place} asOf={heard.asOf} />
        </Option>
      ))}
    </>
  );
}

/** Before the phone has heard of any place: the post's own puskesmas, and what such a visit costs. */
function Unheard() {
  const { puskesmas } = usePhone().post();
  if (!puskesmas) return null;
  const about = [puskesmas.address, say(jiwa.cost.words)].filter(Boolean).join(". ");
  return <Option title={f("options.unit", { unit: puskesmas.name })} about={about} />;
}

export const Leaflet = () => (
  <button type="button" class="btn btn-block" onClick={() => go("familyLeaflet", {})}>
    <Icon name="file-text" /> {f("options.leaflet")}
  </button>
);

interface PickProps {
  label: string;
  isChosen: boolean;
  onPick: () => void;
}

export const Pick = ({ label, isChosen, onPick }: PickProps) => (
  <button type="button" class="btn btn-big btn-block btn-answer" aria-pressed={isChosen} onClick={onPick}>
    {isChosen && <Icon name="check" />} {label}
  </button>
);

/** The day to ask again: never later than a week. */
export function FollowUp({ aid }: { aid: Aid }) {
  const today = usePhone().today();
  const label = (days: number, date: string): string =>
    days === 1
      ? f("when.tomorrow", { date: formatDate(date) })
      : f("when.days", { n: days, date: formatDate(date) });
  return (
    <div class="stack stack-tight">
      {FOLLOW_UP_DAYS.map((days) => {
        const date = addDays(today, days);
        return (
          <Pick
            key={days}
            label={label(days, date)}
            isChosen={aid.draft.walk.follow_up === date}
            onPick={() => void aid.fill({ follow_up: date })}
          />
        );
      })}
    </div>
  );
}

export function Handover({ aid }: { aid: Aid }) {
  return (
    <div class="stack stack-tight">
      {HANDOVERS.map(({ id, word }) => (
        <Pick
          key={id}
          label={say(word)}
          isChosen={aid.draft.walk.handed_to === id}
          onPick={() => void aid.fill({ handed_to: id })}
        />
      ))}
    </div>
  );
}
