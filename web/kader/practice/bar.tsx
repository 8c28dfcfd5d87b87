import "./practice.css";
import { useEffect, useLayoutEffect, useReducer, useRef } from "preact/hooks";
import { Icon } from "../../ui/icon.tsx";
import { onLanguage } from "../i18n/index.ts";
import { usePhone } from "../phone.tsx";
import { practice } from "./store.ts";
import { isDone, TASKS, type Task } from "./tasks.ts";
import { p } from "./words.ts";

/** Above every screen of a practice: that it is one, what to try, and the way out. */
export function Bar() {
  const phone = usePhone();
  const [, render] = useReducer((count: number) => count + 1, 0);
  useEffect(() => onLanguage(() => render(0)), []);
  const bar = useMarkedRoot();
  const done = new Set(TASKS.filter((task) => isDone(phone, task)));
  return (
    <section ref={bar} class="practice-bar" aria-label={p("banner")}>
      <strong class="practice-word">{p("banner")}</strong>
      <details>
        <summary>{p("tasks", { done: done.size, all: TASKS.length })}</summary>
        <div class="practice-panel stack stack-tight">
          <p>{done.size === TASKS.length ? p("all") : p("lead")}</p>
          <ol class="stack stack-tight">
            {TASKS.map((task) => (
              <TaskLine key={task} task={task} isDone={done.has(task)} />
            ))}
          </ol>
          <Ends />
        </div>
      </details>
    </section>
  );
}

function TaskLine({ task, isDone }: { task: Task; isDone: boolean }) {
  return (
    <li data-task={task} data-done={isDone}>
      {p(`task.${task}`)}
      {isDone && (
        <span class="pill pill-nila">
          <Icon name="circle-check" /> {p("done")}
        </span>
      )}
    </li>
  );
}

function Ends() {
  const running = practice.get();
  return (
    <div class="actions">
      <button type="button" class="btn" onClick={() => void running?.again()}>
        <Icon name="refresh-cw" /> {p("again")}
      </button>
      <button type="button" class="btn btn-primary" onClick={() => void running?.leave()}>
        <Icon name="log-out" /> {p("leave")}
      </button>
    </div>
  );
}

/** The root is marked for the other colours, and told how much of the top the bar takes. */
function useMarkedRoot() {
  const bar = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const root = document.documentElement;
    root.dataset.practice = "";
    const measure = () => root.style.setProperty("--practice-bar", `${bar.current?.offsetHeight ?? 0}px`);
    const watch = new ResizeObserver(measure);
    if (bar.current) watch.observe(bar.current);
    return () => {
      watch.disconnect();
      delete root.dataset.practice;
      root.style.removeProperty("--practice-bar");
    };
  }, []);
  return bar;
}
