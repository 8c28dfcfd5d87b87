import { useEffect } from "preact/hooks";
import { ChartPicture } from "../../../ui/charts/growth-chart.tsx";
import { Icon } from "../../../ui/icon.tsx";
import type { Words } from "../../core/api.ts";
import { formatDate, formatNumber } from "../../i18n/format.ts";
import { say } from "../../i18n/index.ts";
import { v } from "../../i18n/visit-words.ts";
import { bodyLines } from "../../model/body-lines.ts";
import { isLaterGroup } from "../../model/day.ts";
import { chartData } from "../../model/growth-charts.ts";
import { type VerdictWords, verdictOf } from "../../model/verdict.ts";
import type { Subject } from "../../model/visit.ts";
import { go } from "../../nav.ts";
import { Frame } from "../../parts/frame.tsx";
import { usePhone } from "../../phone.tsx";
import { h } from "../handover/words.ts";
import { BodyNumbers } from "./body-numbers.tsx";
import { b } from "./body-words.ts";
import { ReferralSuggestion } from "./referral-suggestion.tsx";
import { meaningOf } from "./use-step.ts";

interface VerdictProps {
  subject: Subject;
  nextLabel: string;
  onNext: () => void;
  onBack: () => void;
}

/** What the measures mean, for the kader: word, curve, sentence, home, who follows up. Of a day on paper the mother has gone. */
export function Verdict(props: VerdictProps) {
  const isEmpty = Object.keys(props.subject.visit?.values ?? {}).length === 0;
  useEffect(() => {
    // taken back while the result stood: earlier months are not the result of today
    if (isEmpty) props.onBack();
  }, [isEmpty]);
  return isEmpty ? null : <Result {...props} />;
}

function Result({ subject, nextLabel, onNext, onBack }: VerdictProps) {
  const { facts, evaluation, growth } = meaningOf(subject, {});
  const verdict = verdictOf(facts, evaluation, growth);
  const { person, today, visit, past } = subject;
  const isToday = today === usePhone().today();
  const visits = visit ? [...past, visit] : past;
  const isLater = isLaterGroup(subject.card.id);
  const lines = isLater ? bodyLines(subject, facts, growth) : [];
  const chart = growth && !isLater && chartData("weight", person, visits, today);
  return (
    <Frame
      title={person.name}
      sub={isToday ? v("verdict.title") : v("verdict.titleOn", { date: formatDate(today) })}
      onBack={onBack}
      action={
        <>
          {(growth || isLater) && isToday && (
            <button type="button" class="btn btn-block" onClick={() => go("mother", { person: person.id })}>
              <Icon name="eye" /> {isLater ? b("show") : v("verdict.show")}
            </button>
          )}
          <button type="button" class="btn btn-primary btn-big btn-block" onClick={onNext}>
            <Icon name="arrow-right" /> {nextLabel}
          </button>
        </>
      }
    >
      <section class="card verdict" role="status">
        {verdict.word && <WordLine verdict={verdict} />}
        {!growth && subject.card.id === "balita" && <p>{v("verdict.none.say", { name: person.name })}</p>}
        {verdict.gain && <p class="muted">{gainWords(verdict.gain)}</p>}
        {verdict.sentence && <p class="large">{say(verdict.sentence)}</p>}
        {chart && <ChartPicture data={chart} />}
        <Home home={verdict.home} />
        <FollowUpLine verdict={verdict} name={person.name} />
      </section>
      <ReferralSuggestion subject={subject} evaluation={evaluation} isBrief />
      <BodyNumbers lines={lines} today={today} />
      {!isLater && <IndexWords verdict={verdict} />}
      {isToday && (
        <button type="button" class="btn btn-block" onClick={() => go("give", { person: person.id })}>
          <Icon name="qr-code" /> {h("give.button")}
        </button>
      )}
      <p class="small muted">{v("verdict.edition", { edition: evaluation.edition })}</p>
    </Frame>
  );
}

function WordLine({ verdict }: { verdict: VerdictWords }) {
  return (
    <h2 class="verdict-word">
      {say(verdict.word)}
      {verdict.bands.bb_u && <span class="row-sub">{say(verdict.bands.bb_u.word)}</span>}
    </h2>
  );
}

export function gainWords({ gain_g, minimal_g }: { gain_g: number; minimal_g: number }): string {
  const words = { gain: formatNumber(Math.abs(gain_g), 0), expected: formatNumber(minimal_g, 0) };
  return v(gain_g > 0 ? "verdict.gain" : gain_g < 0 ? "verdict.loss" : "verdict.same", words);
}

export function Home({ home }: { home: Words | null }) {
  if (!home) return null;
  return (
    <p>
      <strong>
        <Icon name="house" /> {v("verdict.home")}:
      </strong>{" "}
      {say(home)}
    </p>
  );
}

export function FollowUpLine({ verdict, name }: { verdict: VerdictWords; name: string }) {
  const unit = usePhone().post().puskesmas?.name ?? v("verdict.followUp.unit");
  const words = {
    none: v("verdict.followUp.none"),
    consult: v("verdict.followUp.consult"),
    refer: v("verdict.followUp.refer", { unit, name }),
    emergency: v("verdict.followUp.refer", { unit, name }),
  }[verdict.followUp];
  return (
    <p>
      <strong>
        <Icon name="calendar-days" /> {v("verdict.followUp")}:
      </strong>{" "}
      {words}
    </p>
  );
}

/** Words of each index, to be copied into the KIA book. */
function IndexWords({ verdict }: { verdict: VerdictWords }) {
  const known = (["bb_u", "tb_u", "bb_tb", "imt_u", "lk_u", "lila"] as const).flatMap((column) => {
    const band = verdict.bands[column];
    return band ? [{ column, band }] : [];
  });
  if (known.length === 0) return null;
  return (
    <section class="card stack stack-tight">
      <h2>{v("verdict.book")}</h2>
      <dl class="pairs">
        {known.map(({ column, band }) => (
          <div key={column}>
            <dt>{v(`index.${column}`)}</dt>
            <dd class="strong">{say(band.word)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
