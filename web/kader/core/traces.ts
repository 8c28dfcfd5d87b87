import type { PostModel } from "./model.ts";
import type { Laying } from "./overlay/index.ts";
import { isOpen } from "./overlay/network.ts";
import type { OwnGuests } from "./own-guests.ts";

/** Parts whose rows name a person and that lists are counted from. Visits and doses of the server are in summaries. */
const TRACED = ["visits", "doses", "requests", "pregnancies", "paths", "screenings", "firstaids"] as const;
type Traced = (typeof TRACED)[number];

/** What lists about a person are counted from, at one moment: the same values as long as nothing about it has changed. */
export class Traces {
  private model: PostModel;
  private layer: Laying;
  private own: OwnGuests;
  private parts = new Map<Traced, Map<string, unknown[]>>();
  private asking: ReadonlySet<string> | null = null;

  constructor(model: PostModel, layer: Laying, own: OwnGuests) {
    this.model = model;
    this.layer = layer;
    this.own = own;
  }

  /** Of one record; `person` is its row as screens see it. */
  of(id: string, person: unknown): unknown[] {
    const rows = TRACED.flatMap((part) => this.traced(part).get(id) ?? []);
    return [person, this.model.summaries.get(id), ...this.withdrawn(id), ...rows];
  }

  /** Everyone about whom a request waits. */
  waiting(): ReadonlySet<string> {
    this.asking ??= new Set(
      [...this.layer.all("requests")].filter(isOpen).map((row) => this.who(row.person)),
    );
    return this.asking;
  }

  private who(person: string | null): string {
    return person === null ? "" : (this.own.get(person)?.person ?? person);
  }

  /** Doses of the index that something which waits has withdrawn. */
  private withdrawn(id: string): string[] {
    const { voided } = this.layer;
    if (voided.size === 0) return [];
    return (this.model.summaries.get(id)?.doses ?? [])
      .filter((dose) => voided.has(dose.id))
      .map((dose) => dose.id);
  }

  /** Rows by person. Those that are laid are made anew with every change: their words stand for them. */
  private traced(part: Traced): Map<string, unknown[]> {
    const known = this.parts.get(part) ?? this.trace(part);
    this.parts.set(part, known);
    return known;
  }

  private trace(part: Traced): Map<string, unknown[]> {
    const byPerson = new Map<string, unknown[]>();
    const add = (person: string | null, trace: unknown): void => {
      const list = byPerson.get(this.who(person));
      if (list) list.push(trace);
      else byPerson.set(this.who(person), [trace]);
    };
    const laid = this.layer.rows[part];
    if (part !== "visits" && part !== "doses")
      for (const row of this.model.all(part)) if (!laid.has(row.id)) add(row.person, row);
    for (const row of laid.values()) add(row.person, JSON.stringify(row));
    return byPerson;
  }
}
