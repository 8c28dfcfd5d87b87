import { useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import type { PersonView, PregnancyView, VisitView } from "../../core/api.ts";
import { formatDate, formatNumber } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { HELPERS, MODES, MOTHER, PLACES } from "../../model/birth.ts";
import {
  answerSince,
  bornOf,
  CONTRACEPTION,
  capsules,
  contactsOf,
  daysSince,
  undoDrafts,
} from "../../model/postpartum.ts";
import { forecaster } from "../../model/schedule.ts";
import { go } from "../../nav.ts";
import { Frame } from "../../parts/frame.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { ReviewCards } from "../people/review-card.tsx";
import { useHistory } from "../people/use-history.ts";
import { w } from "../people/words.ts";
import { Feeling } from "./care.tsx";
import { ContactList } from "./contact-list.tsx";
import { DangerSigns } from "./danger-signs.tsx";
import { labelOf, m } from "./words.ts";

interface PostpartumProps {
  person: PersonView;
  pregnancy: PregnancyView;
  /** She is pregnant again. */
  onAgain: () => void;
}

/** A mother after the birth: how it went, her visits, her children's, what she takes and has chosen. */
export function Postpartum({ person, pregnancy, onAgain }: PostpartumProps) {
  const { visits } = useHistory(person.id);
  const hers = visits ?? [];
  return (
    <Frame
      title={m("nifas.title")}
      sub={person.name}
      action={
        person.status === "active" && (
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
      <ReviewCards record={pregnancy.id} />
      <Since pregnancy={pregnancy} />
      {person.status === "active" && <DangerSigns person={person} card="nifas" />}
      <Babies pregnancy={pregnancy} />
      <MotherContacts person={person} pregnancy={pregnancy} />
      <Care person={person} pregnancy={pregnancy} visits={hers} />
      {person.status === "active" && <Feeling person={person} />}
      <About pregnancy={pregnancy} />
      {person.status === "active" && (
        <button type="button" class="btn btn-block" onClick={onAgain}>
          <Icon name="baby" />
          {m("nifas.again")}
        </button>
      )}
      <TakeBack person={person} pregnancy={pregnancy} />
    </Frame>
  );
}

function Since({ pregnancy }: { pregnancy: PregnancyView }) {
  const phone = usePhone();
  const days = daysSince(pregnancy, phone.today());
  const isLoss = pregnancy.outcome !== "birth";
  return (
    <section class="card stack stack-tight">
      <p class="big-number">
        {days === 0 && !isLoss
          ? m("nifas.today")
          : m(isLoss ? "nifas.since.loss" : "nifas.since", { n: days })}
      </p>
      {(pregnancy.outcome === "stillbirth" || pregnancy.outcome === "miscarriage") && (
        <p>{m(`birth.loss.${pregnancy.outcome}`)}</p>
      )}
    </section>
  );
}

/** Her children of this birth, each with the newborn visit that is next. */
function Babies({ pregnancy }: { pregnancy: PregnancyView }) {
  const { rows } = usePhone();
  const babies = bornOf(rows, pregnancy);
  if (babies.length === 0) return null;
  return (
    <section class="card stack" aria-labelledby="babies">
      <h2 id="babies">{m("nifas.babies")}</h2>
      {babies.map((child) => (
        <BabyCard key={child.id} child={child} />
      ))}
    </section>
  );
}

function BabyCard({ child }: { child: PersonView }) {
  const phone = usePhone();
  const born = child.birth_date ?? phone.today();
  const contacts = contactsOf(phone.rows, child.id, "neonatal", born, phone.today(), forecaster);
  const facts = [
    child.sex && t(`sex.${child.sex}`),
    child.birth_weight_kg && `${formatNumber(child.birth_weight_kg, 2)} kg`,
    child.birth_length_cm && `${formatNumber(child.birth_length_cm, 1)} cm`,
  ];
  return (
    <div class="stack stack-tight">
      <div class="spread">
        <p>
          <strong>{child.name}</strong>
          <br />
          <span class="muted">{facts.filter(Boolean).join(" · ")}</span>
        </p>
        <button type="button" class="btn" onClick={() => go("person", { person: child.id })}>
          {w("timeline.open")}
          <span class="sr-only"> {child.name}</span>
        </button>
      </div>
      {child.status === "active" && <ContactList person={child.id} contacts={contacts} code="KN" />}
    </div>
  );
}

function MotherContacts({ person, pregnancy }: { person: PersonView; pregnancy: PregnancyView }) {
  const phone = usePhone();
  const end = pregnancy.end_date;
  if (!end || person.status !== "active") return null;
  const contacts = contactsOf(phone.rows, person.id, "postnatal", end, phone.today(), forecaster);
  return (
    <section class="card stack" aria-labelledby="kf">
      <h2 id="kf">{m("nifas.contacts")}</h2>
      <ContactList person={person.id} contacts={contacts} code="KF" />
    </section>
  );
}

interface CareProps {
  person: PersonView;
  pregnancy: PregnancyView;
  visits: readonly VisitView[];
}

function Care({ person, pregnancy, visits }: CareProps) {
  const { rows } = usePhone();
  const since = pregnancy.end_date ?? "";
  const feeds = answerSince(visits, "breastfeeding", since);
  const method = answerSince(visits, "contraception_method", since);
  const uses = answerSince(visits, "contraception", since);
  const hasBaby = pregnancy.outcome === "birth";
  return (
    <section class="card stack">
      <dl class="dl">
        {hasBaby && (
          <>
            <dt>{m("nifas.vitamin")}</dt>
            <dd>{m("nifas.vitamin.of", { n: Math.min(2, capsules(rows, person.id, since, visits)) })}</dd>
            <dt>{m("nifas.feeding")}</dt>
            <dd>{feeds === undefined ? m("nifas.feeding.none") : m(feeds === true ? "yes" : "no")}</dd>
          </>
        )}
        <dt>{m("nifas.kb")}</dt>
        <dd>
          {typeof method === "string" && uses !== false
            ? labelOf(CONTRACEPTION, method)
            : m(uses === false ? "nifas.kb.no" : "nifas.kb.none")}
          {pregnancy.plan_contraception && (
            <span class="row-sub">
              {m("nifas.kb.plan", { method: labelOf(CONTRACEPTION, pregnancy.plan_contraception) })}
            </span>
          )}
        </dd>
      </dl>
      {hasBaby && person.status === "active" && (
        <button type="button" class="btn" onClick={() => go("doses", { person: person.id })}>
          {m("nifas.vitamin.record")}
        </button>
      )}
    </section>
  );
}

/** How the birth went, as it was told. */
function About({ pregnancy }: { pregnancy: PregnancyView }) {
  const when = [formatDate(pregnancy.end_date ?? ""), pregnancy.birth_time].filter(Boolean).join(", ");
  const where = [labelOf(PLACES, pregnancy.birth_place ?? ""), pregnancy.birth_place_name];
  const lines: [string, string][] = [
    [m("nifas.born"), when],
    [m("birth.place"), where.filter(Boolean).join(", ")],
    [m("birth.helper"), labelOf(HELPERS, pregnancy.birth_helper ?? "")],
    [m("birth.mode"), labelOf(MODES, pregnancy.birth_mode ?? "")],
    [m("birth.mother"), labelOf(MOTHER, pregnancy.mother_condition ?? "")],
  ];
  const lost = pregnancy.stillborn?.length ?? 0;
  return (
    <section class="card stack stack-tight" aria-labelledby="about">
      <h2 id="about">{m("nifas.birth")}</h2>
      <dl class="dl">
        {lines.map(([label, value]) => [
          <dt key={label}>{label}</dt>,
          <dd key={`${label}=`}>{value || m("unknown")}</dd>,
        ])}
      </dl>
      {pregnancy.outcome === "birth" && lost > 0 && <p>{m("nifas.stillborn", { n: lost })}</p>}
    </section>
  );
}

/** Kept quiet at the end of the page. */
function TakeBack({ person, pregnancy }: { person: PersonView; pregnancy: PregnancyView }) {
  const phone = usePhone();
  const save = useSave();
  const [reason, setReason] = useState("");
  const [error, setError] = useState<string | null>(null);
  if ((pregnancy.closings ?? []).length === 0 || person.status !== "active") return null;
  const submit = async (): Promise<void> => {
    if (!reason.trim()) return setError(t("required"));
    await save(undoDrafts(phone.rows, pregnancy, reason.trim(), phone.today()), {
      title: person.name,
      paper: [{ label: m("nifas.undo"), value: reason }],
      done: m("nifas.undone"),
    });
  };
  return (
    <details class="card more">
      <summary>{m("nifas.undo")}</summary>
      <div class="stack">
        <p>{m("nifas.undo.help")}</p>
        <TextField label={m("nifas.undo.why")} value={reason} error={error} onInput={setReason} />
        <button type="button" class="btn btn-block" onClick={() => void submit()}>
          {m("nifas.undo.do")}
        </button>
      </div>
    </details>
  );
}
