/** Putting right what the server set aside: the corrected words go out anew and name what they answer. Pure; no DOM. */
import type { Draft, Entry } from "../core/api.ts";

type Data = Readonly<Record<string, unknown>>;

/**
 * `drafts` with the one that puts `target` right written anew in full, and the answer to `target` beside it. What the
 * server set aside never entered the journal: a patch of it would be a patch of nothing. Unchanged when none is about it.
 */
export function answering(target: Entry, drafts: readonly Draft[], newId: () => string): Draft[] {
  const found = drafts.findIndex((draft) => isAbout(target, draft));
  const draft = drafts[found];
  if (!draft) return [...drafts];
  const id = newId();
  const again = { ...inFull(target, draft), id } as Draft;
  const data = { target: target.id, by: id, reason: "" };
  return [
    ...drafts.slice(0, found),
    again,
    ...drafts.slice(found + 1),
    { kind: "entry.repaired", subject: target.subject, data },
  ];
}

const group = (kind: string): string => kind.split(".")[0] ?? "";

function isAbout(target: Entry, draft: Draft): boolean {
  if (group(draft.kind) !== group(target.kind)) return false;
  const old = target.data as Data;
  const data = draft.data as unknown as Data;
  if (draft.kind === "visit.corrected") return data.corrects === target.id;
  if (draft.kind === "visit.recorded") return data.visit === old.visit && data.step === old.step;
  if (draft.kind === "dose.given") return draft.subject === target.subject && data.product === old.product;
  if (draft.kind === "request.opened") return draft.kind === target.kind && data.person === old.person;
  return draft.subject === target.subject;
}

/** A patch laid over what was set aside; anything else stands for itself. The happening keeps its time. */
function inFull(target: Entry, draft: Draft): Draft {
  const old = target.data as Data;
  const at = { kind: target.kind, subject: target.subject, happened_at: target.happened_at };
  if (draft.kind === "visit.corrected") {
    const values = { ...(old.values as Data | undefined), ...draft.data.values };
    return { ...at, data: { ...old, values } } as unknown as Draft;
  }
  if (!draft.kind.endsWith(".changed")) return draft;
  const { fields } = draft.data as { fields: Data };
  const data = target.kind.endsWith(".changed")
    ? { ...old, fields: { ...(old.fields as Data | undefined), ...fields } }
    : { ...old, ...fields };
  return { ...at, data } as unknown as Draft;
}
