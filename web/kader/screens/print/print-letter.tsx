import type { RequestView } from "../../core/api.ts";
import { ageInWords, formatDate } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { formatMoment } from "../../i18n/moment.ts";
import { agreedTime } from "../../model/answers.ts";
import { addressLine, familyOf, kept, motherName, phoneOf } from "../../model/people.ts";
import { isNotice } from "../../model/workflow.ts";
import type { Screens } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { usePhone } from "../../phone.tsx";
import { bringWords, PlaceFacts, placeOf, usePlaces } from "../care/place-facts.tsx";
import { w } from "../people/words.ts";
import { NoticeLetter } from "./notice-letter.tsx";
import { Sheet } from "./sheet.tsx";

/** The letter that a family carries to the puskesmas or the hospital. */
export function PrintLetter({ params }: { params: Screens["printLetter"] }) {
  const { rows } = usePhone();
  const mourned = params.mourned ? kept(rows, params.mourned) : undefined;
  if (mourned) return <NoticeLetter person={mourned} />;
  const request = rows.requests().find((r) => r.id === params.request);
  if (!request)
    return (
      <Frame title={w("letter.title")}>
        <Empty icon="file-text" title={w("letter.none")} help={w("letter.none.help")} />
      </Frame>
    );
  if (!isNotice(request)) return <Letter request={request} />;
  const person = request.person ? kept(rows, request.person) : undefined;
  return <NoticeLetter person={person} to={request.to_unit_name} />;
}

function Letter({ request }: { request: RequestView }) {
  const phone = usePhone();
  const account = phone.account();
  const when = agreedTime(request, phone.now());
  return (
    <Sheet title={w("letter.title")} heading={w("letter.heading")}>
      <p>{w("letter.to", { unit: request.to_unit_name || w("referral.unit") })}</p>
      <Place request={request} />
      <p>{w("letter.please")}</p>
      <Who request={request} />
      <section class="stack stack-tight keep">
        <h3>{w("letter.why")}</h3>
        <ul>
          {request.reasons.map((reason) => (
            <li key={reason.rule}>• {reason.text}</li>
          ))}
        </ul>
        {request.message && <p>{request.message}</p>}
        <p class="strong">{w("letter.urgency", { urgency: w(`urgency.${request.urgency}`) })}</p>
        {when && <p class="strong">{w("letter.when", { when: formatMoment(when) })}</p>}
      </section>
      <Measured request={request} />
      <p class="small">{w("letter.screening")}</p>
      <p>{w("letter.answer")}</p>
      <div class="sign keep">
        <p>{w("letter.kader", { name: account?.name ?? "" })}</p>
        <p>{w("letter.receiver")}</p>
      </div>
    </Sheet>
  );
}

/** Where the family goes, when it is open, what it costs and what to bring, as the screen said. */
function Place({ request }: { request: RequestView }) {
  const heard = usePlaces(request.service);
  const place = placeOf(heard, request.to_unit);
  if (!heard || !place) return null;
  return (
    <section class="stack stack-tight keep">
      <p class="small">{[place.where, place.phone].filter(Boolean).join(" · ")}</p>
      <PlaceFacts place={place} asOf={heard.asOf} />
      <p class="small">
        {w("referral.bring")}: {bringWords(heard, request.urgency).join("; ")}.
      </p>
    </section>
  );
}

function Who({ request }: { request: RequestView }) {
  const phone = usePhone();
  const person = request.person ? kept(phone.rows, request.person) : undefined;
  if (!person) return null;
  const family = familyOf(phone.rows, person);
  const birth = person.birth_date
    ? `${formatDate(person.birth_date)} (${ageInWords(person.birth_date, phone.today())})`
    : "";
  const lines: [string, string][] = [
    [w("field.name"), person.name],
    [w("field.birth_date"), birth],
    [w("field.sex"), person.sex ? t(`sex.${person.sex}`) : ""],
    [w("field.nik"), person.nik ?? ""],
    [w("field.mother_name"), motherName(phone.rows, person)],
    [w("field.address"), addressLine(family)],
    [w("field.phone"), phoneOf(person, family)],
  ];
  return (
    <dl class="dl keep">
      {lines.map(
        ([label, value]) => value && [<dt key={label}>{label}</dt>, <dd key={`${label}=`}>{value}</dd>],
      )}
    </dl>
  );
}

const FIELDS = ["weight_kg", "length_height_cm", "head_cm", "muac_cm", "systolic", "diastolic"] as const;

/** The last measures, so that the receiver need not ask again. */
function Measured({ request }: { request: RequestView }) {
  const { rows } = usePhone();
  const last = request.person ? rows.summaryOf(request.person).last : {};
  const known = FIELDS.flatMap((field) => {
    const value = last[field];
    return value
      ? [`${w(`print.${field}`)} ${String(value.value).replace(".", ",")} (${formatDate(value.date)})`]
      : [];
  });
  if (known.length === 0) return null;
  return (
    <section class="stack stack-tight keep">
      <h3>{w("letter.measured")}</h3>
      <p>{known.join("; ")}</p>
    </section>
  );
}
