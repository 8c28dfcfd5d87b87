import type { Text } from "../../../knowledge/cards/index.ts";
import { PLAN } from "../../../knowledge/homevisits/index.ts";
import { Icon } from "../../../ui/icon.tsx";
import { formatDate } from "../../i18n/format.ts";
import { say } from "../../i18n/index.ts";
import { toldWords } from "../../model/further-reasons.ts";
import { Choice } from "../../parts/choice.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { usePhone } from "../../phone.tsx";
import { subtitle } from "../people/person-head.ts";
import { type HomeVisit, type MemberState, referralsOf, STEPS, toRefer } from "./use-visit.ts";
import { h } from "./words.ts";

/** The opening sentence of a step, to be said in one's own words. */
export function Script({ step }: { step: number }) {
  const words = STEPS[step]?.say as Text | undefined;
  return words ? (
    <p class="script">
      <span class="sr-only">{h("say")}: </span>“{say(words)}”
    </p>
  ) : null;
}

/** Salam: who is there. */
export function Greet({ visit }: { visit: HomeVisit }) {
  const { met, together } = visit.form.form;
  return (
    <>
      <Choice
        legend={h("met")}
        value={met}
        options={(["ya", "kosong", "menolak"] as const).map((value) => ({ value, label: h(`met.${value}`) }))}
        onChange={(value) => visit.set({ met: value })}
      />
      {met && met !== "ya" && <p class="muted">{h(`met.${met}.help`)}</p>}
      <label class="switch">
        <input
          type="checkbox"
          checked={together}
          onChange={(event) => visit.set({ together: event.currentTarget.checked })}
        />
        {h("purpose.bersama")}
      </label>
    </>
  );
}

/** Ajak bicara: the house and each member, with how far one is. */
export function Talk({ visit }: { visit: HomeVisit }) {
  const { house } = visit.form.form;
  const known = Object.keys(visit.house.values).length;
  return (
    <section class="stack stack-tight" aria-labelledby="members">
      <h2 id="members">{h("members")}</h2>
      <ul class="list">
        {visit.members.map((member) => (
          <li key={member.person.id}>
            <Row
              title={member.person.name}
              sub={subtitle(member.person, visit.date)}
              done={member.done}
              all={member.questions.length}
              onOpen={() => visit.set({ member: member.person.id })}
            />
          </li>
        ))}
        <li>
          <Row
            title={h("house")}
            sub=""
            done={Object.keys(house).length > 0 ? known : 0}
            all={visit.house.questions.length}
            onOpen={() => visit.set({ member: "house" })}
          />
        </li>
      </ul>
    </section>
  );
}

interface RowProps {
  title: string;
  sub: string;
  done: number;
  all: number;
  onOpen: () => void;
}

function Row({ title, sub, done, all, onOpen }: RowProps) {
  const state =
    done === 0 ? h("member.todo") : done < all ? h("member.some", { n: done, all }) : h("member.done");
  return (
    <button type="button" class="row" onClick={onOpen}>
      <span class="row-main">
        <span class="row-title">{title}</span>
        <span class="row-sub">{[sub, state].filter(Boolean).join(" · ")}</span>
      </span>
      {done >= all && all > 0 && <Icon name="circle-check" />}
      <Icon name="chevron-right" />
    </button>
  );
}

/** Jelaskan dan bantu: what was found in kind words, what to do at home, and a referral where it is due. */
export function Explain({ visit }: { visit: HomeVisit }) {
  const { rows } = usePhone();
  const found = visit.members.filter(({ answered }) => answered.some((one) => one.found.fired.length > 0));
  const due = toRefer(rows, visit.members);
  return (
    <>
      {found.length === 0 && <p class="banner">{h("explain.none")}</p>}
      {found.map((member) => (
        <Finding key={member.person.id} visit={visit} member={member} isDue={due.includes(member)} />
      ))}
      <Topics visit={visit} />
    </>
  );
}

function Finding({ visit, member, isDue }: { visit: HomeVisit; member: MemberState; isDue: boolean }) {
  const unit = usePhone().post().puskesmas;
  const { person, answered } = member;
  const { unreferred } = visit.form.form;
  const fired = answered.flatMap(({ found }) => found.fired);
  const refers = fired.some(({ action }) => action === "rujuk" || action === "darurat");
  const tells = !refers && answered.some(({ found }) => found.categories.length > 0);
  const others = unreferred.filter((id) => id !== person.id);
  return (
    <article class="card stack stack-tight">
      <h2>{person.name}</h2>
      {fired.map((one) => (
        <div key={one.id}>
          <p>“{say(one.say)}”</p>
          {one.do_at_home && <p class="muted">{h("explain.home", { text: say(one.do_at_home) })}</p>}
        </div>
      ))}
      {tells && <p class="small">{h("explain.tell")}</p>}
      {isDue && (
        <label class="switch">
          <input
            type="checkbox"
            checked={!unreferred.includes(person.id)}
            onChange={(event) =>
              visit.set({ unreferred: event.currentTarget.checked ? others : [...others, person.id] })
            }
          />
          {h("explain.refer", { unit: unit?.name ?? "puskesmas" })}
        </label>
      )}
      <Referred member={member} />
    </article>
  );
}

/** What was sent before, what of it still lies on this phone, and what has come up since. */
function Referred({ member }: { member: MemberState }) {
  const phone = usePhone();
  const unit = phone.post().puskesmas;
  const { standing, fresh } = referralsOf(phone.rows, member);
  if (standing.length === 0) return null;
  const { name } = member.person;
  const isUnsent = standing.some(({ pending }) => pending);
  return (
    <div class={`stack stack-tight${isUnsent ? " banner banner-question" : ""}`}>
      <p class="small">{h(isUnsent ? "explain.unsent" : "explain.known", { name })}</p>
      {isUnsent && unit?.phone && (
        <a class="btn btn-block" href={`tel:${unit.phone.replace(/[^+\d]/g, "")}`}>
          <Icon name="phone" /> {h("explain.call", { unit: unit.name })}
        </a>
      )}
      {fresh.length > 0 && (
        <>
          <p>{h("explain.further", { why: toldWords(standing) })}</p>
          <ul>
            {fresh.map((fired) => (
              <li key={fired.id}>{say(fired.say)}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Topics({ visit }: { visit: HomeVisit }) {
  const { explained } = visit.form.form;
  return (
    <fieldset class="stack stack-tight">
      <legend class="legend">{h("topics")}</legend>
      <div class="choices">
        {PLAN.topics.map(({ id, label }) => (
          <label key={id} class={`choice${explained.includes(id) ? " is-on" : ""}`}>
            <input
              type="checkbox"
              checked={explained.includes(id)}
              onChange={(event) => {
                const others = explained.filter((topic) => topic !== id);
                visit.set({ explained: event.currentTarget.checked ? [...others, id] : others });
              }}
            />
            {say(label)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Ingatkan: the next day, and a summary to read out and write down together. */
export function Remind({ visit }: { visit: HomeVisit }) {
  const { next, met } = visit.form.form;
  const told = visit.members
    .map(({ person, answered }) => ({ person, fired: answered.flatMap(({ found }) => found.fired) }))
    .filter(({ fired }) => fired.length > 0);
  const isPast = next !== "" && next < visit.date;
  return (
    <>
      <TextField
        label={h("next")}
        type="date"
        value={next}
        onInput={(value) => visit.set({ next: value })}
        error={isPast ? h("next.past") : null}
      />
      {met === "ya" && (
        <section class="card stack stack-tight" aria-labelledby="summary">
          <h2 id="summary">{h("summary")}</h2>
          {told.length === 0 && <p>{h("explain.none")}</p>}
          {told.map(({ person, fired }) => (
            <div key={person.id}>
              <h3>{person.name}</h3>
              {fired.map((one) => (
                <p key={one.id}>
                  {say(one.do_at_home ?? one.say)}
                  {one.bring && <span class="muted"> {h("summary.bring", { text: say(one.bring) })}</span>}
                </p>
              ))}
            </div>
          ))}
          {next && !isPast && <p class="strong">{h("summary.next", { date: formatDate(next) })}</p>}
        </section>
      )}
    </>
  );
}
