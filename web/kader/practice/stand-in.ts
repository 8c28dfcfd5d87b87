import { gunzip, text, utf8 } from "../core/bytes.ts";
import { fillRows } from "../core/fill-rows.ts";
import { sha256 } from "../core/hash.ts";
import { emptyTables } from "../core/overlay/index.ts";
import type {
  Entry,
  Problem,
  Pull,
  PullAnswer,
  Push,
  PushAnswer,
  Receipt,
  Scope,
  Snapshot,
} from "../generated/wire.ts";
import { applyEntry, type Journal, page, rowsSince, write } from "./journal.ts";
import { answered, practiceSlots, taken } from "./loop.ts";
import { PRACTICE_ACCOUNT, PRACTICE_POST, practiceRows } from "./world.ts";

export const PRACTICE_EPOCH = "latihan";
const AGAIN_S = 300;
const JSON_TYPE = { "Content-Type": "application/json" };

/**
 * What a practising phone takes for its server: a journal in this page's memory, gone with it. It is the only thing that
 * answers a practising phone, and it knows no network.
 */
export class StandIn {
  private readonly journal: Journal;
  private readonly receipts = new Map<string, Receipt>();
  /** Requests that wait for the invented puskesmas. */
  private readonly asked = new Map<string, "new" | "read">();
  private readonly now: () => number;

  constructor(today: string, now: () => number) {
    const tables = emptyTables();
    write(tables, fillRows(practiceRows(today), PRACTICE_POST.id));
    this.journal = { info: PRACTICE_POST, entries: [], tables, redactions: [], seq: 1 };
    this.now = now;
  }

  /** In the shape of `Env.fetch`. */
  answer = async (path: string, init: RequestInit): Promise<Response> => {
    const route = path.replace("/api/v1/journal/", "");
    if (route === "scope") return json(scope());
    if (route === "push") return json(this.push(await bodyOf<Push>(init)));
    if (route === "pull") return json(this.pull(await bodyOf<Pull>(init)));
    if (route === `snapshot/${PRACTICE_POST.id}`) return this.snapshot();
    if (route.endsWith(`${PRACTICE_POST.id}/slots`)) return json(practiceSlots(this.now()));
    return refusal();
  };

  private push({ entries }: Push): PushAnswer {
    const receipts = entries.map((entry) => this.take(entry));
    return { epoch: PRACTICE_EPOCH, server_time: this.time(), receipts, next_attempt_in_s: AGAIN_S };
  }

  private take(entry: Entry): Receipt {
    const known = this.receipts.get(entry.id);
    if (known) return { ...known, replayed: true };
    const { id, hash } = entry;
    const seq = applyEntry(this.journal, entry);
    if (entry.kind.startsWith("request.")) this.takeRequest(entry, seq);
    const receipt: Receipt = { id, hash, outcome: "applied", seq, reason: null, replayed: false };
    this.receipts.set(id, receipt);
    return receipt;
  }

  private takeRequest(entry: Entry, seq: number): void {
    const row = this.journal.tables.requests.get(entry.subject);
    if (!row) return;
    write(this.journal.tables, { requests: [{ ...taken(row, entry), seq }] });
    this.asked.set(entry.subject, "new");
  }

  /** Not with the round that brought it, but with the next: somebody has to read it first. */
  private answerAsked(): void {
    const { tables } = this.journal;
    for (const [id, since] of this.asked) {
      const row = tables.requests.get(id);
      const next = since === "read" && row ? answered(row, this.now()) : null;
      if (next) write(tables, { requests: [{ ...next, seq: ++this.journal.seq }] });
      if (since === "new") this.asked.set(id, "read");
      else this.asked.delete(id);
    }
  }

  private pull({ token, also = [] }: Pull): PullAnswer {
    this.answerAsked();
    const from = Math.max(0, ...[token, ...(also ?? [])].map(Number));
    const pages = this.journal.seq > from ? [page(this.journal, from, Number.POSITIVE_INFINITY)] : [];
    return {
      ...{ epoch: PRACTICE_EPOCH, server_time: this.time(), token: String(this.journal.seq) },
      ...{ posts: pages, gained: [], lost: [], has_more: false },
      ...{ scope_version: PRACTICE_EPOCH, next_attempt_in_s: AGAIN_S, last_counter: 0 },
    };
  }

  private async snapshot(): Promise<Response> {
    const { seq } = this.journal;
    const rows = rowsSince(this.journal, 0) as never;
    const head = {
      post: PRACTICE_POST.id,
      seq,
      epoch: PRACTICE_EPOCH,
      made_at: this.time(),
      token: String(seq),
    };
    const body = utf8(JSON.stringify({ ...head, rows } satisfies Snapshot));
    return new Response(body, { headers: { ...JSON_TYPE, "X-Simpul-Checksum": await sha256(body) } });
  }

  private time = (): string => new Date(this.now()).toISOString();
}

/** No sealing key and no hand-over secrets: nothing of a practice can be sealed for the server or read by a real phone. */
const scope = (): Scope => ({
  version: PRACTICE_EPOCH,
  accounts: [PRACTICE_ACCOUNT],
  posts: [PRACTICE_POST],
  ...{ escrow: null, neighbours: [], handover: [] },
});

async function bodyOf<T>(init: RequestInit): Promise<T> {
  const bytes = init.body as Uint8Array<ArrayBuffer>;
  const packed = new Headers(init.headers).get("Content-Encoding") === "gzip";
  return JSON.parse(text(packed ? await gunzip(bytes) : bytes)) as T;
}

const json = (value: unknown): Response => new Response(JSON.stringify(value), { headers: JSON_TYPE });

function refusal(): Response {
  const message = { id: "Bagian ini tidak ada di latihan.", en: "This part does not exist in practice." };
  const said: Problem = { code: "practice", message, field: null, instead: null };
  return new Response(JSON.stringify(said), { status: 404, headers: JSON_TYPE });
}
