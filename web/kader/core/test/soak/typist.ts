import type { Draft, Phone } from "../../api.ts";
import { uuid7 } from "../../ids.ts";

/** Numbers in [0, 1) from a seed (mulberry32): a run can be played again. */
export function chances(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Made = Draft & { id: string };
const NAMES = ["Aisyah", "Bagas", "Citra", "Dewi", "Eko", "Fitri", "Gita", "Hadi"];
const NOTES = ["", "kembar", "rumah hijau", "alergi telur"];

/** What a kader types on a morning, drawn from what her phone shows; now and then something the server will refuse. */
export class Typist {
  private phone: Phone;
  private chance: () => number;
  private posts: readonly string[];
  /** Registrations that others already name in `after`, typed later: until then what names them must wait. */
  private owed: Made[] = [];

  constructor(phone: Phone, posts: readonly string[], chance: () => number) {
    this.phone = phone;
    this.posts = posts;
    this.chance = chance;
  }

  /** Drafts of one `record()`, at most `most`; each has its id. */
  type(most: number): Made[] {
    const turn = this.chance();
    if (turn < 0.2 || this.phone.rows.persons.size < 3) return this.family().slice(0, Math.max(2, most));
    if (turn < 0.24) return this.owe();
    if (turn < 0.28 && this.owed.length > 0) return [this.owed.shift() as Made];
    return Array.from({ length: Math.min(most, 1 + Math.floor(this.chance() * 4)) }, () => this.one());
  }

  private one(): Made {
    const turn = this.chance();
    if (turn < 0.5) return this.weigh();
    if (turn < 0.68) return this.patch();
    if (turn < 0.8) return this.dose();
    if (turn < 0.86) return this.withdraw();
    if (turn < 0.9) return this.decide();
    if (turn < 0.94) return this.move();
    if (turn < 0.97) return this.session();
    return { id: this.id(), kind: "person.registered", subject: this.id(), data: { name: " " } };
  }

  private family(): Made[] {
    const family = this.id();
    const head = this.pick(NAMES);
    const born = `2025-0${1 + Math.floor(this.chance() * 9)}-11`;
    return [
      { id: this.id(), kind: "family.registered", subject: family, data: { head_name: head, rt: "02" } },
      {
        id: this.id(),
        kind: "person.registered",
        subject: this.id(),
        data: { family, name: this.pick(NAMES), sex: "P", birth_date: born },
      },
    ];
  }

  /** Names an entry that this phone has not typed yet. */
  private owe(): Made[] {
    const later: Made = {
      id: this.id(),
      kind: "person.registered",
      subject: this.id(),
      data: { name: this.pick(NAMES) },
    };
    this.owed.push(later);
    const now: Made = {
      id: this.id(),
      kind: "person.registered",
      subject: this.id(),
      data: { name: this.pick(NAMES) },
      after: [later.id],
    };
    return [now];
  }

  private weigh(): Made {
    const person = this.someone();
    const date = this.phone.today();
    const values = { weight_kg: Math.round(70 + this.chance() * 40) / 10 };
    const data = { visit: this.phone.visitId(person, date), date, card: "balita" as const, step: 2, values };
    return { id: this.id(), kind: "visit.recorded", subject: person, data };
  }

  private patch(): Made {
    const fields = this.chance() < 0.5 ? { notes: this.pick(NOTES) } : { name: this.pick(NAMES) };
    return { id: this.id(), kind: "person.changed", subject: this.someone(), data: { fields } };
  }

  private dose(): Made {
    const data = { product: "vitamin_a_red", date: this.phone.today(), source: "history" as const };
    return { id: this.id(), kind: "dose.given", subject: this.someone(), data };
  }

  private withdraw(): Made {
    const visits = this.phone.rows.visitsOn(this.phone.today());
    const entries = visits.flatMap((visit) =>
      Object.values(visit.entries).map((entry) => [visit, entry] as const),
    );
    if (entries.length === 0) return this.weigh();
    const [visit, entry] = this.pick(entries);
    const data = { target: entry as string, reason: "keliru" };
    return { id: this.id(), kind: "entry.voided", subject: visit.person, data };
  }

  private decide(): Made {
    const open = this.phone.rows.reviews().filter(({ status, clinical }) => status === "open" && !clinical);
    if (open.length === 0) return this.patch();
    const review = this.pick(open);
    const data = { review: review.id, value: review.options[0]?.value ?? null };
    return { id: this.id(), kind: "review.resolved", subject: review.record, data };
  }

  private move(): Made {
    const families = [...this.phone.rows.families.values()].filter(({ status }) => status === "active");
    const others = this.posts.filter((post) => post !== this.phone.post().id);
    if (families.length === 0 || others.length === 0) return this.weigh();
    const data = { to_post: this.pick(others), reason: "pindah rumah" };
    return { id: this.id(), kind: "family.moved", subject: this.pick(families).id, data };
  }

  private session(): Made {
    const date = this.phone.today();
    return {
      id: this.id(),
      kind: "session.opened",
      subject: this.phone.sessionId(date),
      data: { date, place: this.pick(["Balai RW", "Rumah Bu RT"]) },
    };
  }

  private someone(): string {
    const active = [...this.phone.rows.persons.values()].filter(({ status }) => status === "active");
    return active.length > 0 ? this.pick(active).id : this.pick([...this.phone.rows.persons.keys()]);
  }

  private pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.chance() * list.length)] as T;
  }

  private id(): string {
    return uuid7(Date.now());
  }
}
