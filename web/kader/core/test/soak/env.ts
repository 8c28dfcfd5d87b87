import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Entry, Push, PushAnswer, Receipt } from "../../../generated/wire.ts";
import type { Env } from "../../env.ts";
import { Notebook } from "./notebook.ts";

const ROUNDS = 1000;

/** Everything this phone was told and has sent, as it went over the line. */
export class Wire {
  readonly receipts: Notebook<Receipt & { epoch: string }>;
  readonly sent: Notebook<Entry>;
  private known: Set<string>;
  private origin: string;

  constructor(folder: string, origin: string) {
    this.origin = origin;
    this.receipts = new Notebook(join(folder, "receipts.jsonl"));
    this.sent = new Notebook(join(folder, "sent.jsonl"));
    this.known = new Set(this.sent.read().map(({ id }) => id));
  }

  fetch = async (path: string, init: RequestInit): Promise<Response> => {
    if (path.endsWith("/push")) this.note(init);
    const response = await fetch(this.origin + path, init);
    if (!/\/(push|deposit)$/.test(path) || !response.ok) return response;
    // Read here, where the answer is held: a stream in between outlives neither a cut nor Node's collector for sure.
    const body = await response.arrayBuffer();
    this.noteReceipts(Buffer.from(body).toString());
    return new Response(body, response);
  };

  private noteReceipts(answer: string): void {
    const { epoch, receipts } = JSON.parse(answer) as PushAnswer;
    this.receipts.write(receipts.map((receipt) => ({ ...receipt, epoch })));
  }

  private note(init: RequestInit): void {
    const body = Buffer.from(init.body as Uint8Array);
    const packed = body[0] === 0x1f && body[1] === 0x8b;
    const push = JSON.parse((packed ? gunzipSync(body) : body).toString()) as Push;
    const fresh = push.entries.filter(({ id }) => !this.known.has(id));
    this.sent.write(fresh);
    for (const { id } of fresh) this.known.add(id);
  }
}

/** The browser's part, played by this process: real time, a real line, one tab. */
export function nodeEnv(folder: string, wire: Wire): Env {
  const witness = join(folder, "witness");
  const queues = new Map<string, Promise<unknown>>();
  return {
    now: () => Date.now(),
    fetch: wire.fetch,
    timer: (fn, ms) => {
      const id = setTimeout(fn, ms);
      return () => clearTimeout(id);
    },
    random: Math.random,
    online: () => true,
    lock: (name, fn) => {
      const run = (queues.get(name) ?? Promise.resolve()).then(fn, fn);
      queues.set(
        name,
        run.catch(() => undefined),
      );
      return run;
    },
    witness: {
      read: () => (existsSync(witness) ? readFileSync(witness, "utf8") : null),
      write: (value) => writeFileSync(witness, value),
    },
    tell: () => undefined,
    hear: () => undefined,
    storage: async () => ({ persisted: true, usage: 1e6, quota: 1e9 }),
    persist: async () => undefined,
    appVersion: "0.1.0",
    rulesEdition: "2026",
    words: async () => Array.from({ length: 256 }, (_, index) => `kata${index}`),
    rounds: ROUNDS,
  };
}

/** A line of the phone's own account of itself, for whoever looks into a failed run. */
export function diary(folder: string, line: string): void {
  appendFileSync(join(folder, "diary.log"), `${new Date().toISOString()} ${line}\n`);
}
