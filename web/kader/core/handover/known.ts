import type { Entry, VisitRow } from "../../generated/wire.ts";
import type { PostModel } from "../model.ts";
import type { Content, Known, KnownPart } from "./content.ts";
import type { Header } from "./header.ts";

/** Today's visit of the person as the server's rows tell it; undefined when they tell nothing. */
export function knownOf(model: PostModel, person: string, date: string): Known | undefined {
  for (const row of model.all("visits")) {
    if (row.person !== person || row.date !== date || row.status !== "ok") continue;
    return { visit: row.id, date, card: row.card, parts: partsOf(row) };
  }
  return undefined;
}

function partsOf(row: VisitRow): KnownPart[] {
  const parts = new Map<string, KnownPart>();
  for (const [step, told] of Object.entries(row.steps)) {
    const { entry, author, at } = told as { entry: string; author: string; at: string };
    parts.set(entry, { entry, author, at, step: Number(step), values: {} });
  }
  const [first] = parts.values();
  for (const [field, entry] of Object.entries(row.entries)) {
    const blank = { entry, author: first?.author ?? "", at: first?.at ?? "", step: null, values: {} };
    const part = parts.get(entry) ?? blank;
    parts.set(entry, { ...part, values: { ...part.values, [field]: row.values[field] } });
  }
  return [...parts.values()];
}

/** What is known, as entries to be laid over the rows: the real ids, so that the pull takes their place. No hash. */
export function asEntries(header: Header, { person, known }: Content): Entry[] {
  return (known?.parts ?? []).map((part) => ({
    id: part.entry,
    post: header.post,
    kind: part.step === null ? "visit.corrected" : "visit.recorded",
    subject: person,
    after: [],
    base: null,
    data: dataOf(known as Known, part),
    sealed: null,
    happened_at: part.at,
    recorded_at: part.at,
    author: part.author,
    device: null,
    device_counter: 0,
    app_version: "",
    rules_edition: "",
    hash: "",
  }));
}

function dataOf({ visit, date, card }: Known, { entry, step, values }: KnownPart): Entry["data"] {
  return step === null
    ? { visit, corrects: entry, values }
    : { visit, date, card, step, values, results: {} };
}
