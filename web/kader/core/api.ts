/**
 * What screens may ask of the phone's core. Screens import types from here and the one `Phone` from `main.tsx`;
 * tests build one from rows with `phoneFromRows` of `testing.ts`. Nothing here touches the DOM.
 */

import type {
  AccountInfo,
  ChecklistRow,
  ConsentRow,
  DoseRow,
  Entry,
  FamilyRow,
  FirstAidRow,
  GuestRow,
  HomeCheckRow,
  HomePlanRow,
  HomeVisitRow,
  Kinds,
  MoveRow,
  NeighbourInfo,
  ParentCodeRow,
  PathRow,
  PersonRow,
  PlacesAnswer,
  PostInfo,
  PregnancyRow,
  Reason,
  RequestRow,
  ReviewRow,
  ScaleCheckRow,
  ScreeningRow,
  SessionRow,
  SlotsAnswer,
  VisitRow,
  Words,
} from "../generated/wire.ts";
import type { HandoverDesk } from "./handover/desk.ts";
import type { Relay } from "./relay-api.ts";
import type { Safety, SyncReport } from "./safety-api.ts";
import type { PersonSummary } from "./summary-api.ts";

export type { HandoverDesk } from "./handover/desk.ts";
export type { Backup, BackupFile, CarriedFile, Relay } from "./relay-api.ts";
export type { Safety, SafetyState, SyncReport } from "./safety-api.ts";
export type { DoseBrief, PersonSummary, VisitBrief } from "./summary-api.ts";
export type {
  AccountInfo,
  ConsentRow,
  DoseRow,
  Entry,
  FamilyRow,
  FirstAidRow,
  GuestRow,
  HomeCheckRow,
  HomePlanRow,
  HomeVisitRow,
  Kinds,
  MoveRow,
  NeighbourInfo,
  PathRow,
  PersonRow,
  PlacesAnswer,
  PostInfo,
  PregnancyRow,
  Reason,
  RequestRow,
  ReviewRow,
  ScaleCheckRow,
  ScreeningRow,
  SessionRow,
  SlotsAnswer,
  VisitRow,
  Words,
};

/**
 * new: no account yet · waiting: an enrolment waits for the officer or for its PIN (also while a colleague has the phone
 * open; cancelEnrolment returns to them) · locked: a PIN is needed ·
 * ready: open · lost: this browser's store was deleted (the server knows this phone, the phone knows nothing).
 */
export type Phase = "starting" | "new" | "waiting" | "locked" | "ready" | "lost";

/** An account on this phone. `hasPin` false: confirmed by the officer, `setPin` comes next. */
export interface PhoneAccount extends AccountInfo {
  hasPin: boolean;
  /** Seconds until the next PIN try is allowed; 0 when it may be tried now. */
  waitS: number;
}

/** `enrolment()` while phase is `waiting`, and its end. */
export interface EnrolmentState {
  state: "pending" | "confirmed" | "refused" | "expired";
  /** Three words that the officer's screen shows too. */
  words: string[];
  expiresAt: string;
  /** Set once confirmed: the account whose PIN is to be chosen. */
  account: AccountInfo | null;
}

/** A row with what is still in the outbox laid over it. `pending` true: not yet on the server. */
export type View<R> = R & { pending: boolean };
/** `guest`: a child of another post, served here; not on this post's register. */
export type PersonView = View<PersonRow> & { guest?: View<GuestRow> };
export type GuestView = View<GuestRow>;
export type FamilyView = View<FamilyRow>;
export type VisitView = View<VisitRow>;
export type DoseView = View<DoseRow>;
export type PregnancyView = View<PregnancyRow>;
export type RequestView = View<RequestRow>;
export type PathView = View<PathRow>;
export type ParentCodeView = View<ParentCodeRow>;
export type ScreeningView = View<ScreeningRow>;
export type FirstAidView = View<FirstAidRow>;
export type SessionView = View<SessionRow>;

/** Everything of the chosen post. Maps and arrays are new objects after a change, the same object otherwise. */
export interface Rows {
  /** Everyone of the post, and guests (`guest` is set). */
  readonly persons: ReadonlyMap<string, PersonView>;
  readonly families: ReadonlyMap<string, FamilyView>;
  /** Whole history, newest first; opens the person's pack on demand. */
  visitsOf(personId: string): Promise<readonly VisitView[]>;
  /** Visits of one day; those of the last 40 days are always at hand, older days give what is in the index. */
  visitsOn(date: string): readonly VisitView[];
  dosesOf(personId: string): Promise<readonly DoseView[]>;
  pregnanciesOf(personId: string): readonly PregnancyView[];
  openPregnancies(): readonly PregnancyView[];
  /** Growth paths of a child, the latest first. */
  pathsOf(personId: string): readonly PathView[];
  /** Codes given to the parents of a child; withdrawn ones left out. */
  parentCodesOf(personId: string): readonly ParentCodeView[];
  /** Those that count, newest first. */
  screeningsOf(personId: string): readonly ScreeningView[];
  /** First aid that counts: of everyone, unnamed ones included; of one person. */
  firstAids(): readonly FirstAidView[];
  firstAidsOf(personId: string): readonly FirstAidView[];
  homeVisits(): readonly HomeVisitRow[];
  /** Of everyone; those of a person bear the ids of all its records. */
  homeChecks(): readonly HomeCheckRow[];
  homePlans(): readonly HomePlanRow[];
  scaleChecks(): readonly ScaleCheckRow[];
  checklists(): readonly ChecklistRow[];
  session(date: string): SessionView | null;
  sessions(): readonly SessionView[];
  requests(): readonly RequestView[];
  requestsOf(personId: string): readonly RequestView[];
  consents(): readonly ConsentRow[];
  reviews(): readonly ReviewRow[];
  moves(): readonly MoveRow[];
  /** Whether an entry came from another table by QR and is not on the server yet. */
  isHanded(entryId: string): boolean;
  /** Ids of entries about a subject that have not left this phone, oldest first. */
  unsentOf(subject: string): readonly string[];
  summaryOf(personId: string): PersonSummary;
  /** Keys for what is computed of one person: the same values as long as nothing about the person has changed. */
  tracesOf(personId: string): readonly unknown[];
  hasOpenRequest(personId: string): boolean;
  /** Grows with every change; use it as a key for what you compute from rows. */
  readonly version: number;
}

/** One of several posts on this phone. `unsent`: entries of it that are not yet safe on the server. */
export interface PostAtHand {
  post: PostInfo;
  rows: Rows;
  unsent: number;
}

/** What a screen writes. The core adds id, post, author, counters, times and hash. */
export type Draft = { [K in keyof Kinds]: DraftOf<K> }[keyof Kinds];
export interface DraftOf<K extends keyof Kinds> {
  kind: K;
  subject: string;
  data: Kinds[K];
  /** Field group → seq that the author saw. Left out: the core fills it from the row being changed. */
  base?: Record<string, number> | null;
  /** Ids of entries that must come first. The core adds those that it can tell (person before visit). */
  after?: string[];
  /** Default: now. */
  happened_at?: string;
  /** Give an id to name this entry in another draft of the same call. */
  id?: string;
}

/** An entry that the server set aside ("perlu diperbaiki"). It stays on the phone until it is answered. */
export interface Quarantined {
  entry: Entry;
  reason: Reason;
  at: string;
}

/** A failed write. Nothing of the call was kept: show the red screen with what to write on paper. */
export class NotSaved extends Error {
  readonly code: "quota" | "closed" | "locked" | "aborted";
  constructor(code: NotSaved["code"], cause?: unknown) {
    super(`not saved: ${code}`, { cause });
    this.code = code;
  }
}

/** A refusal in words: wrong PIN, unknown code, no network, other server key. */
export class Refused extends Error {
  readonly code: string;
  readonly words: Words;
  /** Seconds to wait before the next try; 0 when none. */
  readonly waitS: number;
  constructor(code: string, words: Words, waitS = 0) {
    super(code);
    this.code = code;
    this.words = words;
    this.waitS = waitS;
  }
}

export interface Phone {
  phase(): Phase;
  /** Calls `fn` after any change; returns how to stop. */
  subscribe(fn: () => void): () => void;

  accounts(): readonly PhoneAccount[];
  account(): AccountInfo | null;
  /** `fingerprint` is the part after the dot of the QR; null when the code was typed. Throws Refused. */
  enrol(code: string, fingerprint: string | null): Promise<{ words: string[] }>;
  enrolment(): EnrolmentState | null;
  /** Leave an enrolment that was refused, expired or not wanted. */
  cancelEnrolment(): Promise<void>;
  /** Six digits. First PIN of a confirmed account, or a new one for the open account. Opens the phone. */
  setPin(accountId: string, pin: string): Promise<void>;
  /** Throws Refused code `wrong_pin` (with waitS) or `too_early`. */
  unlock(accountId: string, pin: string): Promise<void>;
  lock(): void;

  posts(): readonly PostInfo[];
  /** Posts of the same district, without the chosen one. */
  neighbours(): readonly NeighbourInfo[];
  /** Handing a visit to the next table and taking one, without network. Throws when the phone is locked. */
  handover(): Promise<HandoverDesk>;
  /** The chosen post. Throws when the phone is not ready or serves none. */
  post(): PostInfo;
  /** Throws Refused code `unreadable`: the present post then stays on the screen. */
  choosePost(id: string): Promise<void>;
  /** Every post that is served; `carried` are those that lie on this phone, ten at most. */
  served(): readonly PostInfo[];
  carried(): readonly PostInfo[];
  /** Carry these from now on; one with unsent entries always stays. What is new is loaded at once, if there is a network. */
  carry(ids: readonly string[]): Promise<SyncReport>;
  /** Posts that are served here and are still being loaded for the first time. */
  onTheWay(): number;
  /** All posts of this phone as they stand: for their state today and for a search over all. */
  everywhere(): Promise<readonly PostAtHand[]>;

  readonly rows: Rows;

  /**
   * Keeps all drafts in one IndexedDB transaction and resolves after it has completed; gives the entry ids in order.
   * Throws NotSaved when it has not: then nothing was kept.
   */
  record(drafts: Draft[]): Promise<string[]>;
  /** Takes back entries that were never sent, with what depends on them. False: sent already, record a correction. */
  undo(entryIds: string[]): Promise<boolean>;
  /** Where an entry stands; null when this phone never wrote it or forgot it after 35 days. */
  statusOf(entryId: string): "pending" | "sent" | "waiting" | "quarantined" | null;

  safety(): Safety;
  syncNow(): Promise<SyncReport>;
  repairs(): readonly Quarantined[];
  /** Free times where the chosen post asks, as last heard (`as_of`); null before the first answer. */
  slots(): Promise<SlotsAnswer | null>;
  /** Places to which the chosen post may refer, as last heard (`as_of`); null before the first answer. */
  places(): Promise<PlacesAnswer | null>;

  /** Sealed copies: one's own as a file, a colleague's to carry. Works locked, revoked and with a lost store. */
  readonly relay: Relay;

  /** A form in progress, encrypted; survives reload, crash and app update. */
  saveForm(key: string, values: Record<string, unknown>): Promise<void>;
  loadForm(key: string): Promise<Record<string, unknown> | null>;
  dropForm(key: string): Promise<void>;
  /** While any form is busy the app is never reloaded for an update. Returns how to release. */
  holdUpdate(): () => void;
  /** Apply a waiting app update now (reloads the page). */
  update(): Promise<void>;

  /** Small settings of this phone: language, my table. Not encrypted, never personal. */
  setting(name: string): string | null;
  setSetting(name: string, value: string): Promise<void>;

  /** Local day of the post, `YYYY-MM-DD`, and now by the phone's clock corrected with the server's. */
  today(): string;
  now(): Date;
  /** Ids: UUIDv7 for new subjects; derived ids for sessions and visits (two offline phones agree). */
  newId(): string;
  sessionId(date: string): string;
  visitId(personId: string, date: string): string;
  /** The `order`-th child (1, 2, …) of a pregnancy: two phones that record one birth name the same child. */
  birthId(pregnancyId: string, order: number): string;
}
