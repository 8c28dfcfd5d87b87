import type { Entry, Handover } from "../../generated/wire.ts";
import type { Bytes } from "../bytes.ts";
import type { Device } from "../device.ts";
import type { Outbox } from "../outbox.ts";
import type { Session } from "../session.ts";
import { type Content, isHandedOver, judged } from "./content.ts";
import { framesOf } from "./frames.ts";
import { knownOf } from "./known.ts";
import { HandoverRefused, makeMessage, openMessage } from "./message.ts";
import type { Note } from "./received.ts";

/** What was taken. `fresh` 0: it was here already. */
export interface Taken {
  person: string;
  fresh: number;
}

export interface HandoverDesk {
  /** The codes to show in turn; empty when nothing of this person was written here today, null when it is too much. */
  give(person: string): Promise<string[] | null>;
  /** Keeps what a whole message carries. Throws HandoverRefused, or NotSaved when the phone could not keep it. */
  take(message: Bytes): Promise<Taken>;
  /** What was received and never sent by whoever wrote it. */
  notes(): Promise<readonly Note[]>;
  dismissNotes(): Promise<void>;
}

export interface DeskHost {
  outbox: Outbox;
  session: Session;
  device: Device;
  now(): Date;
  /** Local day of the post. */
  today(): string;
  changed(): void;
}

export class Desk implements HandoverDesk {
  private host: DeskHost;

  constructor(host: DeskHost) {
    this.host = host;
  }

  private get post(): string {
    return this.host.session.post?.id ?? "";
  }

  private shared(): Handover {
    const found = this.host.session.scope?.handover?.find((one) => one.post === this.post);
    if (!found) throw new HandoverRefused("no_key");
    return found;
  }

  async give(person: string): Promise<string[] | null> {
    const { device, now, today } = this.host;
    const entries = this.entriesOf(person).filter((entry) => entry.hash !== "");
    const known = knownOf(this.host.session.under(), person, today());
    if (entries.length === 0 && !known) return [];
    const own = entries.filter((entry) => entry.device === device.id);
    // What another table has seen can no longer be taken back as if it had never been said.
    await this.host.outbox.markTried(own.map((entry) => entry.device_counter));
    const content: Content = { v: 1, person, entries, known };
    const by = { post: this.post, device: device.id ?? "", date: today(), nowMs: now().getTime() };
    return framesOf(
      await makeMessage(content, { ...by, sign: device.sign.privateKey, shared: this.shared() }),
    );
  }

  async take(message: Bytes): Promise<Taken> {
    const { session, now, today, changed } = this.host;
    const shared = this.shared();
    const nowMs = now().getTime();
    const { header, content } = await openMessage(message, {
      post: this.post,
      date: today(),
      nowMs,
      shared,
    });
    const devices = new Set(shared.devices.map((one) => one.id));
    const whole = await judged(content, { post: this.post, date: today(), devices });
    const foreign = whole.entries.filter((entry) => entry.device !== this.host.device.id);
    const fresh = await (await session.received()).take(header, { ...whole, entries: foreign }, nowMs);
    session.refresh();
    changed();
    return { person: whole.person, fresh };
  }

  async notes(): Promise<readonly Note[]> {
    const received = await this.host.session.received();
    if (await received.expire(this.post, this.host.now().getTime())) {
      this.host.session.refresh();
      this.host.changed();
    }
    return received.notes(this.post);
  }

  async dismissNotes(): Promise<void> {
    await (await this.host.session.received()).dismissNotes(this.post);
    this.host.changed();
  }

  /** Today's words about the person that are not on the server: of this phone, and what other tables handed to it. */
  private entriesOf(person: string): Entry[] {
    const { outbox, session } = this.host;
    const own = outbox.waiting(this.post);
    const all = new Map([...session.handedOver(this.post), ...own].map((entry) => [entry.id, entry]));
    const about = [...all.values()].filter((entry) => isHandedOver(entry.kind) && this.isOf(entry, person));
    const families = new Set(about.map((entry) => (entry.data as { family?: unknown }).family));
    const founders = [...all.values()].filter(
      (entry) => entry.kind === "family.registered" && families.has(entry.subject),
    );
    return [...founders, ...about];
  }

  private isOf(entry: Entry, person: string): boolean {
    if (entry.subject !== person) return false;
    const { date } = entry.data as { date?: unknown };
    return entry.kind !== "visit.recorded" || date === this.host.today();
  }
}
