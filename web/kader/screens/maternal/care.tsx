import { Icon } from "../../../ui/icon.tsx";
import type { PersonView, VisitView } from "../../core/api.ts";
import { formatDate, formatNumber } from "../../i18n/format.ts";
import { say } from "../../i18n/index.ts";
import { armOf, classesOf, tabletsOf } from "../../model/pregnancy-care.ts";
import { offersOf } from "../../model/screening.ts";
import { go } from "../../nav.ts";
import { usePhone } from "../../phone.tsx";
import { m } from "./words.ts";

/** Tablets, classes and arm in this pregnancy, each against what is meant, in words. */
export function Care({ visits }: { visits: readonly VisitView[] }) {
  const tablets = tabletsOf(visits);
  const classes = classesOf(visits);
  const arm = armOf(visits);
  return (
    <section class="card stack stack-tight" aria-labelledby="care">
      <h2 id="care">{m("care.title")}</h2>
      <dl class="dl">
        <dt>{m(`care.tablets.${tablets.kind}`)}</dt>
        <dd>
          <strong>{m("care.tablets.of", { n: tablets.given, target: tablets.target })}</strong>
          <progress
            class="tablets"
            value={Math.min(tablets.given, tablets.target)}
            max={tablets.target}
            aria-label={m(`care.tablets.${tablets.kind}`)}
          />
          <span class="row-sub">
            {m(
              tablets.daily === null
                ? "care.daily.unknown"
                : tablets.daily
                  ? "care.daily.yes"
                  : "care.daily.no",
            )}
          </span>
        </dd>
        <dt>{m("care.classes")}</dt>
        <dd>
          <strong>{m("care.classes.of", { n: classes.attended, target: classes.target })}</strong>
          <span class="row-sub">{m(classes.withHusband ? "care.husband.yes" : "care.husband.no")}</span>
        </dd>
        <dt>{m("care.arm")}</dt>
        <dd>
          {arm ? (
            <>
              <strong>{formatNumber(arm.cm, 1)} cm</strong>
              <span class="row-sub">{say(arm.say)}</span>
            </>
          ) : (
            m("care.arm.none")
          )}
        </dd>
      </dl>
    </section>
  );
}

/** How she feels: asked three times in pregnancy and after birth, as the programme says. Answers stay with the puskesmas. */
export function Feeling({ person }: { person: PersonView }) {
  const phone = usePhone();
  const role = phone.account()?.role ?? "kader";
  const offers = offersOf(phone.rows, person, phone.today(), role).filter(({ topic }) => topic === "mind");
  const [first] = offers;
  if (!first) return null;
  const when = first.last ? m("mind.last", { date: formatDate(first.last.date) }) : m("mind.never");
  const next = first.next ? m("mind.next", { date: formatDate(first.next) }) : "";
  return (
    <section class="card stack stack-tight" aria-labelledby="mind">
      <h2 id="mind">{m("mind.title")}</h2>
      <p>{first.state === "due" ? m("mind.due") : [when, next].filter(Boolean).join(" ")}</p>
      <p class="small muted">{m("mind.rhythm")}</p>
      <button
        type="button"
        class={`btn ${first.state === "due" ? "btn-primary" : ""}`}
        onClick={() => go("screenings", { person: person.id })}
      >
        <Icon name="heart-handshake" />
        {m("mind.open")}
      </button>
    </section>
  );
}
