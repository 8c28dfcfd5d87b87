import { useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import type { PersonView } from "../../core/api.ts";
import { formatAge, formatDay } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { v } from "../../i18n/visit-words.ts";
import { nextStep, queueAt, STEPS, type StepNumber } from "../../model/day.ts";
import type { Subject } from "../../model/visit.ts";
import { back, go, home, replace, type Screens } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { useDay } from "../../parts/use-day.ts";
import { usePhone } from "../../phone.tsx";
import { tableOf } from "../../preferences.ts";
import { h } from "../handover/words.ts";
import type { ScreenProps } from "../index.tsx";
import { Arrival } from "./arrival.tsx";
import { SeenElsewhere } from "./seen-elsewhere.tsx";
import { StepForm } from "./step-form.tsx";
import { StepTabs } from "./step-tabs.tsx";
import { useVisit } from "./use-visit.ts";
import { Verdict } from "./verdict.tsx";

/** One person at one table: the fields of this step only, then what they mean, then the next person. */
export function Visit({ params }: ScreenProps<"visit">) {
  const { person, subject, isReading } = useVisit(params.person, params.date);
  if (!person) return <NotHere />;
  if (person.status !== "active") return <Left person={person} />;
  if (isReading)
    return (
      <Frame title={person.name}>
        <p class="muted">{t("loading")}</p>
      </Frame>
    );
  if (!subject) return <NoCard person={person} />;
  return <VisitOf key={person.id} subject={subject} params={params} />;
}

function VisitOf({ subject, params }: { subject: Subject; params: Screens["visit"] }) {
  const phone = usePhone();
  const { person, today } = subject;
  // chosen once: saving a step must not move the form under the hand
  const [first] = useState(() => startStep(subject, tableOf(phone)));
  const step = isStep(params.step) ? params.step : first;
  const here = { person: person.id, ...(params.date ? { date: params.date } : {}) };
  const open = (next: StepNumber): void => replace("visit", { ...here, step: next });
  const showVerdict = (): void => replace("visit", { ...here, step, isVerdict: true });
  const next = useNext(subject, step, open);
  const saved = (): void => (step === 2 ? showVerdict() : next.go());
  if (params.isVerdict)
    return <Verdict subject={subject} nextLabel={next.label} onNext={next.go} onBack={() => open(step)} />;
  const props = {
    subject,
    onSaved: saved,
    notice: <Notices subject={subject} date={params.date} />,
    head: <Links subject={subject} />,
  };
  const tabs = <StepTabs subject={subject} step={step} onStep={open} />;
  const sub = [formatAge(person.birth_date, today), person.sex && t(`sex.short.${person.sex}`)].filter(
    Boolean,
  );
  const frame = { title: person.name, sub: sub.join(" · ") };
  if (step === 1) return <Arrival {...props} tabs={tabs} frame={frame} />;
  return <StepForm key={step} {...props} step={step} tabs={tabs} frame={frame} onShowVerdict={showVerdict} />;
}

const isStep = (step: number | undefined): step is StepNumber => STEPS.some((each) => each === step);

/** The step of my table; for a kader who does all, the first that nobody has written. */
function startStep(subject: Subject, table: StepNumber | "all"): StepNumber {
  if (table !== "all") return table;
  return (subject.visit && nextStep(subject.visit)) ?? 2;
}

/** After saving: the next step of the same person when one kader does all, else the next in the queue. */
function useNext(subject: Subject, step: StepNumber, open: (step: StepNumber) => void) {
  const phone = usePhone();
  const day = useDay();
  const table = tableOf(phone);
  if (table === "all" && step < 5) {
    const following = (step + 1) as StepNumber;
    const label = t("step.n", { n: following, name: t(`step.${following}`) });
    return { label, go: () => open(following) };
  }
  const waiting = queueAt(day, step).find(({ person }) => person.id !== subject.person.id);
  if (subject.today !== phone.today()) return { label: v("verdict.next"), go: back };
  if (!waiting || step === 1) return { label: v("verdict.next"), go: home };
  return {
    label: t("home.next", { name: shortName(waiting.person.name) }),
    go: () => replace("visit", { person: waiting.person.id, step }),
  };
}

/** As many of the first names as fit on a button. */
function shortName(name: string): string {
  const [first = name, second] = name.split(" ");
  return second && `${first} ${second}`.length <= 14 ? `${first} ${second}` : first;
}

function Links({ subject }: { subject: Subject }) {
  const { person, visit, today } = subject;
  const isSeenToday = visit !== null && today === usePhone().today();
  return (
    <div class="actions">
      <button type="button" class="btn" onClick={() => go("person", { person: person.id })}>
        <Icon name="file-text" /> {v("visit.page")}
      </button>
      {isSeenToday && (
        <button type="button" class="btn" onClick={() => go("give", { person: person.id })}>
          <Icon name="qr-code" /> {h("give.button")}
        </button>
      )}
    </div>
  );
}

function Notices({ subject, date }: { subject: Subject; date: string | undefined }) {
  const { person } = subject;
  return (
    <>
      <SeenElsewhere visit={subject.visit} />
      {date && <p class="banner banner-info">{v("visit.forDate", { date: formatDay(date) })}</p>}
      {!person.birth_date && <BirthMissing person={person} />}
    </>
  );
}

function BirthMissing({ person }: { person: PersonView }) {
  return (
    <div class="banner banner-question">
      <span class="row-main">
        <strong>{v("visit.birth.missing")}</strong> {v("visit.birth.missing.help")}
      </span>
      <button type="button" class="btn" onClick={() => go("editPerson", { person: person.id })}>
        {v("visit.birth.fill")}
      </button>
    </div>
  );
}

function NotHere() {
  return (
    <Frame title={v("visit.title")}>
      <Empty icon="user-round" title={v("visit.gone")} help={v("visit.gone.help")}>
        <button type="button" class="btn btn-primary" onClick={() => go("search", { next: "visit" })}>
          {t("home.find")}
        </button>
      </Empty>
    </Frame>
  );
}

function Left({ person }: { person: PersonView }) {
  return (
    <Frame title={person.name}>
      <Empty icon="user-round" title={v("visit.left", { name: person.name })} help={v("visit.left.help")}>
        <button type="button" class="btn btn-primary" onClick={() => go("person", { person: person.id })}>
          {v("visit.page")}
        </button>
      </Empty>
    </Frame>
  );
}

function NoCard({ person }: { person: PersonView }) {
  return (
    <Frame title={person.name}>
      <Empty icon="clipboard-list" title={v("visit.card.none")} help={v("visit.card.none.help")}>
        <button type="button" class="btn" onClick={() => go("person", { person: person.id })}>
          {v("visit.page")}
        </button>
        <button type="button" class="btn" onClick={() => go("pregnancy", { person: person.id })}>
          {v("visit.pregnancy")}
        </button>
        <button type="button" class="btn" onClick={() => go("editPerson", { person: person.id })}>
          {v("visit.birth.fill")}
        </button>
      </Empty>
    </Frame>
  );
}
