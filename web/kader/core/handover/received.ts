import type { Entry, Head } from "../../generated/wire.ts";
import type { OpenVault } from "../accounts.ts";
import { type Box, openJson, sealJson } from "../crypto.ts";
import type { PostModel } from "../model.ts";
import { type Db, DURABLE, saved } from "../store.ts";
import type { Content } from "./content.ts";
import type { Header } from "./header.ts";
import { asEntries } from "./known.ts";
import { labelOf, labelsOf } from "./label.ts";

/** Days that something received is shown although its phone has not sent it; then it becomes a note. */
export const KEPT_DAYS = 7;
const DAY_MS = 86_400_000;

interface Held {
  entry: Entry;
  /** When it was received, milliseconds since 1970. */
  atMs: number;
}

/** Something that was received and never sent by whoever wrote it. */
export interface Note {
  person: string;
  author: string;
  date: string;
}

interface Stored {
  held: Held[];
  notes: Note[];
}

/** Entries of other tables, encrypted in the vault. They are shown and never sent: their own phone sends them. */
export class Received {
  private db: Db;
  private vault: OpenVault;
  private posts = new Map<string, Stored>();

  private constructor(db: Db, vault: OpenVault) {
    this.db = db;
    this.vault = vault;
  }

  /** Read everything of this vault; `before` is what was open until now, also of another tab's reading. */
  static async open(db: Db, vault: OpenVault, before: Received | null): Promise<Received> {
    const found = before ?? new Received(db, vault);
    for (const label of await labelsOf(db, vault.vault)) {
      const box = (await db.get("meta", label)) as Box | undefined;
      const post = label.split("|")[2] ?? "";
      if (box) found.posts.set(post, await openJson<Stored>(vault.key, label, box));
    }
    return found;
  }

  /** What to lay over the rows of a post: what they do not show yet, in the order in which it was written. */
  over(post: string, model: PostModel): Entry[] {
    const entries = this.of(post).held.map(({ entry }) => entry);
    return entries.filter((entry) => !shows(model, entry)).sort(asWritten);
  }

  /** Whether two entries are of one other device; null when `entry` is none of those received. */
  sameDevice(id: string, entry: Entry): boolean | null {
    const find = (wanted: string) =>
      this.of(entry.post).held.find((each) => each.entry.id === wanted)?.entry.device;
    const device = find(entry.id);
    return device === undefined ? null : find(id) === device;
  }

  notes(post: string): readonly Note[] {
    return this.of(post).notes;
  }

  /** Keep what is new of a hand-over; returns how many entries were. */
  async take(header: Header, content: Content, nowMs: number): Promise<number> {
    const { held, notes } = this.of(header.post);
    const known = new Set(held.map(({ entry }) => entry.id));
    const fresh = [...asEntries(header, content), ...content.entries].filter((entry) => !known.has(entry.id));
    const next = { held: [...held, ...fresh.map((entry) => ({ entry, atMs: nowMs }))], notes };
    if (fresh.length > 0) await this.save(header.post, next);
    return fresh.length;
  }

  /** The server has these now: the rows of the pull show them. */
  async seen(post: string, heads: readonly Pick<Head, "id" | "hash">[]): Promise<void> {
    const there = new Set(heads.map((head) => head.id));
    const { held, notes } = this.of(post);
    const left = held.filter(({ entry }) => !there.has(entry.id));
    if (left.length < held.length) await this.save(post, { held: left, notes });
  }

  /** What waited too long becomes a note of whom to ask; returns whether anything did. */
  async expire(post: string, nowMs: number): Promise<boolean> {
    const { held, notes } = this.of(post);
    const left = held.filter(({ atMs }) => nowMs - atMs < KEPT_DAYS * DAY_MS);
    if (left.length === held.length) return false;
    // What came from the server's own rows is there already; only its pull is late.
    const gone = held.filter(({ entry }) => entry.hash !== "").filter((each) => !left.includes(each));
    const told = gone.map(({ entry }) => noteOf(entry));
    const unique = new Map([...notes, ...told].map((note) => [Object.values(note).join("|"), note]));
    await this.save(post, { held: left, notes: [...unique.values()] });
    return true;
  }

  async dismissNotes(post: string): Promise<void> {
    await this.save(post, { ...this.of(post), notes: [] });
  }

  private of(post: string): Stored {
    return this.posts.get(post) ?? { held: [], notes: [] };
  }

  private async save(post: string, next: Stored): Promise<void> {
    const label = labelOf(this.vault.vault, post);
    const isEmpty = next.held.length + next.notes.length === 0;
    const box = isEmpty ? null : await sealJson(this.vault.key, label, next);
    await saved(async () => {
      const tx = this.db.transaction("meta", "readwrite", DURABLE);
      if (box) tx.store.put(box, label);
      else tx.store.delete(label);
      await tx.done;
    });
    this.posts.set(post, next);
  }
}

function noteOf({ subject, author, happened_at }: Entry): Note {
  return { person: subject, author, date: happened_at.slice(0, 10) };
}

/** By time of writing; entries of one phone in the order of its counter. */
function asWritten(a: Entry, b: Entry): number {
  if (a.device === b.device) return a.device_counter - b.device_counter;
  return a.happened_at < b.happened_at ? -1 : 1;
}

/** Whether the server's rows tell of the entry already. */
function shows(model: PostModel, { id, kind, subject, data }: Entry): boolean {
  if (kind === "person.registered") return model.get("persons", subject) !== undefined;
  if (kind === "family.registered") return model.get("families", subject) !== undefined;
  if (kind === "guest.registered") return model.get("guests", subject) !== undefined;
  if (kind === "dose.given")
    return (model.summaries.get(subject)?.doses ?? []).some((dose) => dose.id === id);
  const visit = model.get("visits", String((data as { visit?: unknown }).visit));
  if (!visit) return false;
  const steps = Object.values(visit.steps).some((step) => step.entry === id);
  return steps || Object.values(visit.entries).includes(id);
}
