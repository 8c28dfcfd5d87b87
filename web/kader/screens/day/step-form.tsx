import { type ComponentChildren, Fragment } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import type { Draft } from "../../core/api.ts";
import { hold } from "../../hold.ts";
import { t } from "../../i18n/index.ts";
import { v } from "../../i18n/visit-words.ts";
import { answersOf } from "../../model/card-doses.ts";
import type { StepNumber } from "../../model/day.ts";
import { onPaper } from "../../model/paper-day.ts";
import { cardName, lastValue, resultsOf, type Subject, type Values, visitDraft } from "../../model/visit.ts";
import { go } from "../../nav.ts";
import { CardField } from "../../parts/card-field.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { ScreeningsToday } from "../../parts/screenings-today.tsx";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { AddMore } from "./add-more.tsx";
import { AdviceChips } from "./advice-chips.tsx";
import { FieldGroup } from "./field-group.tsx";
import { PrivateAdvice, PrivateNote } from "./private.tsx";
import { Carried, Recorded } from "./recorded.tsx";
import { ReferralSuggestion } from "./referral-suggestion.tsx";
import { ScaleField, scaleResult } from "./scale-field.tsx";
import { ServiceDoses } from "./service-doses.tsx";
import { NoneOfThese, symptomsFirst } from "./symptoms.tsx";
import { type StepState, useStep } from "./use-step.ts";
import { paperLines } from "./value-words.ts";

interface StepFormProps {
  subject: Subject;
  step: StepNumber;
  frame: { title: string; sub: string };
  /** What must be seen first: a missing birth date. */
  notice: ComponentChildren;
  head: ComponentChildren;
  tabs: ComponentChildren;
  onSaved: () => void;
  onShowVerdict: () => void;
}

/** The fields of one step, and saving them. What is recorded already stands above and changes by a correction. */
export function StepForm(props: StepFormProps) {
  const { subject, step } = props;
  const state = useStep(subject, step);
  const { trySave, showErrors, isEmptyMeasure, hear, asked } = useStepSave(props, state);
  const formRef = useRef<HTMLFormElement>(null);
  const hasFields = state.open.length > 0;
  useEffect(() => {
    // at the scale the next thing is a number: the keypad is up before the first tap
    if (step === 2) formRef.current?.querySelector<HTMLInputElement>(".measure-box input")?.focus();
  }, [step]);

  useEffect(() => {
    if (asked > 0) formRef.current?.querySelector<HTMLElement>(".question button")?.focus();
  }, [asked]);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (await trySave()) return;
    const wrong = "[aria-invalid=true], .measure-box input";
    formRef.current?.querySelector<HTMLElement>(wrong)?.focus();
  }

  return (
    <Frame
      {...props.frame}
      action={
        <button type="submit" form="step" class="btn btn-primary btn-big btn-block">
          <Icon name={hasFields ? "check" : "arrow-right"} />{" "}
          {hasFields ? v("visit.saveNext") : t("continue")}
        </button>
      }
    >
      {props.tabs}
      {props.notice}
      <Carried fields={state.carried} />
      <Recorded
        subject={subject}
        fields={state.recorded}
        onVerdict={step === 2 ? props.onShowVerdict : null}
      />
      <form id="step" class="stack" ref={formRef} onSubmit={submit} noValidate>
        <NoneOfThese fields={state.open} form={state.form} />
        <Fields subject={subject} state={state} showErrors={showErrors} onSure={hear} />
        {asked > 0 && (
          <p class="field-error" role="alert">
            {v("visit.typo.look")}
          </p>
        )}
        {isEmptyMeasure && (
          <p class="field-error" role="alert">
            {v("visit.emptyMeasure")}
          </p>
        )}
      </form>
      <PrivateAdvice fired={state.evaluation.fired} />
      <AddMore subject={subject} fields={state.addable} onAdd={state.add} />
      {step === 4 && <ServiceDoses subject={subject} />}
      {step === 4 && <ScreeningsToday person={subject.person} />}
      {step === 5 && <AdviceChips facts={state.facts} fired={state.evaluation.fired} form={state.form} />}
      {step >= 3 && <ReferralSuggestion subject={subject} evaluation={state.evaluation} />}
      {!hasFields && state.recorded.length + state.carried.length === 0 && (
        <Empty icon="clipboard-list" title={v("visit.nothing")} help={v("visit.nothing.help")} />
      )}
      {props.head}
    </Frame>
  );
}

interface FieldsProps {
  subject: Subject;
  state: StepState;
  showErrors: boolean;
  onSure: (question: string) => void;
}

function Fields({ subject, state, showErrors, onSure }: FieldsProps) {
  const { form, open, invalid, questions } = state;
  const { groups = [] } = subject.card;
  const ungrouped = open.filter((field) => !groups.some(({ id }) => id === field.group));
  const inOrder = symptomsFirst(ungrouped);
  const numbers = open.filter((field) => field.type === "decimal" || field.type === "integer");
  return (
    <>
      {groups.map((group) => {
        const fields = open.filter((field) => field.group === group.id);
        return fields.length > 0 && <FieldGroup key={group.id} group={group} fields={fields} form={form} />;
      })}
      {inOrder.map((field) => (
        <Fragment key={field.id}>
          <PrivateNote fields={inOrder} field={field} />
          <CardField
            field={field}
            value={form.values[field.id]}
            onChange={(value) => form.set(field.id, value)}
            last={lastValue(subject, field.id)}
            today={subject.today}
            question={questions.get(field.id) ?? null}
            isInvalid={invalid.includes(field.id) && showErrors}
            isLast={field === numbers[numbers.length - 1]}
            onDone={state.settleNow}
            onSure={onSure}
          />
          <ScaleField field={field} form={form} person={subject.person.id} />
        </Fragment>
      ))}
    </>
  );
}

function useStepSave({ subject, step, onSaved }: StepFormProps, state: StepState) {
  const phone = usePhone();
  const save = useSave();
  const [showErrors, setShowErrors] = useState(false);
  const [isEmptyMeasure, setEmptyMeasure] = useState(false);
  /** How often saving has stopped for a question. */
  const [asked, setAsked] = useState(0);
  const heard = useRef(new Set<string>());
  const { person, today } = subject;

  /** A question that nobody has seen stops the first tap, not the second: whoever types quickly sees it too. */
  function isAsking(): boolean {
    const fresh = state.doubts().filter((question) => !heard.current.has(question));
    for (const question of fresh) heard.current.add(question);
    if (fresh.length > 0) state.settleNow();
    setAsked(fresh.length > 0 ? asked + 1 : 0);
    return fresh.length > 0;
  }

  async function trySave(): Promise<boolean> {
    const { values, invalid, open, recorded, carried } = state;
    const isEmpty = Object.keys(values).length === 0;
    setShowErrors(invalid.length > 0);
    // an impossible figure says itself what is wrong
    const isBlank = step === 2 && isEmpty && recorded.length === 0;
    setEmptyMeasure(isBlank && invalid.length === 0);
    if (invalid.length > 0 || isBlank) return false;
    if (isEmpty && recorded.length > 0) return finish();
    if (isAsking()) return false;
    const kept = await save([draft(), ...(await hold(() => dosesIn(values)))], {
      title: person.name,
      paper: paperLines([...carried, ...open], values),
      done: v("visit.saved", { name: person.name }),
      onTooLate: () => go("correct", { person: person.id }),
    });
    return kept ? finish() : false;
  }

  function draft() {
    const ids = { visit: phone.visitId(person.id, today), session: phone.sessionId(today) };
    const { evaluation, growth } = state.now();
    const made = visitDraft(subject, step, ids, state.values, {
      ...resultsOf(evaluation, growth),
      ...scaleResult(phone, state.values.weight_kg, state.form),
    });
    return onPaper(made, phone.today(), phone.now());
  }

  /** A yes to vitamin A or deworming is a dose too, so that the due list does not ask for it again. */
  async function dosesIn(values: Values): Promise<Draft[]> {
    if (!answersOf(cardName(subject)).some(({ field }) => values[field] === true)) return [];
    const { answeredDoses } = await import("../care/answered-doses.ts");
    return answeredDoses(phone, person, cardName(subject), values, {
      date: today,
      visit: phone.visitId(person.id, today),
    });
  }

  async function finish(): Promise<boolean> {
    await state.form.drop();
    onSaved();
    return true;
  }
  const hear = (question: string): void => void heard.current.add(question);
  return { trySave, showErrors, isEmptyMeasure, hear, asked };
}
