import type { id } from "./practice.id.ts";

export const en: Record<keyof typeof id, string> = {
  banner: "PRACTICE – sent nowhere",
  tasks: "Tasks {done}/{all}",
  lead: "Every family here is invented. Try anything: nothing can break, nothing is sent.",
  "task.open": "Open the posyandu for today",
  "task.weigh": "Weigh Bima: find the name, enter 10.2 kg",
  "task.dose": "Record Putu's immunisation in the step Serve",
  "task.mother": "Measure the blood pressure of Ratna, who is pregnant",
  "task.refer": "Refer Sinta, whose weight does not rise",
  "task.close": "Close the posyandu, then sync now on the safety page",
  done: "done",
  all: "All tasks are done. You are ready for a real open day.",
  again: "Start again",
  leave: "End practice",
};
