import { type Entry, type EntryRepaired, FIELD_GROUPS } from "../generated/wire.ts";
import type { Draft } from "./api.ts";
import { entryHash } from "./hash.ts";
import { uuid7 } from "./ids.ts";
import type { Part, Reader } from "./overlay/index.ts";

/** Who writes, where and when. Times in milliseconds: `now` corrected by the server's clock, `device` as the phone has it. */
export interface Authorship {
  post: string;
  author: string;
  device: string;
  counter: number;
  nowMs: number;
  deviceMs: number;
  appVersion: string;
  rulesEdition: string;
}

const CHANGED: Record<string, Part> = {
  "family.changed": "families",
  "person.changed": "persons",
  "pregnancy.changed": "pregnancies",
  "guest.changed": "guests",
  "session.opened": "sessions",
};
const CREATES = /\.(registered|opened)$/;
const REFERENCES = ["person", "family", "mother", "gone", "target", "corrects"] as const;

/**
 * Entries of drafts, in order, hashed. `waiting` are entries not yet on the server: what a draft builds on goes to
 * its `after`, so that the server never meets a visit before its person.
 */
export async function makeEntries(
  drafts: readonly Draft[],
  by: Authorship,
  under: Reader,
  waiting: readonly Entry[],
): Promise<Entry[]> {
  const made: Entry[] = [];
  const creators = new Map<string, string>();
  const answered = answeredBy(drafts);
  // What is answered never gets a place: nothing that waits for it would ever be applied.
  for (const entry of waiting) if (!answered.has(entry.id)) remember(creators, entry);
  for (const [index, draft] of drafts.entries()) {
    const entry = makeEntry(draft, { ...by, counter: by.counter + index }, under, creators);
    remember(creators, entry);
    made.push(entry);
  }
  return Promise.all(made.map(async (entry) => ({ ...entry, hash: await entryHash(entry) })));
}

function makeEntry(draft: Draft, by: Authorship, under: Reader, creators: Map<string, string>): Entry {
  const id = draft.id ?? uuid7(by.deviceMs);
  const after = new Set([...(draft.after ?? []), ...dependencies(draft, creators)]);
  after.delete(id);
  return {
    id,
    post: by.post,
    kind: draft.kind,
    subject: draft.subject,
    after: [...after],
    base: draft.base === undefined ? seenSeq(draft, under) : draft.base,
    data: draft.data as unknown as Record<string, unknown>,
    sealed: null,
    happened_at: draft.happened_at ?? new Date(by.nowMs).toISOString(),
    recorded_at: new Date(by.deviceMs).toISOString(),
    author: by.author,
    device: by.device,
    device_counter: by.counter,
    app_version: by.appVersion,
    rules_edition: by.rulesEdition,
    hash: "",
  };
}

/** Ids of the set-aside entries that these drafts or entries answer. */
export function answeredBy(written: readonly Pick<Draft | Entry, "kind" | "data">[]): Set<string> {
  const answers = written.filter(({ kind }) => kind === "entry.repaired");
  return new Set(answers.map(({ data }) => (data as unknown as EntryRepaired).target));
}

/** Subjects (and the entries themselves) that only an entry which waits has brought into being. */
function remember(creators: Map<string, string>, entry: Entry): void {
  creators.set(entry.id, entry.id);
  if (CREATES.test(entry.kind)) creators.set(entry.subject, entry.id);
}

function dependencies(draft: Draft, creators: Map<string, string>): string[] {
  const data = draft.data as unknown as Record<string, unknown>;
  const named = [draft.subject, ...REFERENCES.map((name) => data[name])];
  return named.flatMap((id) => (typeof id === "string" ? (creators.get(id) ?? []) : []));
}

/** Per field group of the patch: the seq of the row that the author had before them. */
function seenSeq(draft: Draft, under: Reader): Record<string, number> | null {
  const part = CHANGED[draft.kind];
  const row = part && under.get(part, draft.subject);
  if (!part || !row) return null;
  if (part === "sessions") return { session: row.seq };
  const fields = (draft.data as { fields: Record<string, unknown> }).fields;
  const groups = FIELD_GROUPS[part] ?? {};
  return Object.fromEntries(Object.keys(fields).map((field) => [groups[field] ?? "other", row.seq]));
}
