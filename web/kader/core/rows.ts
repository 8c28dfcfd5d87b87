import type { DoseRow, Entry, Parts, RequestRow, VisitRow } from "../generated/wire.ts";
import type { PersonSummary, PersonView, Rows, View } from "./api.ts";
import { asPerson } from "./guest-person.ts";
import { PostModel } from "./model.ts";
import { type LayContext, type Laying, layOver, type Part } from "./overlay/index.ts";
import { isOpen } from "./overlay/network.ts";
import { carriedHome, type OwnGuests, ownGuests } from "./own-guests.ts";
import { emptySummary, joined, type StoredSummary, withDose, withVisit } from "./summary.ts";
import { Traces } from "./traces.ts";

/** Whole history of one person from the packs, without what is laid over. */
export type OpenHistory = (person: string) => Promise<{ visits: VisitRow[]; doses: DoseRow[] }>;

type AnyRow = { id: string; seq: number };
const newest = (a: { date: string }, b: { date: string }): number =>
  a.date < b.date ? 1 : a.date > b.date ? -1 : 0;

/** `Rows` over a model and what waits. `refresh` after either has changed; everything else is worked out when asked. */
type Sound = "homevisits" | "homechecks" | "homeplans" | "scalechecks" | "firstaids" | "checklists";

export class LiveRows implements Rows {
  version = 0;
  private model: PostModel;
  private pending: readonly Entry[] = [];
  private own: OwnGuests = new Map();
  private handed: ReadonlySet<string> = new Set();
  private layer: Laying;
  private context: LayContext;
  private openHistory: OpenHistory;
  private cache = new Map<string, unknown>();
  private views = new WeakMap<object, View<AnyRow>>();

  constructor(model: PostModel, context: LayContext, openHistory: OpenHistory) {
    this.model = model;
    this.context = context;
    this.openHistory = openHistory;
    this.layer = layOver(model, [], context);
  }

  /** `handed` are entries of other tables, received by QR: laid under our own, since they were written before. */
  refresh(model: PostModel, waiting: readonly Entry[], handed: readonly Entry[] = []): void {
    this.own = ownGuests(model);
    const pending = carriedHome([...handed, ...waiting], this.own, model);
    this.model = model;
    this.pending = pending;
    this.handed = new Set(handed.map((entry) => entry.id));
    this.layer = layOver(model, pending, this.context);
    this.cache.clear();
    this.version++;
  }

  get persons(): ReadonlyMap<string, PersonView> {
    return this.once("persons and guests", () => {
      const guests = this.list("guests").filter((row) => row.status !== "void");
      const persons = this.map("persons");
      return guests.length === 0
        ? persons
        : new Map([...persons, ...guests.map((row) => asPerson(row, this.own.get(row.id)?.person ?? null))]);
    });
  }

  get families(): Rows["families"] {
    return this.map("families");
  }

  async visitsOf(personId: string): Promise<readonly View<VisitRow>[]> {
    const histories = await this.histories(personId);
    const rows = new Map(histories.flatMap((history) => history.visits).map((row) => [row.id, row]));
    const laid = this.laidOver(rows, this.identities(personId));
    return laid.sort(newest);
  }

  visitsOn(date: string): readonly View<VisitRow>[] {
    return this.once(`on ${date}`, () =>
      this.list("visits").filter(
        (row) => row.date === date && row.status === "ok" && !this.own.has(row.person),
      ),
    );
  }

  async dosesOf(personId: string): Promise<readonly View<DoseRow>[]> {
    const histories = await this.histories(personId);
    const ids = this.identities(personId);
    const rows = new Map(histories.flatMap((history) => history.doses).map((row) => [row.id, row]));
    const views = [...rows.values()].map((row) => this.view(this.voidable(row), false));
    const mine = [...this.layer.rows.doses.values()].filter((row) => ids.includes(row.person));
    return [
      ...views.filter((row) => !this.layer.rows.doses.has(row.id)),
      ...mine.map((row) => this.view(row, true)),
    ].sort((a, b) => -newest(a, b));
  }

  pregnanciesOf(personId: string): Rows["pregnanciesOf"] extends (id: string) => infer R ? R : never {
    const ids = this.identities(personId);
    return this.list("pregnancies").filter((row) => ids.includes(row.person) && row.status !== "void");
  }

  openPregnancies(): ReturnType<Rows["openPregnancies"]> {
    return this.once("open pregnancies", () =>
      this.list("pregnancies").filter((row) => row.status === "open"),
    );
  }

  screeningsOf(personId: string): ReturnType<Rows["screeningsOf"]> {
    const ids = this.identities(personId);
    const isTheirs = (id: string) => ids.includes(this.own.get(id)?.person ?? id);
    return this.list("screenings")
      .filter((row) => row.status === "ok" && isTheirs(row.person))
      .sort(newest);
  }

  firstAidsOf(personId: string): ReturnType<Rows["firstAidsOf"]> {
    const ids = this.identities(personId);
    const isTheirs = (id: string) => ids.includes(this.own.get(id)?.person ?? id);
    return this.firstAids().filter((row) => row.person !== null && isTheirs(row.person));
  }

  pathsOf(personId: string): ReturnType<Rows["pathsOf"]> {
    const ids = this.identities(personId);
    const known = this.list("paths").filter((row) => ids.includes(row.person) && row.status !== "void");
    return known.sort((a, b) => (a.opened_on < b.opened_on ? 1 : -1));
  }

  parentCodesOf(personId: string): ReturnType<Rows["parentCodesOf"]> {
    const ids = this.identities(personId);
    return this.list("parentcodes").filter((row) => ids.includes(row.person) && row.status === "ok");
  }

  session(date: string): ReturnType<Rows["session"]> {
    return this.list("sessions").find((row) => row.date === date) ?? null;
  }

  sessions(): ReturnType<Rows["sessions"]> {
    return this.once("sessions", () => [...this.list("sessions")].sort(newest));
  }

  readonly homeVisits = () => this.sound("homevisits");
  readonly homeChecks = () => this.sound("homechecks");
  readonly homePlans = () => this.sound("homeplans");
  readonly scaleChecks = () => this.sound("scalechecks");
  readonly firstAids = () => this.sound("firstaids");
  readonly checklists = () => this.sound("checklists");

  requests(): ReturnType<Rows["requests"]> {
    return this.list("requests");
  }

  requestsOf(personId: string): readonly View<RequestRow>[] {
    const ids = this.identities(personId);
    const isTheirs = (id: string) => ids.includes(this.own.get(id)?.person ?? id);
    return this.requests().filter((row) => row.person !== null && isTheirs(row.person));
  }

  consents(): ReturnType<Rows["consents"]> {
    return this.list("consents");
  }

  reviews(): ReturnType<Rows["reviews"]> {
    return this.once("open reviews", () => this.list("reviews").filter((row) => row.status === "open"));
  }

  moves(): ReturnType<Rows["moves"]> {
    return this.list("moves");
  }

  isHanded(entryId: string): boolean {
    return this.handed.has(entryId);
  }

  summaryOf(personId: string): PersonSummary {
    return this.once(`summary ${personId}`, () => {
      const stored = this.identities(personId)
        .map((id) => this.laidSummary(id))
        .reduce(joined);
      return { ...stored, requests: this.requestsOf(personId).filter(isOpen) };
    });
  }

  tracesOf(personId: string): readonly unknown[] {
    const persons = this.map("persons");
    return this.identities(personId).flatMap((id) => this.traces().of(id, persons.get(id)));
  }

  hasOpenRequest(personId: string): boolean {
    return this.identities(personId).some((id) => this.traces().waiting().has(id));
  }

  private traces(): Traces {
    return this.once("traces", () => new Traces(this.model, this.layer, this.own));
  }

  /** Rows that exist only because of what waits. */
  laid<P extends Part>(part: P): Iterable<Parts[P]> {
    return this.layer.rows[part].values();
  }

  /** The person and all who were merged into them. */
  private identities(personId: string): string[] {
    const merged = this.once("merged", () => {
      const into = new Map<string, string[]>();
      // Not guests: what they have is the person's own already.
      for (const row of this.map("persons").values()) {
        if (row.merged_into) into.set(row.merged_into, [...(into.get(row.merged_into) ?? []), row.id]);
      }
      return into;
    });
    const found = [personId];
    for (const id of found) found.push(...(merged.get(id) ?? []).filter((gone) => !found.includes(gone)));
    return found;
  }

  private laidSummary(personId: string): StoredSummary {
    let summary = this.model.summaries.get(personId) ?? emptySummary();
    const gone = summary.doses.some((dose) => this.layer.voided.has(dose.id));
    if (gone)
      summary = { ...summary, doses: summary.doses.filter((dose) => !this.layer.voided.has(dose.id)) };
    for (const row of this.laidOf("visits").get(personId) ?? []) summary = withVisit(summary, row);
    for (const row of this.laidOf("doses").get(personId) ?? []) summary = withDose(summary, row);
    return summary;
  }

  /** Laid rows by person. */
  private laidOf<P extends "visits" | "doses">(part: P): Map<string, Parts[P][]> {
    return this.once(`laid ${part}`, () => {
      const byPerson = new Map<string, Parts[P][]>();
      for (const row of this.layer.rows[part].values()) {
        byPerson.set(row.person, [...(byPerson.get(row.person) ?? []), row]);
      }
      return byPerson;
    });
  }

  private histories(personId: string): Promise<{ visits: VisitRow[]; doses: DoseRow[] }[]> {
    return Promise.all(this.identities(personId).map((id) => this.openHistory(id)));
  }

  /** Lay what waits over visits that are not in the index. */
  private laidOver(rows: Map<string, VisitRow>, persons: string[]): View<VisitRow>[] {
    const under = {
      get: <P extends Part>(part: P, id: string) =>
        part === "visits" ? (rows.get(id) as Parts[P] | undefined) : this.model.get(part, id),
      all: <P extends Part>(part: P) =>
        part === "visits" ? (rows.values() as Iterable<Parts[P]>) : this.model.all(part),
    };
    const entries = this.pending.filter(
      (entry) => persons.includes(entry.subject) || entry.kind === "entry.voided",
    );
    const laid = layOver(under, entries, this.context).rows.visits;
    const untouched = [...rows.values()].filter((row) => !laid.has(row.id));
    return [
      ...untouched.map((row) => this.view(row, false)),
      ...[...laid.values()].map((row) => this.view(row, true)),
    ];
  }

  unsentOf = (subject: string): string[] =>
    this.pending.flatMap((entry) => (entry.subject === subject ? [entry.id] : []));
  private voidable(row: DoseRow): DoseRow {
    return this.layer.voided.has(row.id) ? { ...row, status: "void" } : row;
  }

  private list<P extends Part>(part: P): View<Parts[P]>[] {
    return this.once(`list ${part}`, () => [...this.map(part).values()]);
  }

  /** Rows that nobody took back. */
  private sound<P extends Sound>(part: P): View<Parts[P]>[] {
    return this.once(`sound ${part}`, () => this.list(part).filter((row) => row.status === "ok"));
  }

  private map<P extends Part>(part: P): ReadonlyMap<string, View<Parts[P]>> {
    return this.once(`map ${part}`, () => {
      const rows = new Map<string, View<Parts[P]>>();
      for (const row of this.model.all(part)) rows.set(row.id, this.view(row, false));
      for (const row of this.layer.rows[part].values()) rows.set(row.id, this.view(row, true));
      return rows;
    });
  }

  private view<R extends AnyRow>(row: R, pending: boolean): View<R> {
    let view = this.views.get(row);
    if (!view) {
      view = { ...row, pending };
      this.views.set(row, view);
    }
    return view as View<R>;
  }

  private once<T>(key: string, make: () => T): T {
    if (!this.cache.has(key)) this.cache.set(key, make());
    return this.cache.get(key) as T;
  }
}

/** Rows of a phone that may show none. */
export const CLOSED_ROWS = new LiveRows(
  new PostModel(),
  { post: "", mine: () => false, day: () => "", unitName: () => "" },
  async () => ({ visits: [], doses: [] }),
);
