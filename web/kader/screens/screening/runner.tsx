import { useState } from "preact/hooks";
import type { Scored } from "../../../knowledge/instruments/index.ts";
import type { PersonSummary, PersonView } from "../../core/api.ts";
import { language, say } from "../../i18n/index.ts";
import { factsOf } from "../../model/screening.ts";
import {
  type Asked,
  answersMeasured,
  declineDraft,
  isAnswered,
  openIndex,
  type Question,
  questionsOf,
  scored,
} from "../../model/screening-run.ts";
import { back, type Screens } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { End } from "./end.tsx";
import { Intro } from "./intro.tsx";
import { QuestionView } from "./question.tsx";
import { Result } from "./result.tsx";
import { type Loaded, useInstrument } from "./use-instrument.ts";
import { type Sitting, useSitting } from "./use-sitting.ts";
import { WayOut } from "./way-out.tsx";
import { s } from "./words.ts";

/** One questionnaire: said first, asked one by one, kept at each tap. Its head names neither person nor subject. */
export function Screening({ params }: { params: Screens["screening"] }) {
  const { rows } = usePhone();
  const person = rows.persons.get(params.person);
  const loaded = useInstrument(params.instrument);
  if (!person || !loaded) return <Frame title={s("run.title")}>{person && <p>{s("loading")}</p>}</Frame>;
  if (!loaded.text) return <NoText />;
  return <Sheet person={person} loaded={loaded} />;
}

function NoText() {
  return (
    <Frame title={s("run.title")}>
      <Empty icon="lock" title={s("noText")} help={s("noText.help")} />
    </Frame>
  );
}

function askedOf(person: PersonView, { instrument }: Loaded, phone: ReturnType<typeof usePhone>): Asked {
  const facts = factsOf(phone.rows, person, phone.today());
  const who = { ageYears: facts.age_years, sex: facts.sex, ageMonths: facts.age_months };
  const { id, date } = { id: person.id, date: phone.today() };
  const measured = answersMeasured(instrument, measuredOn(phone.rows.summaryOf(id).last, date));
  return { person: id, instrument, who, date, isPrivate: instrument.private, visit: null, measured };
}

/** Values of the card taken on that day, by field. */
const measuredOn = (last: PersonSummary["last"], date: string): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(last).flatMap(([field, one]) => (one?.date === date ? [[field, one.value]] : [])),
  );

function Sheet({ person, loaded }: { person: PersonView; loaded: Loaded }) {
  const phone = usePhone();
  const asked = askedOf(person, loaded, phone);
  const sitting = useSitting(person, asked);
  const save = useSave();
  const [isStarted, setStarted] = useState(false);
  const [result, setResult] = useState<Scored | null>(null);
  const { sheet } = sitting;
  if (!sheet || !loaded.text) return <Frame title={s("run.title")}>{null}</Frame>;
  if (result) return <Result person={person} instrument={loaded.instrument} scored={result} />;
  async function decline(why: "refused" | "postponed"): Promise<void> {
    const draft = declineDraft(asked, loaded.instrument.edition, why);
    const done = s(`intro.${why}`);
    const paper = [{ label: s("paper.what"), value: done }];
    if (await save([draft], { title: person.name, paper, done })) back();
  }
  const so_far = scored(asked, sheet.answers);
  if (!so_far.eligible) return <NotFor reason={so_far.reason ? say(so_far.reason) : ""} />;
  const questions = questionsOf(loaded.instrument, loaded.text, asked.who, sheet.answers, language());
  const answered = questions.filter(({ id }) => isAnswered(sheet.answers[id])).length;
  if (!isStarted)
    return (
      <Frame title={s("run.title")}>
        <Intro
          words={loaded.text.intro}
          isOwnWording={loaded.text.rendering === "own"}
          questions={questions.length}
          recallDays={loaded.instrument.recall_days}
          isPrivate={loaded.instrument.private}
          reached={openIndex(questions, sheet.answers, sheet.skipped)}
          onStart={() => setStarted(true)}
          onLeave={back}
          onDecline={(why) => void decline(why)}
        />
      </Frame>
    );
  return <Asking {...{ sitting, questions, answered, so_far, asked }} onResult={setResult} />;
}

function NotFor({ reason }: { reason: string }) {
  return (
    <Frame title={s("run.title")}>
      <Empty icon="info" title={s("notFor")} help={reason} />
    </Frame>
  );
}

interface AskingProps {
  sitting: Sitting;
  questions: readonly Question[];
  answered: number;
  so_far: Scored;
  asked: Asked;
  onResult: (result: Scored) => void;
}

function Asking({ sitting, questions, answered, so_far, asked, onResult }: AskingProps) {
  const { sheet } = sitting;
  const [chosen, setChosen] = useState<number | null>(null);
  if (!sheet) return null;
  const at = Math.min(chosen ?? openIndex(questions, sheet.answers, sheet.skipped), questions.length);
  const question = questions[at];
  const goBack = (): void => (at > 0 ? setChosen(at - 1) : back());
  const progress = s("run.progress", { n: Math.min(at + 1, questions.length), all: questions.length });
  async function save(): Promise<void> {
    const done = await sitting.finish();
    if (done) onResult(done);
  }
  return (
    <Frame title={s("run.title")} sub={question ? progress : undefined} onBack={goBack}>
      <WayOut>
        <progress class="steps-done" value={at} max={questions.length} aria-label={progress} />
      </WayOut>
      {question ? (
        <QuestionView
          key={question.id}
          question={question}
          answer={sheet.answers[question.id]}
          recallDays={asked.instrument.recall_days}
          onAnswer={(value) => void sitting.answer(question.id, value).then(() => setChosen(at + 1))}
          onSkip={() => void sitting.skip(question.id).then(() => setChosen(at + 1))}
        />
      ) : (
        <End
          answered={answered}
          all={questions.length}
          missing={so_far.missing.length}
          onSave={() => void save()}
          onBack={goBack}
        />
      )}
      {question && at > 0 && (
        <button type="button" class="btn btn-quiet" onClick={goBack}>
          {s("run.back")}
        </button>
      )}
    </Frame>
  );
}
