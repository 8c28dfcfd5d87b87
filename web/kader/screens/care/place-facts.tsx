import { useEffect, useState } from "preact/hooks";
import emergency from "../../../../content/services/gawat-darurat.json";
import { Icon } from "../../../ui/icon.tsx";
import type { PlacesAnswer, RequestView } from "../../core/api.ts";
import type { PlaceInfo, ServicePlacesInfo } from "../../generated/wire.ts";
import { formatNumber } from "../../i18n/format.ts";
import { say } from "../../i18n/index.ts";
import { formatDay } from "../../i18n/moment.ts";
import { wordsOf } from "../../i18n/namespace.ts";
import { en } from "../../i18n/places.en.ts";
import { id } from "../../i18n/places.id.ts";
import { placesOf } from "../../model/places.ts";
import type { Urgency } from "../../model/referral.ts";
import { kindOf, usualCost } from "../../model/usual-costs.ts";
import { isNotice } from "../../model/workflow.ts";
import { usePhone } from "../../phone.tsx";

const p = wordsOf(id, en);

export interface HeardPlaces {
  asOf: string;
  info: ServicePlacesInfo | null;
}

/** Places for a service as last heard; null until the phone has looked, and where nothing was heard yet. */
export function usePlaces(service: string): HeardPlaces | null {
  const phone = usePhone();
  const [answer, setAnswer] = useState<PlacesAnswer | null>(null);
  useEffect(() => void phone.places().then(setAnswer), [phone]);
  return answer && { asOf: answer.as_of, info: placesOf(answer, service) };
}

/** A place among those heard of, for an emergency included. */
export const placeOf = (heard: HeardPlaces | null, unit: string | null): PlaceInfo | undefined =>
  [...(heard?.info?.places ?? []), ...(heard?.info?.urgent ?? [])].find((place) => place.unit === unit);

/** What to take along: in an emergency what that says, known without ever having heard of places. */
export const bringWords = (heard: HeardPlaces | null, urgency: Urgency): string[] =>
  (urgency === "darurat" ? emergency.bring : (heard?.info?.bring ?? [])).map((one) => say(one));

/** What an appointment costs: as last heard of the place that gives it, else as its service says. */
export function CostLine({ request }: { request: RequestView }) {
  const { service, to_unit, urgency } = request;
  const place = placeOf(usePlaces(service), to_unit);
  const kind = kindOf(usePhone().post(), to_unit);
  if (isNotice(request)) return null;
  return <p class="strong">{p("cost", { words: say(place?.cost ?? usualCost(service, kind, urgency)) })}</p>;
}

interface UsualCostProps {
  service: string;
  kind: string;
  urgency: Urgency;
}

/** Of a place of which nothing was heard yet but its name. */
export const UsualCost = ({ service, kind, urgency }: UsualCostProps) => (
  <p>
    <Icon name="ticket" /> <strong>{p("cost", { words: say(usualCost(service, kind, urgency)) })}</strong>
  </p>
);

/** How far a place is, when it is open, what it costs: what the family asks before it goes. */
export function PlaceFacts({ place, asOf }: { place: PlaceInfo; asOf: string }) {
  const km = place.distance_km;
  return (
    <div class="stack stack-tight" data-place={place.unit}>
      {!place.able && (
        <p class="question">
          <Icon name="circle-alert" /> {p("unsure")}
        </p>
      )}
      <p>
        <Icon name="clock" /> {p("hours", { hours: say(place.hours) })}
      </p>
      <p>
        <Icon name="ticket" /> <strong>{p("cost", { words: say(place.cost) })}</strong>
      </p>
      <p>
        <Icon name="map-pin" /> {km === null ? p("distance.none") : p("distance", { km: formatNumber(km) })}
      </p>
      <p class="small muted">{p("asOf", { when: formatDay(asOf) })}</p>
    </div>
  );
}
