import { Icon } from "../../../ui/icon.tsx";
import type { PersonView } from "../../core/api.ts";
import { daysBetween, formatDate, formatNumber } from "../../i18n/format.ts";
import { kept } from "../../model/people.ts";
import type { Screens } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { usePhone } from "../../phone.tsx";
import { save } from "../../save.tsx";
import { FedForm } from "./fed-form.tsx";
import { type PathState, usePath } from "./use-path.ts";
import { WeighForm } from "./weigh-form.tsx";
import { outcomeWords, p, resultWords, stepWords, taskWords } from "./words.ts";

/** A child's growth path: what is next, the weighing and the food of today, what was done. */
export function GrowthPath({ params }: { params: Screens["growthPath"] }) {
  const { rows } = usePhone();
  const person = kept(rows, params.person);
  return person ? <Page person={person} /> : <None />;
}

const None = () => (
  <Frame title={p("title")}>
    <Empty icon="trending-up" title={p("none")} help={p("none.help")} />
  </Frame>
);

function Page({ person }: { person: PersonView }) {
  const state = usePath(person);
  if (!state) return <None />;
  const isOpen = state.path.status === "open";
  return (
    <Frame title={p("title")} sub={person.name}>
      {isOpen ? (
        <p class="banner">
          <Icon name="heart-handshake" />
          {p("kind")}
        </p>
      ) : (
        <p class="banner">
          <Icon name="circle-check" />
          {p("closed", {
            how: outcomeWords(state.path.outcome),
            date: formatDate(state.path.closed_on ?? state.path.opened_on),
          })}
        </p>
      )}
      {isOpen && <Next state={state} />}
      {isOpen && <WeighForm person={person} state={state} />}
      {isOpen && state.feeding && <FedForm person={person} state={state} />}
      <Done person={person} state={state} />
    </Frame>
  );
}

function Next({ state }: { state: PathState }) {
  const today = usePhone().today();
  const since = state.last?.date ?? state.path.opened_on;
  return (
    <section class="card stack stack-tight" aria-labelledby="next">
      <h2 id="next">{p("next")}</h2>
      {state.givenUp && <p class="question">{p("givenUp", { days: daysBetween(since, today) })}</p>}
      <ul class="list">
        {state.tasks.map((task) => (
          <li key={task.code} class="row">
            <Icon name={task.by === "kader" ? "scale" : "users-round"} />
            <span class="row-main">
              <span class="row-title">{taskWords(task.code)}</span>
              <span class="row-sub">
                {p(task.by === "kader" ? "next.mine" : "next.officer")} · {dueWords(task.due, today)}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {state.feeding && <FeedingDays state={state} />}
    </section>
  );
}

function dueWords(due: string, today: string): string {
  if (due === today) return p("due.today");
  return p(due < today ? "due.late" : "due.on", { date: formatDate(due) });
}

function FeedingDays({ state }: { state: PathState }) {
  const feeding = state.feeding;
  if (!feeding) return null;
  if (state.tasks.some((task) => task.code === "review") && feeding.day === feeding.days)
    return <p>{p("feeding.over", { days: feeding.days })}</p>;
  return (
    <p>
      <strong>{p("feeding.day", { day: feeding.day, days: feeding.days })}</strong>
      <br />
      <progress
        max={feeding.days}
        value={feeding.day}
        aria-label={p("feeding.day", { day: feeding.day, days: feeding.days })}
      />{" "}
      {p("feeding.portions", { n: feeding.portions })}
    </p>
  );
}

function Done({ person, state }: { person: PersonView; state: PathState }) {
  const phone = usePhone();
  const me = phone.account()?.id;
  const steps = [...state.path.steps].reverse().sort((a, b) => b.date.localeCompare(a.date));
  const withdraw = (entry: string, label: string): Promise<unknown> =>
    save(
      phone,
      [
        {
          kind: "entry.voided",
          subject: state.path.id,
          data: { target: entry, reason: p("withdraw.reason") },
        },
      ],
      { title: person.name, paper: [{ label: p("withdraw"), value: label }], done: p("withdrawn") },
    );
  return (
    <section class="card stack stack-tight" aria-labelledby="done">
      <h2 id="done">{p("done")}</h2>
      {steps.length === 0 && <p class="muted">{p("done.none")}</p>}
      <ul class="list">
        {steps.map((step) => (
          <li key={step.entry} class="row">
            <span class="row-main">
              <span class="row-title">{stepWords(step.step)}</span>
              <span class="row-sub">
                {[formatDate(step.date), ...figures(step.values), resultWords(step.step, step.result)]
                  .filter(Boolean)
                  .join(" · ")}
                {phone.statusOf(step.entry) === "pending" && ` · ${p("pending")}`}
              </span>
              {step.author === me && state.path.status === "open" && (
                <button
                  type="button"
                  class="btn btn-quiet"
                  onClick={() => void withdraw(step.entry, stepWords(step.step))}
                >
                  <Icon name="undo-2" />
                  {p("withdraw")}
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function figures(values: Record<string, unknown>): string[] {
  const kg = typeof values.weight_kg === "number" ? [p("kg", { kg: formatNumber(values.weight_kg, 2) })] : [];
  const n = typeof values.portions === "number" ? [p("portions", { n: values.portions })] : [];
  return [...kg, ...n];
}
