// The due list of a post, counted again only for whom something has changed. Pure; no DOM.
import type { PersonView } from "../core/api.ts";
import { activePersons } from "./day.ts";
import { byDue, duePerson, plannedVisits } from "./due.ts";
import type { DueContext, DuePerson } from "./due-item.ts";
import { ageOf } from "./referral.ts";

interface Page {
  /** What the answer was counted from; the same objects as long as nothing about the person has changed. */
  traces: readonly unknown[];
  due: DuePerson | null;
}

/** One for each post and open list; give it to the next call, it keeps what it has counted. */
export class DueBook {
  private pages = new Map<string, Page>();
  private order: readonly DuePerson[] = [];
  private day = "";
  private seen: { rows: DueContext["rows"]; version: number } | null = null;

  /** The list of this moment. */
  list(context: DueContext): readonly DuePerson[] {
    const day = `${context.today} ${context.province}`;
    if (day !== this.day || this.seen?.rows !== context.rows) this.forget(day);
    else if (this.seen.version === context.rows.version) return this.order;
    this.seen = { rows: context.rows, version: context.rows.version };
    this.turn({ ...context, planned: plannedVisits(context.rows, context.today) });
    return this.order;
  }

  private forget(day: string): void {
    this.pages = new Map();
    this.order = [];
    this.day = day;
  }

  private turn(context: DueContext): void {
    const pages = new Map<string, Page>();
    const gone = new Set<DuePerson>();
    const fresh: DuePerson[] = [];
    for (const person of activePersons(context.rows)) {
      const before = this.pages.get(person.id);
      const page = this.page(person, before, context);
      pages.set(person.id, page);
      if (page.due === before?.due) continue;
      if (before?.due) gone.add(before.due);
      if (page.due) fresh.push(page.due);
    }
    for (const [id, { due }] of this.pages) if (due && !pages.has(id)) gone.add(due);
    this.pages = pages;
    this.order = merged(gone.size > 0 ? this.order.filter((due) => !gone.has(due)) : this.order, fresh);
  }

  private page(person: PersonView, before: Page | undefined, context: DueContext): Page {
    const { rows, planned } = context;
    const traces = [...rows.tracesOf(person.id), planned?.get(person.id), ...ages(person, context)];
    if (before && isSame(before.traces, traces)) return before;
    return { traces, due: duePerson(person, context) };
  }
}

/** Whoever waits for an answer: lateness comes by itself, without a change of any row. */
const ages = ({ id }: PersonView, { rows, now }: DueContext): string[] =>
  rows.hasOpenRequest(id)
    ? rows.requestsOf(id).map((request) => {
        const { late, days } = ageOf(request, now);
        return `${late} ${days}`;
      })
    : [];

const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one, index) => one === b[index]);

/** Two lists in order as one. */
function merged(kept: readonly DuePerson[], fresh: DuePerson[]): readonly DuePerson[] {
  if (fresh.length === 0) return kept;
  const added = fresh.sort(byDue);
  const all: DuePerson[] = [];
  let next = 0;
  for (const due of kept) {
    for (let one = added[next]; one && byDue(one, due) < 0; one = added[++next]) all.push(one);
    all.push(due);
  }
  return [...all, ...added.slice(next)];
}
