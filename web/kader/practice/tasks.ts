import type { Phone } from "../core/api.ts";
import { practiceId } from "./world.ts";

export const TASKS = ["open", "weigh", "dose", "mother", "refer", "close"] as const;
export type Task = (typeof TASKS)[number];

/** What stands in the rows decides, however the kader came there. */
const DONE: Record<Task, (phone: Phone) => boolean> = {
  open: (phone) => phone.rows.session(phone.today()) !== null,
  weigh: (phone) => "weight_kg" in valuesToday(phone, "bima"),
  dose: (phone) =>
    phone.rows
      .summaryOf(practiceId("putu"))
      .doses.some(({ source, date }) => source === "given" && date === phone.today()),
  mother: (phone) => "systolic" in valuesToday(phone, "mother ruslan"),
  refer: (phone) => phone.rows.requestsOf(practiceId("sinta")).length > 0,
  close: (phone) => phone.rows.session(phone.today())?.status === "closed" && phone.safety().pending === 0,
};

export const isDone = (phone: Phone, task: Task): boolean => DONE[task](phone);

function valuesToday(phone: Phone, key: string): Readonly<Record<string, unknown>> {
  const person = practiceId(key);
  return phone.rows.visitsOn(phone.today()).find((visit) => visit.person === person)?.values ?? {};
}
