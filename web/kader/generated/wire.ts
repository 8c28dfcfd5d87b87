// Generated from simpul/*/wire.py by `python -m simpul.journal.generate`. Do not edit.

/** `session.opened`; subject is the session id = UUIDv5(NS, `session|{post}|{date}`). */
export interface SessionOpened {
  date: string;
  place?: string;
  staff?: string[];
}

/** `session.closed`; totals as the phone counted them, kept beside what the server counts. */
export interface SessionClosed {
  date: string;
  totals?: Record<string, number>;
  notes?: string;
}

/**
 * Where a guest was seen: written by the server when it carries an entry to the child's own post, never by a phone.
 *
 * `device` and `counter` are those of the entry that was carried, so that a phone still replaces what it wrote itself.
 */
export interface GuestAt {
  post: string;
  name: string;
  device?: string | null;
  counter?: number;
}

/**
 * `visit.recorded`; subject is the person. One entry for each table (step) that saw the person.
 *
 * `visit` = UUIDv5(NS, `visit|{post}|{person}|{date}`), so that two tables which record the same child offline
 * write to the same visit. `values` maps field ids of the card to values; `results` is what the phone told the
 * family (verdict, z-scores, fired rules) with its rules edition, kept as evidence. Step 1 with no values is arrival.
 */
export interface VisitRecorded {
  visit: string;
  session?: string | null;
  date: string;
  card: "balita" | "dewasa" | "hamil" | "lansia" | "nifas" | "remaja";
  step: number;
  values?: Record<string, unknown>;
  results?: Record<string, unknown>;
  guest?: GuestAt | null;
}

/** `visit.corrected`; subject is the person. `corrects` names the entry whose values were wrong. */
export interface VisitCorrected {
  visit: string;
  corrects: string;
  values: Record<string, unknown>;
  reason?: string;
}

/**
 * `dose.given`; subject is the person; the dose's id is the entry's id.
 *
 * Vaccines, vitamin A, deworming, iron tablets. `source`: given today by an officer here, or copied from a book.
 */
export interface DoseGiven {
  product: string;
  number?: number | null;
  date: string;
  batch?: string;
  expiry?: string | null;
  place?: string;
  source?: "given" | "history";
  quantity?: number | null;
  visit?: string | null;
  helper?: string;
}

/** A child of another post as the post that serves it knows it. `home_post` None: nobody could say which. */
export interface GuestFields {
  name: string;
  sex?: "L" | "P" | null;
  birth_date?: string | null;
  birth_date_estimated?: boolean;
  mother_name?: string;
  nik?: string | null;
  card_token?: string | null;
  home_post?: string | null;
}

/** `guest.registered`; the entry's subject is the guest's id, which visits and doses name as their person. */
export interface GuestRegistered {
  name: string;
  sex?: "L" | "P" | null;
  birth_date?: string | null;
  birth_date_estimated?: boolean;
  mother_name?: string;
  nik?: string | null;
  card_token?: string | null;
  home_post?: string | null;
}

/** `guest.changed`: a patch, merged field by field as for persons. */
export interface GuestChanged {
  fields: Record<string, unknown>;
}

/** `guest.linked`: the guest is this person of `post`; written by the server or a page. `by` says what told so. */
export interface GuestLinked {
  person: string;
  post: string;
  by: "card" | "name" | "nik" | "officer";
}

/** `guest.unlinked`: it was another child after all. From now on only a person may link the guest. */
export interface GuestUnlinked {
  link: string;
}

/**
 * How a pregnancy ended. Ids of `content/programme/birth.json`; empty is not known.
 *
 * `birth_time` local `HH:MM`; `stillborn` has one item for each child born dead: `{"sex", "weight_kg"}`.
 */
export interface Delivery {
  birth_time?: string;
  birth_place?: string;
  birth_place_name?: string;
  birth_helper?: string;
  birth_mode?: string;
  mother_condition?: string;
  stillborn?: (Record<string, unknown>)[];
}

/**
 * A pregnancy as an episode. `edd` estimated due date; `lmp` first day of the last period.
 *
 * `plan_*`: what the family has arranged for the birth (P4K), in their own words.
 */
export interface PregnancyFields {
  birth_time?: string;
  birth_place?: string;
  birth_place_name?: string;
  birth_helper?: string;
  birth_mode?: string;
  mother_condition?: string;
  stillborn?: (Record<string, unknown>)[];
  lmp?: string | null;
  edd?: string | null;
  edd_source?: "estimate" | "lmp" | "usg";
  gravida?: number | null;
  parity?: number | null;
  miscarriages?: number | null;
  previous_birth_date?: string | null;
  height_cm?: number | null;
  prepregnancy_weight_kg?: number | null;
  husband_name?: string;
  risks?: string[];
  plan_helper?: string;
  plan_place?: string;
  plan_companion?: string;
  plan_transport?: string;
  plan_donors?: string;
  plan_money?: string;
  plan_contraception?: string;
}

/** `pregnancy.opened`; subject is the pregnancy's id. */
export interface PregnancyOpened {
  birth_time?: string;
  birth_place?: string;
  birth_place_name?: string;
  birth_helper?: string;
  birth_mode?: string;
  mother_condition?: string;
  stillborn?: (Record<string, unknown>)[];
  lmp?: string | null;
  edd?: string | null;
  edd_source?: "estimate" | "lmp" | "usg";
  gravida?: number | null;
  parity?: number | null;
  miscarriages?: number | null;
  previous_birth_date?: string | null;
  height_cm?: number | null;
  prepregnancy_weight_kg?: number | null;
  husband_name?: string;
  risks?: string[];
  plan_helper?: string;
  plan_place?: string;
  plan_companion?: string;
  plan_transport?: string;
  plan_donors?: string;
  plan_money?: string;
  plan_contraception?: string;
  person: string;
}

/**
 * `pregnancy.closed`; subject is the pregnancy's id. `birth` starts the postpartum card for the mother.
 *
 * A second closing fills what the first left open; what they say differently opens a review.
 */
export interface PregnancyClosed {
  birth_time?: string;
  birth_place?: string;
  birth_place_name?: string;
  birth_helper?: string;
  birth_mode?: string;
  mother_condition?: string;
  stillborn?: (Record<string, unknown>)[];
  outcome: "birth" | "miscarriage" | "mistake" | "mother_died" | "moved" | "stillbirth";
  date: string;
  children?: string[];
  notes?: string;
}

/** Part `sessions`. */
export interface SessionRow {
  id: string;
  post: string;
  seq: number;
  date: string;
  place: string;
  staff: string[];
  status: "closed" | "open";
  totals: Record<string, number>;
  opened_at: string;
  closed_at: string | null;
}

/** Part `visits`. `entries` names for each field the entry that gave its current value (for corrections). */
export interface VisitRow {
  id: string;
  post: string;
  seq: number;
  person: string;
  session: string | null;
  date: string;
  card: string;
  values: Record<string, unknown>;
  entries: Record<string, string>;
  steps: Record<string, Record<string, unknown>>;
  results: Record<string, unknown>;
  status: "ok" | "void";
}

/** Part `doses`. */
export interface DoseRow {
  product: string;
  number: number | null;
  date: string;
  batch: string;
  expiry: string | null;
  place: string;
  source: "given" | "history";
  quantity: number | null;
  visit: string | null;
  helper: string;
  id: string;
  post: string;
  seq: number;
  person: string;
  author: string;
  status: "ok" | "void";
}

/**
 * Part `guests`, at the post that served the child. `home_name` is all that this post learns of the child's own.
 *
 * `entry` registered the guest: withdrawing it takes everything back. When the child turned out to be one of this
 * post's own, or moved here since, `person` is who on its register, `link` the `guest.linked` that its copies' ids are
 * derived from, and `link_post` the post under which their visits go.
 */
export interface GuestRow {
  name: string;
  sex: "L" | "P" | null;
  birth_date: string | null;
  birth_date_estimated: boolean;
  mother_name: string;
  nik: string | null;
  card_token: string | null;
  home_post: string | null;
  id: string;
  post: string;
  seq: number;
  entry: string;
  status: "delivered" | "void" | "waiting";
  home_name: string;
  person: string | null;
  link: string | null;
  link_post: string | null;
  extra: Record<string, unknown>;
}

/** Part `pregnancies`. `closings` names the entries that closed it, in order. */
export interface PregnancyRow {
  birth_time: string;
  birth_place: string;
  birth_place_name: string;
  birth_helper: string;
  birth_mode: string;
  mother_condition: string;
  stillborn: (Record<string, unknown>)[];
  lmp: string | null;
  edd: string | null;
  edd_source: "estimate" | "lmp" | "usg";
  gravida: number | null;
  parity: number | null;
  miscarriages: number | null;
  previous_birth_date: string | null;
  height_cm: number | null;
  prepregnancy_weight_kg: number | null;
  husband_name: string;
  risks: string[];
  plan_helper: string;
  plan_place: string;
  plan_companion: string;
  plan_transport: string;
  plan_donors: string;
  plan_money: string;
  plan_contraception: string;
  id: string;
  post: string;
  seq: number;
  person: string;
  status: "closed" | "open" | "void";
  outcome: string | null;
  end_date: string | null;
  children: string[];
  closings: string[];
  extra: Record<string, unknown>;
}

/**
 * `checklist.recorded`; subject is the post's list = UUIDv5(NS, `checklist|{post}|{checklist}`).
 *
 * `checklist` and `edition` name a file of `content/checklists/`; `answers` maps its items. Names nobody.
 */
export interface ChecklistRecorded {
  checklist: string;
  edition: string;
  date: string;
  answers: Record<string, "no" | "not_yet" | "yes">;
}

/** Part `checklists`: one filling; the latest by `date`, then `seq`, is what the post says of itself. */
export interface ChecklistRow {
  id: string;
  post: string;
  seq: number;
  list: string;
  checklist: string;
  edition: string;
  date: string;
  answers: Record<string, "no" | "not_yet" | "yes">;
  author: string;
  status: "ok" | "void";
}

/** How somebody may be reached. `phone` empty: by way of the kader. `times` are ids of the content. */
export interface Reach {
  name?: string;
  phone?: string;
  times?: string[];
  may_leave_message?: boolean;
}

/**
 * `contact.agreed`; subject is the request's id. Class K2, and in no journal: see "Passing kinds".
 *
 * `reach` null: they do not wish to be reached any more, and what was left is erased.
 */
export interface ContactAgreed {
  reach: Reach | null;
}

/**
 * `firstaid.recorded`; subject is the id of the path (UUIDv7), its row's id is the entry's.
 *
 * `person` null: nobody was named. There is no field for words of any kind: `path` lists phases, `actions` and
 * `handed_to` are ids of `content/programme/first-aid.json`. `handed_at` is a moment in UTC, `follow_up` a local day.
 * `follows` is the path after which somebody is asked again; `request` the request that was opened with it. Somebody
 * who may not be left alone is recorded at once and stays open; whoever takes over is recorded under the same subject,
 * and the open record is withdrawn (`entry.voided`) with it.
 */
export interface FirstAidRecorded {
  person: string | null;
  date: string;
  path: string[];
  edition: string;
  zone?: "p3lp:biru" | "p3lp:hijau" | "p3lp:kuning" | "p3lp:merah" | null;
  actions?: string[];
  handed_to?: string | null;
  handed_at?: string | null;
  accepted?: boolean | null;
  follow_up?: string | null;
  follows?: string | null;
  request?: string | null;
}

/** Part `firstaids`: that somebody was kept company, and what is still to be done. `aid` is the path's id. */
export interface FirstAidRow {
  id: string;
  post: string;
  seq: number;
  aid: string;
  person: string | null;
  date: string;
  path: string[];
  zone: "p3lp:biru" | "p3lp:hijau" | "p3lp:kuning" | "p3lp:merah" | null;
  actions: string[];
  handed_to: string | null;
  handed_at: string | null;
  accepted: boolean | null;
  follow_up: string | null;
  follows: string | null;
  request: string | null;
  author: string;
  status: "ok" | "void";
}

/**
 * `homevisit.recorded`; subject is the family. What was seen of the house, and what was agreed.
 *
 * `visit` = UUIDv5(NS, `homevisit|{post}|{family}|{date}`): two kaders who go together write to one visit. `values`
 * are fields of `content/homevisits/family.json`; `explained` topics of `plan.json`.
 */
export interface HomeVisitRecorded {
  visit: string;
  date: string;
  purpose?: "bersama" | "khusus" | "rutin";
  met?: "kosong" | "menolak" | "ya";
  values?: Record<string, unknown>;
  explained?: string[];
  next_date?: string | null;
}

/**
 * `homevisit.checked`; subject is the person. The answers to one checklist.
 *
 * `check` = UUIDv5(NS, `homecheck|{post}|{person}|{checklist}|{date}`). The later entry of the same device replaces
 * its earlier one; what another device says stands beside it. `results` is what the phone said, kept as evidence.
 */
export interface HomeVisitChecked {
  check: string;
  visit: string;
  date: string;
  checklist: string;
  values?: Record<string, unknown>;
  results?: Record<string, unknown>;
}

/** `homevisit.planned`; subject is the family; the plan's id is the entry's. `kader` None: whoever can. */
export interface HomeVisitPlanned {
  date: string;
  kader?: string | null;
  purpose?: "bersama" | "khusus" | "rutin";
  reasons?: string[];
}

/** `homevisit.followed`; subject is the check. What the puskesmas does about it; `note` travels to the post. */
export interface HomeVisitFollowed {
  action: string;
  date?: string | null;
  note?: string;
}

/** One answer of the puskesmas. `date`: the day it will happen, or has. */
export interface HomeFollowUp {
  action: string;
  date: string | null;
  note: string;
  at: string;
  by: string;
}

/** Part `homevisits`. `subject` is the family; `written` the entries that made the visit. */
export interface HomeVisitRow {
  id: string;
  post: string;
  seq: number;
  subject: string;
  date: string;
  purpose: "bersama" | "khusus" | "rutin";
  met: "kosong" | "menolak" | "ya";
  values: Record<string, unknown>;
  explained: string[];
  next_date: string | null;
  written: string[];
  authors: string[];
  status: "ok" | "void";
}

/** Part `homechecks`: what follows from a checklist. The answers stay at the puskesmas. */
export interface HomeCheckRow {
  id: string;
  post: string;
  seq: number;
  person: string;
  visit: string;
  date: string;
  checklist: string;
  action: string | null;
  categories: string[];
  written: string[];
  state: "followed" | "none" | "open";
  follow_up: HomeFollowUp[];
  status: "ok" | "void";
}

/** Part `homeplans`. Whether it is done follows from the visits of the family. */
export interface HomePlanRow {
  id: string;
  post: string;
  seq: number;
  subject: string;
  date: string;
  kader: string | null;
  purpose: "bersama" | "khusus" | "rutin";
  reasons: string[];
  author: string;
  status: "ok" | "void";
}

/** `parent.code`; subject is the child. `hash` is that of the code (docs/protocol.md); `expires_on` its last day. */
export interface ParentCodeGiven {
  hash: string;
  expires_on: string;
}

/** Part `parentcodes`: that a code was given, never the code. Withdrawing the entry shuts what it opened. */
export interface ParentCodeRow {
  id: string;
  post: string;
  seq: number;
  person: string;
  expires_on: string;
  author: string;
  status: string;
}

/**
 * `path.opened`; subject is the path's id. An officer has confirmed a measured child.
 *
 * `reasons` are codes of `content/programme/growth-path.json`; `values` what the officer measured that day (weight_kg,
 * length_height_cm, oedema); `visit` the visit that led to it. `note` is for the treating team.
 */
export interface PathOpened {
  person: string;
  date: string;
  reasons: string[];
  visit?: string | null;
  values?: Record<string, unknown>;
  note?: string;
}

/** `path.step`; subject is the path's id. What was done on a day: `step` and `result` are codes of the content. */
export interface PathStep {
  person: string;
  step: string;
  date: string;
  result?: string;
  values?: Record<string, unknown>;
  note?: string;
}

/** `path.closed`; subject is the path's id. `outcome` is a code of the content. */
export interface PathClosed {
  person: string;
  outcome: string;
  date: string;
  note?: string;
}

/** A step as rows carry it; `entry` wrote it. */
export interface PathStepInfo {
  entry: string;
  author: string;
  step: string;
  date: string;
  result: string;
  values: Record<string, unknown>;
}

/** Part `paths`: the path of a child whose growth needs help. Notes stay with the treating team. */
export interface PathRow {
  id: string;
  post: string;
  seq: number;
  person: string;
  opened_on: string;
  opened_by: string;
  visit: string | null;
  reasons: string[];
  steps: PathStepInfo[];
  status: string;
  outcome: string | null;
  closed_on: string | null;
  extra: Record<string, unknown>;
}

/**
 * `scale.checked`; subject is the scale = UUIDv5(NS, `scale|{post}|{name}`), the name in lower case, spaces single.
 *
 * A known weight was put on the scale: `test_kg` the weight, `shown_kg` what the scale showed.
 */
export interface ScaleChecked {
  name: string;
  type: "bayi" | "dacin" | "digital" | "injak";
  date: string;
  test_kg: number;
  shown_kg: number;
}

/** Part `scalechecks`. Whether the scale was right follows from the limits of `content/programme/scales.json`. */
export interface ScaleCheckRow {
  id: string;
  post: string;
  seq: number;
  scale: string;
  name: string;
  type: "bayi" | "dacin" | "digital" | "injak";
  date: string;
  test_kg: number;
  shown_kg: number;
  author: string;
  status: "ok" | "void";
}

/** Whom the scorer takes the person for: as the phone knew them on the day, so that counting again says the same. */
export interface ScreenedPerson {
  age_years?: number | null;
  sex?: "L" | "P" | null;
  age_months?: number | null;
}

/**
 * `screening.recorded`; subject is the person; the screening's id is the entry's id.
 *
 * `answers` maps item ids to what was answered. `complete` and `action` are what the phone told the kader, kept as
 * evidence beside what the server counts. A critical answer is recorded when it is given, with what was answered until
 * then; when the questions go on, the whole is recorded again and the part withdrawn (`entry.voided`). `declined` with
 * no answers: it was offered and the person was not willing, or it was put off for an emergency or pain; `connect`: it
 * was answered, and the person was not willing yet to hear from the puskesmas.
 */
export interface ScreeningRecorded {
  instrument: string;
  edition: string;
  date: string;
  respondent: ScreenedPerson;
  answers: Record<string, unknown>;
  complete: boolean;
  action?: "darurat" | "edukasi" | "konsul" | "rujuk" | null;
  visit?: string | null;
  is_private?: boolean;
  declined?: "connect" | "postponed" | "refused" | null;
}

/** Part `screenings`: that it was done or declined, and what to do. The rest stays with the treating team. */
export interface ScreeningRow {
  id: string;
  post: string;
  seq: number;
  person: string;
  instrument: string;
  date: string;
  complete: boolean;
  action: "darurat" | "edukasi" | "konsul" | "rujuk" | null;
  status: "ok" | "void";
  declined: "connect" | "postponed" | "refused" | null;
}

/**
 * One immutable fact or patch, as its author wrote it. Times are UTC `YYYY-MM-DDTHH:MM:SS.mmmZ`.
 *
 * `hash` is the lower-case hex SHA-256 of the RFC 8785 (JCS) form of every other field of this struct.
 */
export interface Entry {
  id: string;
  post: string;
  kind: string;
  subject: string;
  after: string[];
  base: Record<string, number> | null;
  data: Record<string, unknown>;
  sealed: Record<string, unknown> | null;
  happened_at: string;
  recorded_at: string;
  author: string;
  device: string | null;
  device_counter: number;
  app_version: string;
  rules_edition: string;
  hash: string;
}

/** A sentence for people in Bahasa Indonesia and English. */
export interface Words {
  id: string;
  en: string;
}

/** Why an entry was not simply applied: a stable code, what happened, and what to do. */
export interface Reason {
  code: string;
  message: Words;
  repair?: Words | null;
  field?: string | null;
}

/** The server's durable answer for one entry. A phone drops an entry only if id and hash both match. */
export interface Receipt {
  id: string;
  outcome: "applied" | "conflict" | "quarantined" | "waiting";
  hash: string;
  seq: number | null;
  reason: Reason | null;
  replayed: boolean;
}

/**
 * What the phone swears to hold unsent: its counters `first`..`last`, of which `head` is the fingerprint.
 *
 * `head` is the lower-case hex SHA-256 of the UTF-8 text of the entries' hashes in counter order, joined by `\n`.
 */
export interface Attested {
  first: number;
  last: number;
  head: string;
}

/**
 * What the phone says about itself at each call. Ages in seconds, sizes in bytes.
 *
 * `second_copy`: what holds the sealed copies outside the browser's database: `on`, `none` (this browser has no such
 * file), `failed` (the last write did not succeed); null, not looked at yet. `store_lost_age_s`: since the phone
 * noticed that its store, or a part of it, had gone; null, never.
 */
export interface Heartbeat {
  pending?: number;
  oldest_pending_age_s?: number;
  quarantined?: number;
  storage_persisted?: boolean | null;
  storage_usage?: number | null;
  storage_quota?: number | null;
  app_version?: string;
  attested?: Attested | null;
  second_copy?: string | null;
  store_lost_age_s?: number | null;
}

/**
 * POST /api/v1/journal/push. At most 500 entries.
 *
 * `signature` is base64url ECDSA P-256/SHA-256 (raw r||s, 64 bytes) by the device key over the UTF-8 text
 * `simpul-push-1\n{device}\n{epoch}\n{device_time}\n` + the entries' hashes joined by `\n`.
 */
export interface Push {
  device: string;
  epoch: string;
  device_time: string;
  signature: string;
  heartbeat?: Heartbeat;
  entries: Entry[];
}

/** One receipt for each entry, in the order sent. */
export interface PushAnswer {
  epoch: string;
  server_time: string;
  receipts: Receipt[];
  next_attempt_in_s: number;
}

/**
 * POST /api/v1/journal/pull. `token` is null for a first pull; snapshots give the token to start from.
 *
 * `also` holds tokens of further snapshots just loaded; their cursors are merged, the highest seq of a post wins.
 * `carry` names the posts that the phone carries, when it serves more than it can hold; null: all.
 */
export interface Pull {
  device: string;
  token?: string | null;
  also?: string[];
  carry?: string[] | null;
  limit?: number;
  device_time: string;
  heartbeat?: Heartbeat;
}

/** An entry as everyone in scope may see it: where it stands, not what it says. */
export interface Head {
  id: string;
  seq: number;
  kind: string;
  subject: string;
  hash: string;
  author: string;
  device: string | null;
  happened_at: string;
}

/**
 * What changed in one post: heads of the entries and the current rows they touched.
 *
 * `rows` maps a part (`persons`, `visits`, …) to rows; each replaces the phone's row of the same id. Rows may be
 * newer than the last head of the page, never older. Nothing is deleted: a row says `status`.
 */
export interface PostPage {
  post: string;
  seq: number;
  heads: Head[];
  rows: Record<string, (Record<string, unknown>)[]>;
  has_more: boolean;
}

/**
 * A page and the token that continues after it; both are stored in one transaction on the phone.
 *
 * `last_counter` is the highest `device_counter` the server holds of this device, or 0.
 */
export interface PullAnswer {
  epoch: string;
  server_time: string;
  token: string;
  posts: PostPage[];
  gained: string[];
  lost: string[];
  has_more: boolean;
  scope_version: string;
  next_attempt_in_s: number;
  last_counter: number;
}

/** GET /api/v1/journal/snapshot/{post}: the state of a post at `seq` for one role, gzip. */
export interface Snapshot {
  post: string;
  seq: number;
  epoch: string;
  made_at: string;
  token: string;
  rows: Record<string, (Record<string, unknown>)[]>;
}

/** Someone who may use this phone. */
export interface AccountInfo {
  id: string;
  name: string;
  role: string;
}

/** A place that answers: a puskesmas, a hospital. */
export interface UnitInfo {
  id: string;
  kind: string;
  name: string;
  phone: string;
  address: string;
}

/** A post as the phone shows it. `area` is the village's Kemendagri code; `province` its first two digits. */
export interface PostInfo {
  id: string;
  name: string;
  nrp: string | null;
  area: string;
  area_name: string;
  district_name: string;
  regency_name: string;
  province: string;
  address: string;
  schedule: string;
  puskesmas: UnitInfo | null;
  hospitals: UnitInfo[];
  staff: AccountInfo[];
}

/** The key to which phones seal copies of their outbox. `public_key`: base64url raw P-256 point (65 bytes). */
export interface EscrowKey {
  id: string;
  public_key: string;
}

/**
 * A post near by: where a guest child may come from, where a family may move to. What its signboard says, no more.
 *
 * Two posts of one village may bear one name: `rw`, `address` and `nrp` tell them apart.
 */
export interface NeighbourInfo {
  id: string;
  name: string;
  area_name: string;
  rw: string;
  address: string;
  nrp: string | null;
}

/** What the keys of the days of a month (`YYYY-MM`) come from: base64url, 32 bytes. The latest generation seals. */
export interface HandoverSecret {
  month: string;
  generation: number;
  secret: string;
}

/** A phone of the post. `public_key`: base64url raw P-256 point (65 bytes). */
export interface HandoverDevice {
  id: string;
  public_key: string;
}

/** What phones of one post need to hand a visit over offline (docs/protocol.md, "Hand-over between tables"). */
export interface Handover {
  post: string;
  secrets: HandoverSecret[];
  devices: HandoverDevice[];
}

/** GET /api/v1/journal/scope: whom and what this phone serves. */
export interface Scope {
  version: string;
  accounts: AccountInfo[];
  posts: PostInfo[];
  escrow: EscrowKey | null;
  neighbours: NeighbourInfo[];
  handover: Handover[];
}

/** An entry sealed to the server (docs/protocol.md, "Sealed copies"). `enc` and `ct` are base64url. */
export interface Sealed {
  id: string;
  hash: string;
  key: string;
  epoch: string;
  enc: string;
  ct: string;
}

/** POST /api/v1/journal/deposit, and the content of an exported outbox file. `device` wrote the entries. */
export interface Deposit {
  format?: "simpul-outbox-1";
  device: string;
  made_at: string;
  items: Sealed[];
}

/** `kept` of `items` are durable at the server. Receipts only for the active phone that wrote the entries itself. */
export interface DepositAnswer {
  epoch: string;
  kept: number;
  refused: number;
  receipts: Receipt[];
}

/** An entry of which the phone still holds a copy. */
export interface Offered {
  id: string;
  hash: string;
}

/** POST /api/v1/journal/offer, after a change of epoch: what the phone holds of the last 35 days. At most 5,000. */
export interface Offer {
  device: string;
  epoch: string;
  device_time: string;
  items: Offered[];
}

/** `missing`: send these (deposit). `redacted`: drop every copy of these. */
export interface OfferAnswer {
  epoch: string;
  missing: string[];
  redacted: string[];
}

/**
 * POST /api/v1/devices/enrol. `public_key` is the device key as a JWK (P-256, public part).
 *
 * A phone that is already enrolled sends its bearer token and adds the account to the same device.
 */
export interface Enrol {
  code: string;
  public_key: Record<string, unknown>;
  name: string;
  app_version: string;
}

/** `secret` opens the status route. Both sides compute the words; the officer compares them. */
export interface EnrolAnswer {
  enrolment: string;
  secret: string;
  server_key: Record<string, unknown>;
  expires_at: string;
}

/** POST /api/v1/devices/enrol/status. */
export interface EnrolStatus {
  enrolment: string;
  secret: string;
}

/** `token` is given once, when state turns to confirmed; the phone keeps it. */
export interface EnrolResult {
  state: "confirmed" | "expired" | "pending" | "refused";
  device: string | null;
  token: string | null;
  account: AccountInfo | null;
  epoch: string | null;
}

/**
 * Every refusal of the API: a stable code and words that say what, where and what to do.
 *
 * `instead` is the path under /api/v1/ that still takes this phone's work, when this one does not.
 */
export interface Problem {
  code: string;
  message: Words;
  field: string | null;
  instead: string | null;
}

/** `entry.voided`: an earlier fact is withdrawn; it stays readable and no longer counts. */
export interface EntryVoided {
  target: string;
  reason: string;
}

/** `review.resolved`: a person decided between two values. */
export interface ReviewResolved {
  review: string;
  value: unknown;
}

/** `entry.repaired`: a quarantined entry was answered, by a new entry or by dismissal with a reason. */
export interface EntryRepaired {
  target: string;
  by?: string | null;
  reason?: string;
}

/** One of the values between which a review decides. */
export interface ReviewOption {
  value: unknown;
  author: string;
  at: string;
  entry: string;
}

/** Part `reviews`: the same field changed to two values, both kept. */
export interface ReviewRow {
  id: string;
  post: string;
  seq: number;
  part: string;
  record: string;
  person: string | null;
  field: string;
  options: ReviewOption[];
  clinical: boolean;
  status: "open" | "resolved";
  value: unknown;
}

/** Part `repairs`: what became of an entry of this post that the server had set aside. */
export interface RepairRow {
  id: string;
  post: string;
  seq: number;
  by: string | null;
  reason: string;
}

/**
 * `entry.redacted`: the content of `targets` is gone. `gone` and `changed` map parts to ids of rows.
 *
 * `gone` rows were made by the targets alone; `changed` ones were made again without them, and phones get them anew.
 */
export interface EntryRedacted {
  targets: string[];
  gone?: Record<string, string[]>;
  changed?: Record<string, string[]>;
}

/** Part `redactions`: a phone drops every copy it holds of entry `id`, and the rows in `gone` (part to ids). */
export interface RedactionRow {
  id: string;
  post: string;
  seq: number;
  gone: Record<string, string[]>;
}

/** Who comes along, and whether they may know what for. */
export interface Companion {
  who: "ayah" | "ibu" | "istri" | "keluarga" | "lainnya" | "suami";
  may_know?: boolean;
}

/**
 * What was said of the times: the first `chosen` of `wanted` were named one by one, the others stand in for
 * `otherwise`: another morning or afternoon, or whatever the puskesmas finds.
 */
export interface WishSaid {
  chosen: number;
  otherwise?: "pagi" | "puskesmas" | "siang";
}

/** A rule that fired, in words that the receiver needs and the family has heard. */
export interface RequestReason {
  rule: string;
  text: string;
}

/**
 * `request.opened`; subject is the request's id.
 *
 * `basis` is the consent or legal ground on which the facts travel, `basis_note` why (class K2). `part_of` names the
 * request of which this is another agency's part; `wanted` moments that suit the family, best first, and `wish` which
 * of them were named; `values` what the fields of the workflow's own form say.
 */
export interface RequestOpened {
  person: string | null;
  service: string;
  urgency?: "biasa" | "darurat" | "segera";
  reasons?: RequestReason[];
  visit?: string | null;
  to_unit?: string | null;
  message?: string;
  confidentiality?: "K1" | "K2" | "K3";
  basis?: "consent" | "law" | "none-needed" | "vital-interest";
  basis_note?: string;
  part_of?: string | null;
  wanted?: string[];
  wish?: WishSaid | null;
  companion?: Companion | null;
  channel?: "daring" | "datang" | "kunjungan";
  values?: Record<string, unknown>;
}

/**
 * `request.moved`; subject is the request's id. `action` names a transition of its workflow.
 *
 * `note` travels to the post (class K1). `clinical_note` is for the treating team (class K2) and never does.
 * `to_unit` is the unit that is asked from now on; `slot` the id of a booked slot; `answered_by` the name that a place
 * without an account gave; `values` what the fields of the step's own form say. `wanted` are moments that suit the
 * family now, best first, `wish` which of them were named and `channel` how they would like to meet: a new wish, for a
 * step that asks for one.
 */
export interface RequestMoved {
  action: string;
  note?: string;
  appointment_at?: string | null;
  outcome?: string | null;
  follow_up?: string;
  clinical_note?: string;
  to_unit?: string | null;
  slot?: string | null;
  answered_by?: string;
  values?: Record<string, unknown>;
  wanted?: string[];
  wish?: WishSaid | null;
  channel?: "daring" | "datang" | "kunjungan" | null;
}

/** One step in a request's life. */
export interface RequestStep {
  action: string;
  state: string;
  at: string;
  by: string;
  note: string;
  to_unit?: string | null;
  answered_by?: string;
}

/** Part `requests`. `due_at` is when the present state becomes late. */
export interface RequestRow {
  id: string;
  post: string;
  seq: number;
  person: string | null;
  service: string;
  workflow: string;
  state: string;
  urgency: "biasa" | "darurat" | "segera";
  reasons: RequestReason[];
  visit: string | null;
  to_unit: string | null;
  to_unit_name: string;
  message: string;
  opened_at: string;
  opened_by: string;
  due_at: string | null;
  appointment_at: string | null;
  outcome: string | null;
  follow_up: string;
  history: RequestStep[];
  confidentiality: "K1" | "K2" | "K3";
  basis: "consent" | "law" | "none-needed" | "vital-interest";
  part_of: string | null;
  wanted: string[];
  wish: WishSaid | null;
  companion: Companion | null;
  channel: "daring" | "datang" | "kunjungan";
  slot: string | null;
  answered_by: string;
  values: Record<string, unknown>;
  extra: Record<string, unknown>;
}

/** A time that was free: its beginning, its length in minutes, and how one meets (`datang`, `daring`). */
export interface SlotInfo {
  at: string;
  minutes: number;
  channel: string;
}

/** Free times of one service at the unit that a post asks, and what it costs in words. */
export interface ServiceSlotsInfo {
  service: string;
  unit: string;
  unit_name: string;
  cost: Words;
  slots: SlotInfo[];
}

/** GET /api/v1/posts/{post}/slots: what was free at a moment. Phones keep it with its date. */
export interface SlotsAnswer {
  as_of: string;
  services: ServiceSlotsInfo[];
}

/**
 * A place: where it is, how far as the crow flies, when it is open in a week, and what it costs, in words.
 *
 * `able` False: not surveyed yet, call first. `is_home`: the puskesmas of the post.
 */
export interface PlaceInfo {
  unit: string;
  name: string;
  where: string;
  phone: string;
  distance_km: number | null;
  hours: Words;
  cost: Words;
  able: boolean;
  is_home: boolean;
}

/** Places for one service, best first; `urgent` for an emergency. `also` are other names of the service. */
export interface ServicePlacesInfo {
  service: string;
  also: string[];
  bring: Words[];
  places: PlaceInfo[];
  urgent: PlaceInfo[];
}

/** GET /api/v1/posts/{post}/places: as the register stood at a moment. Phones keep it with its date. */
export interface PlacesAnswer {
  as_of: string;
  services: ServicePlacesInfo[];
}

/** A household. Every field may be empty: a family is served before its papers are found. */
export interface FamilyFields {
  head_name?: string;
  kk_number?: string | null;
  address?: string;
  rt?: string;
  rw?: string;
  phone?: string;
}

/** `family.registered`; the entry's subject is the new family's id. */
export interface FamilyRegistered {
  head_name?: string;
  kk_number?: string | null;
  address?: string;
  rt?: string;
  rw?: string;
  phone?: string;
}

/**
 * `family.changed`, `person.changed`, `pregnancy.changed`: a patch, merged field by field.
 *
 * The entry's `base` gives, for each field group of the patch, the seq of the post the author had seen.
 */
export interface Changed {
  fields: Record<string, unknown>;
}

/** `family.moved`: written in the journal of the post that is left. `to_post` empty: unknown or outside. */
export interface FamilyMoved {
  to_post?: string | null;
  to_address?: string;
  reason?: string;
}

/** `family.arrived`: written by the server in the journal of the new post; carries the whole history. */
export interface FamilyArrived {
  from_post: string;
  moved_by: string;
  rows: Record<string, (Record<string, unknown>)[]>;
}

/**
 * A person. NIK is optional always. Dates `YYYY-MM-DD`; weights kg, lengths cm.
 *
 * `birth_care` maps what was done for a newborn (ids of `content/programme/birth.json`) to yes or no.
 * `marital_status`, `disabilities` and the `assistance` that helps are ids of `content/people/households.json`;
 * `occupation` is the school and class of who still goes there, otherwise the work.
 */
export interface PersonFields {
  family?: string | null;
  name: string;
  sex?: "L" | "P" | null;
  birth_date?: string | null;
  birth_date_estimated?: boolean;
  nik?: string | null;
  mother?: string | null;
  mother_name?: string;
  father_name?: string;
  relation?: string;
  phone?: string;
  birth_weight_kg?: number | null;
  birth_length_cm?: number | null;
  gestational_age_weeks?: number | null;
  birth_order?: number | null;
  birth_care?: Record<string, unknown>;
  marital_status?: string;
  occupation?: string;
  disabilities?: string[];
  assistance?: string[];
  card_token?: string | null;
  notes?: string;
}

/**
 * `person.registered`; the entry's subject is the new person's id.
 *
 * `born_of` names the pregnancy of a newborn whose id is UUIDv5(NS, `birth|{pregnancy}|{birth_order}`): two phones
 * that record one birth speak of the same child. It is kept in the row's `extra`.
 */
export interface PersonRegistered {
  family?: string | null;
  name: string;
  sex?: "L" | "P" | null;
  birth_date?: string | null;
  birth_date_estimated?: boolean;
  nik?: string | null;
  mother?: string | null;
  mother_name?: string;
  father_name?: string;
  relation?: string;
  phone?: string;
  birth_weight_kg?: number | null;
  birth_length_cm?: number | null;
  gestational_age_weeks?: number | null;
  birth_order?: number | null;
  birth_care?: Record<string, unknown>;
  marital_status?: string;
  occupation?: string;
  disabilities?: string[];
  assistance?: string[];
  card_token?: string | null;
  notes?: string;
  born_of?: string | null;
}

/** `person.merged`; subject is the person kept. References are never rewritten, so it can be undone. */
export interface PersonMerged {
  gone: string;
}

/** `person.unmerged`; subject is the person kept. */
export interface PersonUnmerged {
  gone: string;
}

/**
 * `person.left`: died, left the area, or was registered by mistake. `restored` undoes it.
 *
 * Of a death, `place` and `cause` are ids of `content/programme/deaths.json`: where, and what the family says.
 */
export interface PersonLeft {
  status: "died" | "mistake" | "moved" | "restored";
  date: string;
  notes?: string;
  place?: string;
  cause?: string;
}

/** `consent.given`; subject is the person or family. `granted` false withdraws. */
export interface ConsentGiven {
  purpose: string;
  granted: boolean;
  date: string;
  given_by?: string;
}

/** Part `families`. */
export interface FamilyRow {
  head_name: string;
  kk_number: string | null;
  address: string;
  rt: string;
  rw: string;
  phone: string;
  id: string;
  post: string;
  seq: number;
  status: "active" | "moved";
  extra: Record<string, unknown>;
}

/** Part `persons`. `merged_into` names the person kept; views show both histories under it. */
export interface PersonRow {
  family: string | null;
  name: string;
  sex: "L" | "P" | null;
  birth_date: string | null;
  birth_date_estimated: boolean;
  nik: string | null;
  mother: string | null;
  mother_name: string;
  father_name: string;
  relation: string;
  phone: string;
  birth_weight_kg: number | null;
  birth_length_cm: number | null;
  gestational_age_weeks: number | null;
  birth_order: number | null;
  birth_care: Record<string, unknown>;
  marital_status: string;
  occupation: string;
  disabilities: string[];
  assistance: string[];
  card_token: string | null;
  notes: string;
  id: string;
  post: string;
  seq: number;
  status: "active" | "died" | "mistake" | "moved";
  status_date: string | null;
  death_place: string;
  death_cause: string;
  merged_into: string | null;
  extra: Record<string, unknown>;
}

/** Part `consents`. */
export interface ConsentRow {
  purpose: string;
  granted: boolean;
  date: string;
  given_by: string;
  id: string;
  post: string;
  seq: number;
  subject: string;
}

/** Part `moves`: a family that left this post; the phone keeps the name until it may purge the rest. */
export interface MoveRow {
  id: string;
  post: string;
  seq: number;
  head_name: string;
  persons: string[];
  to_post: string | null;
  to_post_name: string;
  date: string;
}

/** Entry kind → its payload. */
export interface Kinds {
  "checklist.recorded": ChecklistRecorded;
  "consent.given": ConsentGiven;
  "contact.agreed": ContactAgreed;
  "dose.given": DoseGiven;
  "entry.redacted": EntryRedacted;
  "entry.repaired": EntryRepaired;
  "entry.voided": EntryVoided;
  "family.arrived": FamilyArrived;
  "family.changed": Changed;
  "family.moved": FamilyMoved;
  "family.registered": FamilyRegistered;
  "firstaid.recorded": FirstAidRecorded;
  "guest.changed": GuestChanged;
  "guest.linked": GuestLinked;
  "guest.registered": GuestRegistered;
  "guest.unlinked": GuestUnlinked;
  "homevisit.checked": HomeVisitChecked;
  "homevisit.followed": HomeVisitFollowed;
  "homevisit.planned": HomeVisitPlanned;
  "homevisit.recorded": HomeVisitRecorded;
  "parent.code": ParentCodeGiven;
  "path.closed": PathClosed;
  "path.opened": PathOpened;
  "path.step": PathStep;
  "person.changed": Changed;
  "person.left": PersonLeft;
  "person.merged": PersonMerged;
  "person.registered": PersonRegistered;
  "person.unmerged": PersonUnmerged;
  "pregnancy.changed": Changed;
  "pregnancy.closed": PregnancyClosed;
  "pregnancy.opened": PregnancyOpened;
  "request.moved": RequestMoved;
  "request.opened": RequestOpened;
  "review.resolved": ReviewResolved;
  "scale.checked": ScaleChecked;
  "screening.recorded": ScreeningRecorded;
  "session.closed": SessionClosed;
  "session.opened": SessionOpened;
  "visit.corrected": VisitCorrected;
  "visit.recorded": VisitRecorded;
}

/** Part of a pull or snapshot → its row. */
export interface Parts {
  checklists: ChecklistRow;
  consents: ConsentRow;
  doses: DoseRow;
  families: FamilyRow;
  firstaids: FirstAidRow;
  guests: GuestRow;
  homechecks: HomeCheckRow;
  homeplans: HomePlanRow;
  homevisits: HomeVisitRow;
  moves: MoveRow;
  parentcodes: ParentCodeRow;
  paths: PathRow;
  persons: PersonRow;
  pregnancies: PregnancyRow;
  redactions: RedactionRow;
  repairs: RepairRow;
  requests: RequestRow;
  reviews: ReviewRow;
  scalechecks: ScaleCheckRow;
  screenings: ScreeningRow;
  sessions: SessionRow;
  visits: VisitRow;
}

/** Part → the values that a row takes for fields nobody has given. */
export const ROW_DEFAULTS: Record<string, Record<string, unknown>> = {
  "checklists": {},
  "consents": {
    "given_by": ""
  },
  "doses": {
    "number": null,
    "batch": "",
    "expiry": null,
    "place": "",
    "source": "given",
    "quantity": null,
    "visit": null,
    "helper": ""
  },
  "families": {
    "head_name": "",
    "kk_number": null,
    "address": "",
    "rt": "",
    "rw": "",
    "phone": "",
    "extra": {}
  },
  "firstaids": {},
  "guests": {
    "sex": null,
    "birth_date": null,
    "birth_date_estimated": false,
    "mother_name": "",
    "nik": null,
    "card_token": null,
    "home_post": null,
    "home_name": "",
    "person": null,
    "link": null,
    "link_post": null,
    "extra": {}
  },
  "homechecks": {},
  "homeplans": {},
  "homevisits": {},
  "moves": {},
  "parentcodes": {},
  "paths": {
    "extra": {}
  },
  "persons": {
    "family": null,
    "sex": null,
    "birth_date": null,
    "birth_date_estimated": false,
    "nik": null,
    "mother": null,
    "mother_name": "",
    "father_name": "",
    "relation": "",
    "phone": "",
    "birth_weight_kg": null,
    "birth_length_cm": null,
    "gestational_age_weeks": null,
    "birth_order": null,
    "birth_care": {},
    "marital_status": "",
    "occupation": "",
    "disabilities": [],
    "assistance": [],
    "card_token": null,
    "notes": "",
    "status_date": null,
    "death_place": "",
    "death_cause": "",
    "merged_into": null,
    "extra": {}
  },
  "pregnancies": {
    "birth_time": "",
    "birth_place": "",
    "birth_place_name": "",
    "birth_helper": "",
    "birth_mode": "",
    "mother_condition": "",
    "stillborn": [],
    "lmp": null,
    "edd": null,
    "edd_source": "lmp",
    "gravida": null,
    "parity": null,
    "miscarriages": null,
    "previous_birth_date": null,
    "height_cm": null,
    "prepregnancy_weight_kg": null,
    "husband_name": "",
    "risks": [],
    "plan_helper": "",
    "plan_place": "",
    "plan_companion": "",
    "plan_transport": "",
    "plan_donors": "",
    "plan_money": "",
    "plan_contraception": "",
    "closings": [],
    "extra": {}
  },
  "redactions": {},
  "repairs": {},
  "requests": {
    "confidentiality": "K1",
    "basis": "consent",
    "part_of": null,
    "wanted": [],
    "wish": null,
    "companion": null,
    "channel": "datang",
    "slot": null,
    "answered_by": "",
    "values": {},
    "extra": {}
  },
  "reviews": {},
  "scalechecks": {},
  "screenings": {
    "declined": null
  },
  "sessions": {},
  "visits": {}
};

/** Part → field → group of fields that is merged by one `base` seq. */
export const FIELD_GROUPS: Record<string, Record<string, string>> = {
  "guests": {
    "name": "identity",
    "sex": "identity",
    "birth_date": "identity",
    "birth_date_estimated": "identity",
    "mother_name": "family",
    "nik": "identity",
    "card_token": "card",
    "home_post": "home"
  },
  "pregnancies": {
    "lmp": "dating",
    "edd": "dating",
    "edd_source": "dating",
    "gravida": "obstetric",
    "parity": "obstetric",
    "miscarriages": "obstetric",
    "previous_birth_date": "obstetric",
    "height_cm": "body",
    "prepregnancy_weight_kg": "body",
    "husband_name": "family",
    "risks": "risks",
    "plan_helper": "plan",
    "plan_place": "plan",
    "plan_companion": "plan",
    "plan_transport": "plan",
    "plan_donors": "plan",
    "plan_money": "plan",
    "plan_contraception": "plan",
    "birth_time": "delivery",
    "birth_place": "delivery",
    "birth_place_name": "delivery",
    "birth_helper": "delivery",
    "birth_mode": "delivery",
    "mother_condition": "delivery",
    "stillborn": "delivery",
    "outcome": "closing",
    "end_date": "closing"
  },
  "families": {
    "head_name": "identity",
    "kk_number": "identity",
    "address": "contact",
    "rt": "contact",
    "rw": "contact",
    "phone": "contact"
  },
  "persons": {
    "name": "identity",
    "sex": "identity",
    "birth_date": "identity",
    "birth_date_estimated": "identity",
    "nik": "identity",
    "family": "family",
    "mother": "family",
    "mother_name": "family",
    "father_name": "family",
    "relation": "family",
    "phone": "contact",
    "birth_weight_kg": "birth",
    "birth_length_cm": "birth",
    "gestational_age_weeks": "birth",
    "birth_order": "birth",
    "birth_care": "birth",
    "marital_status": "household",
    "occupation": "household",
    "disabilities": "disability",
    "assistance": "disability",
    "card_token": "card",
    "notes": "notes"
  }
};

/** Fields whose conflicts only the puskesmas decides. */
export const CLINICAL_FIELDS: readonly string[] = ["birth_care", "birth_date", "birth_length_cm", "birth_weight_kg", "gestational_age_weeks", "sex"];
