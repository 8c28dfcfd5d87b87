import { useState } from "preact/hooks";
import { cardNow } from "../../../knowledge/cards/index.ts";
import { Icon } from "../../../ui/icon.tsx";
import type { PersonView, Phone, VisitView } from "../../core/api.ts";
import { t } from "../../i18n/index.ts";
import { broughtUp, type OfferedForm, offeredForm } from "../../model/further-reasons.ts";
import { kept } from "../../model/people.ts";
import { type Choosable, choosable, offered } from "../../model/places.ts";
import {
  alreadyOpen,
  type FiredRule,
  firedIn,
  groundOf,
  type ReferralForm,
  referralDraft,
  referring,
  SERVICE,
  type Urgency,
  unitsOf,
  urgencyOf,
} from "../../model/referral.ts";
import { kindOf } from "../../model/usual-costs.ts";
import { evaluationOf, factsOf, growthWith, subjectOf } from "../../model/visit.ts";
import { replace, type Screens } from "../../nav.ts";
import { Choice } from "../../parts/choice.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { useCards } from "../../parts/use-cards.ts";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { useSavedForm } from "../people/use-saved-form.ts";
import { w } from "../people/words.ts";
import { Consent } from "./consent.tsx";
import { bringWords, type HeardPlaces, PlaceFacts, UsualCost, usePlaces } from "./place-facts.tsx";
import { OpenRequests } from "./request-card.tsx";

/** Refer in one tap: reasons, place and urgency are filled in already. */
export function Referral({ params }: { params: Screens["referral"] }) {
  const phone = usePhone();
  const { rows } = phone;
  const person = kept(rows, params.person);
  const [another, setAnother] = useState(false);
  const isReady = useCards(person ? [visitToday(phone, person)?.card ?? ""] : []);
  if (!person)
    return (
      <Frame title={w("referral.title")}>
        <Empty icon="user-round" title={w("person.none")} help={w("person.none.help")} />
      </Frame>
    );
  if (!isReady)
    return (
      <Frame title={w("referral.title")} sub={person.name}>
        <p class="muted">{t("loading")}</p>
      </Frame>
    );
  const open = alreadyOpen(rows.requests(), person.id);
  if (open && !another && !params.reasons)
    return (
      <Frame title={w("referral.title")} sub={person.name}>
        <OpenRequests person={person} />
        <button type="button" class="btn btn-block" onClick={() => setAnother(true)}>
          {w("referral.another")}
        </button>
      </Frame>
    );
  return <ReferralFormScreen person={person} params={params} />;
}

const visitToday = (phone: Phone, person: PersonView) =>
  phone.rows.visitsOn(phone.today()).find((v) => v.person === person.id && v.status === "ok");

/** Rules of today's visit that ask for a referral. */
function useFired(person: PersonView): { fired: FiredRule[]; visit: string | null } {
  const phone = usePhone();
  const visit = visitToday(phone, person);
  if (!visit) return { fired: [], visit: null };
  return { fired: referring(firedNow(phone, person, visit)), visit: visit.id };
}

/** What the values say as they stand, a correction included; where the card has changed since, what was said then. */
function firedNow(phone: Phone, person: PersonView, visit: VisitView): FiredRule[] {
  const subject = subjectOf(phone.rows, person, phone.today(), null);
  if (subject?.visit?.id !== visit.id || subject.card.id !== visit.card)
    return firedIn(visit.results, cardNow(visit.card)?.rules ?? []);
  const { fired } = evaluationOf(subject, factsOf(subject, {}, growthWith(subject, {})));
  return fired
    .filter((rule) => !rule.private)
    .map(({ id, action, say, bring, urgency }) => ({
      ...{ id, action, urgency },
      text: say.id,
      bring: bring?.id ?? "",
    }));
}

function ReferralFormScreen({ person, params }: { person: PersonView; params: Screens["referral"] }) {
  const phone = usePhone();
  const save = useSave();
  const { fired, visit } = useFired(person);
  const [error, setError] = useState<string | null>(null);
  const [unasked, setUnasked] = useState(false);
  const now: OfferedForm = offeredForm({
    person: person.id,
    urgency: params.urgency ?? urgencyOf(fired),
    reasons: params.reasons ?? fired.map(({ id, text }) => ({ rule: id, text })),
    message: "",
    to_unit: phone.post().puskesmas?.id ?? "",
    visit: params.visit ?? visit,
  });
  const heard = usePlaces(SERVICE);
  const saved = useSavedForm<OfferedForm>(`referral:${person.id}`, () => now);
  const form = broughtUp(saved.form, now);
  const set = (next: ReferralForm): void => saved.set({ ...form, ...next });
  if (!saved.ready) return null;
  const places = choosable(offered(heard?.info ?? null, form.urgency), unitsOf(phone.post()));
  const submit = async (): Promise<void> => {
    if (form.reasons.length === 0 && !form.message.trim()) return setError(w("referral.why.missing"));
    const ground = groundOf(form);
    if (!ground || ground === "no") return setUnasked(true);
    const unit = places.find((u) => u.id === form.to_unit);
    const draft = referralDraft(form, phone.newId());
    const paper = [
      { label: w("referral.to"), value: unit?.name ?? "" },
      {
        label: w("referral.why"),
        value: [...form.reasons.map((r) => r.text), form.message].filter(Boolean).join(" "),
      },
    ];
    const kept = await save([draft], {
      title: person.name,
      paper,
      done: w("referral.sent", { unit: unit?.name ?? w("referral.unit") }),
    });
    if (!kept) return;
    await saved.drop();
    replace("person", { person: person.id });
  };
  return (
    <Frame
      title={w("referral.title")}
      sub={person.name}
      action={
        <button type="button" class="btn btn-primary btn-big btn-block" onClick={() => void submit()}>
          <Icon name="send" />
          {w("referral.send")}
        </button>
      }
    >
      <Reasons form={form} set={set} error={error} />
      <WhereTo form={form} set={set} places={places} heard={heard} />
      <Consent form={form} onChange={(basis) => set({ ...form, basis })} unasked={unasked} />
      <Bring fired={toldNow(fired, form.urgency)} usual={bringWords(heard, form.urgency)} />
    </Frame>
  );
}

interface FormProps {
  form: ReferralForm;
  set: (form: ReferralForm) => void;
}

function Reasons({ form, set, error }: FormProps & { error: string | null }) {
  const remove = (rule: string): void =>
    set({ ...form, reasons: form.reasons.filter((r) => r.rule !== rule) });
  return (
    <section class="card stack" aria-labelledby="why">
      <h2 id="why">{w("referral.why")}</h2>
      {form.reasons.length > 0 && (
        <ul class="list">
          {form.reasons.map((reason) => (
            <li key={reason.rule} class="row">
              <span class="row-main">{reason.text}</span>
              <button
                type="button"
                class="icon-btn"
                aria-label={w("referral.why.remove", { text: reason.text })}
                onClick={() => remove(reason.rule)}
              >
                <Icon name="x" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <TextField
        label={form.reasons.length > 0 ? w("referral.message.more") : w("referral.message")}
        multiline
        value={form.message}
        help={form.reasons.length > 0 ? t("optional") : w("referral.message.help")}
        error={error}
        onInput={(message) => set({ ...form, message })}
      />
    </section>
  );
}

interface WhereToProps extends FormProps {
  places: readonly Choosable[];
  heard: HeardPlaces | null;
}

function WhereTo({ form, set, places: units, heard }: WhereToProps) {
  const post = usePhone().post();
  const chosen = units.find((u) => u.id === form.to_unit);
  return (
    <section class="card stack" aria-labelledby="where">
      <h2 id="where">{w("referral.to")}</h2>
      {units.length === 0 && <p class="question">{w("referral.noUnit")}</p>}
      {units.length > 0 && (
        <Choice
          legend={w("referral.to")}
          hideLegend
          value={form.to_unit}
          options={units.map((u) => ({ value: u.id, label: u.name }))}
          onChange={(to_unit) => set({ ...form, to_unit })}
        />
      )}
      {chosen && (chosen.where || chosen.phone) && (
        <p class="small muted">{[chosen.where, chosen.phone].filter(Boolean).join(" · ")}</p>
      )}
      {chosen?.info && heard ? (
        <PlaceFacts place={chosen.info} asOf={heard.asOf} />
      ) : (
        chosen && <UsualCost service={SERVICE} kind={kindOf(post, chosen.id)} urgency={form.urgency} />
      )}
      <Choice
        legend={w("referral.urgency")}
        value={form.urgency}
        options={(["biasa", "segera", "darurat"] as const).map((value) => ({
          value,
          label: w(`urgency.${value}`),
        }))}
        onChange={(urgency) => set({ ...form, urgency })}
      />
      {form.urgency === "darurat" && (
        <div class="question stack stack-tight">
          <p>{w("referral.emergency")}</p>
          {chosen?.phone && (
            <a class="btn btn-primary" href={`tel:${chosen.phone.replace(/[^\d+]/g, "")}`}>
              <Icon name="phone" />
              {w("referral.call", { unit: chosen.name })}
            </a>
          )}
        </div>
      )}
    </section>
  );
}

/** In an emergency only what emergencies ask for: nobody looks for papers first. */
const toldNow = (fired: readonly FiredRule[], urgency: Urgency): readonly FiredRule[] =>
  urgency === "darurat" ? fired.filter((rule) => rule.action === "darurat") : fired;

/** What to bring, said once even when several rules say it. */
function Bring({ fired, usual }: { fired: readonly FiredRule[]; usual: readonly string[] }) {
  const told = [...new Set([...fired.map((rule) => rule.bring).filter(Boolean), ...usual])];
  return (
    <section class="card stack stack-tight" aria-labelledby="bring">
      <h2 id="bring">{w("referral.bring")}</h2>
      {(told.length > 0 ? told : [w("referral.bring.default")]).map((text) => (
        <p key={text}>{text}</p>
      ))}
    </section>
  );
}
