import type {
  AccountInfo,
  Deposit,
  Entry,
  Handover,
  PostInfo,
  Pull,
  PullAnswer,
  Push,
  PushAnswer,
  Reason,
  Receipt,
  Snapshot,
} from "../../generated/wire.ts";
import { applyEntry, type Journal, page, rowsSince, write } from "../../practice/journal.ts";
import { base64url, gunzip, hex, text, utf8 } from "../bytes.ts";
import { rawPoint } from "../enrol.ts";
import { entryHash } from "../hash.ts";
import type { RowSet } from "../model.ts";
import { emptyTables } from "../overlay/index.ts";
import { fillRows, type SomeRows, TEST_POST } from "../testing.ts";
import { JSON_TYPE, json, problem, reason } from "./answers.ts";
import { Enrolments } from "./enrolments.ts";
import { Escrow, verified } from "./escrow.ts";
import { DEWI, SARI } from "./people.ts";
import { depositTo, offerTo } from "./returns.ts";

export { json, problem, reason } from "./answers.ts";
export { DEWI, SARI } from "./people.ts";

export interface Device {
  id: string;
  token: string;
  key: JsonWebKey;
  lastCounter: number;
  revoked?: boolean;
}

/** A server in memory that follows docs/protocol.md, with faults to order. */
export class FakeServer {
  nowMs = Date.parse("2026-11-21T02:00:00.000Z");
  epoch = "epoch-1";
  scopeVersion = 1;
  posts = new Map<string, Journal>();
  devices: Device[] = [];
  codes = new Map<string, AccountInfo>([
    ["MELATI23", SARI],
    ["DEWI4567", DEWI],
  ]);
  key!: JsonWebKey;
  receipts = new Map<string, Receipt>();
  calls: string[] = [];
  pushes: Push[] = [];
  deposits: Deposit[] = [];
  /** The key for sealed copies; null: this server gives none. */
  escrow: Escrow | null = null;
  redacted = new Set<string>();
  /** Entries taken of one push; the rest get no receipt. */
  cap = 500;
  pageSize = 1000;
  nextAttemptS = 60;
  snapshots = true;
  /** Generation of the hand-over secrets. */
  generation = 1;
  /** Called before a route answers; throw to cut the line, return a response to answer instead. */
  before: (route: string) => Response | undefined | Promise<Response | undefined> = () => undefined;
  after: (route: string, response: Response) => Response | Promise<Response> = (_, response) => response;
  /** Reason to set an entry aside. */
  rejects: (entry: Entry) => Reason | null = () => null;
  private readonly enrolments = new Enrolments(this);

  static async make(rows: SomeRows = {}): Promise<FakeServer> {
    const server = new FakeServer();
    const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
      "sign",
      "verify",
    ]);
    server.key = await crypto.subtle.exportKey("jwk", pair.publicKey);
    server.escrow = await Escrow.make();
    server.addPost(TEST_POST, rows);
    return server;
  }

  addPost(info: PostInfo, rows: SomeRows = {}): void {
    const tables = emptyTables();
    write(tables, fillRows(rows, info.id));
    this.posts.set(info.id, { info, entries: [], tables, redactions: [], seq: 1 });
  }

  /** The same server as a backup of its first day has it, with these rows, under a new epoch. */
  async restored(rows: SomeRows): Promise<FakeServer> {
    const back = await FakeServer.make(rows);
    back.devices = this.devices;
    back.escrow = this.escrow;
    back.epoch = "epoch-2";
    return back;
  }

  async fingerprint(): Promise<string> {
    return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", rawPoint(this.key))));
  }

  /** The officer compares the words and says yes. */
  confirmAll(): void {
    this.enrolments.confirmAll();
  }

  entries(post = TEST_POST.id): Entry[] {
    return this.posts.get(post)?.entries ?? [];
  }

  fetch = async (path: string, init: RequestInit): Promise<Response> => {
    const route = path.replace("/api/v1/", "").split("?")[0] as string;
    this.calls.push(route);
    const instead = await this.before(route);
    if (instead) return instead;
    return this.after(route, await this.answer(route, init));
  };

  private async answer(route: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    const body = init.body ? JSON.parse(await plain(init.body as Uint8Array<ArrayBuffer>, headers)) : {};
    const token = headers.get("Authorization")?.replace("Bearer ", "") ?? null;
    if (route === "devices/enrol") return this.enrolments.ask(body, token);
    if (route === "devices/enrol/status") return this.enrolments.status(body);
    const device = this.devices.find((each) => each.token === token);
    if (!device) return problem(401, "device_unknown");
    if (route === "journal/deposit") return depositTo(this, device, body);
    if (device.revoked) return problem(403, "device_revoked");
    if (route === "journal/offer") return offerTo(this, device, body);
    if (route === "journal/push") return this.push(device, body);
    if (route === "journal/pull") return this.pull(device, body);
    if (route === "journal/scope") return json(this.scope());
    if (route.startsWith("journal/snapshot/")) return this.snapshot(route.split("/")[2] as string);
    return problem(404, "no_route");
  }

  /** Secrets of a post by month and generation, as every phone of it gets them. */
  private handover(post: string): Handover {
    const month = this.time().slice(0, 7);
    const secret = base64url(utf8(`${post}${this.generation}`.padEnd(32).slice(-32)));
    const fit = this.devices.filter((device) => !device.revoked);
    return {
      post,
      secrets: [{ month, generation: this.generation, secret }],
      devices: fit.map(({ id, key }) => ({ id, public_key: base64url(rawPoint(key)) })),
    };
  }

  scope() {
    const posts = [...this.posts.values()].map((journal) => journal.info);
    return {
      version: String(this.scopeVersion),
      accounts: [SARI, DEWI],
      posts,
      escrow: this.escrow?.key ?? null,
      neighbours: [...this.posts.values()].map(({ info }) => ({
        ...{ id: info.id, name: info.name },
        area_name: info.area_name,
      })),
      handover: posts.map(({ id }) => this.handover(id)),
    };
  }

  private async push(device: Device, push: Push): Promise<Response> {
    this.pushes.push(push);
    if (push.epoch !== this.epoch) return problem(409, "epoch_changed");
    if (!(await signedBy(device, push))) return problem(401, "signature");
    const receipts: Receipt[] = [];
    for (const entry of push.entries.slice(0, this.cap)) receipts.push(await this.take(device, entry));
    const answer: PushAnswer = {
      epoch: this.epoch,
      server_time: this.time(),
      receipts,
      next_attempt_in_s: this.nextAttemptS,
    };
    return json(answer);
  }

  /** Take an entry in as if the device had pushed it. */
  async take(device: Device, entry: Entry): Promise<Receipt> {
    device.lastCounter = Math.max(device.lastCounter, entry.device_counter);
    const known = this.receipts.get(entry.id);
    if (known?.hash === entry.hash && known.outcome !== "waiting") return { ...known, replayed: true };
    const receipt = await this.judge(entry, known);
    if (!known || known.hash === entry.hash) this.receipts.set(entry.id, receipt);
    return receipt;
  }

  private async judge(entry: Entry, known: Receipt | undefined): Promise<Receipt> {
    const aside = (code: string): Receipt => ({ ...base, outcome: "quarantined", reason: reason(code) });
    const base = { id: entry.id, hash: entry.hash, seq: null, reason: null, replayed: false };
    if (known && known.hash !== entry.hash) return aside("same_id");
    if ((await entryHash(entry)) !== entry.hash) return aside("hash");
    const rejected = this.rejects(entry);
    if (rejected) return { ...base, outcome: "quarantined", reason: rejected };
    if (entry.after.some((id) => !["applied", "conflict"].includes(this.receipts.get(id)?.outcome ?? ""))) {
      return { ...base, outcome: "waiting" };
    }
    return { ...base, outcome: "applied", seq: this.apply(entry) };
  }

  /** Write an entry into its post's journal and rows; also what another phone of the post would push. */
  apply(entry: Entry): number {
    return applyEntry(this.posts.get(entry.post) as Journal, entry);
  }

  /** Rows as another part of the system changes them. */
  change(rows: RowSet, post = TEST_POST.id): void {
    const journal = this.posts.get(post) as Journal;
    const seq = ++journal.seq;
    write(
      journal.tables,
      Object.fromEntries(
        Object.entries(rows).map(([part, list]) => [part, list.map((row) => ({ ...row, seq }))]),
      ),
    );
  }

  /** Erase an entry by law, as phones learn of it. */
  redact(id: string, gone: Record<string, string[]>, post = TEST_POST.id): number {
    const journal = this.posts.get(post) as Journal;
    const seq = ++journal.seq;
    this.redacted.add(id);
    journal.redactions.push({ id, post, seq, gone });
    return seq;
  }

  private async pull(device: Device, pull: Pull): Promise<Response> {
    const seen = { epoch: this.epoch, seqs: {} as Record<string, number> };
    for (const token of [pull.token, ...(pull.also ?? [])].filter((each) => each != null)) {
      const held = JSON.parse(token as string) as typeof seen;
      if (held.epoch !== this.epoch) return problem(409, "epoch_changed");
      for (const [post, seq] of Object.entries(held.seqs))
        seen.seqs[post] = Math.max(seen.seqs[post] ?? 0, seq);
    }
    const carried = [...this.posts.keys()].filter((post) => pull.carry?.includes(post) ?? true);
    const gained = pull.token === null ? [] : carried.filter((post) => !(post in seen.seqs));
    const lost = Object.keys(seen.seqs).filter((post) => !this.posts.has(post));
    const limit = Math.min(pull.limit ?? 1000, this.pageSize);
    const pages = [...this.posts.values()]
      .filter(
        ({ info, seq }) =>
          carried.includes(info.id) && seq > (seen.seqs[info.id] ?? 0) && !gained.includes(info.id),
      )
      .map((journal) => page(journal, seen.seqs[journal.info.id] ?? 0, limit));
    const seqs = Object.fromEntries(carried.map((post) => [post, seen.seqs[post] ?? 0]));
    for (const each of pages) seqs[each.post] = each.seq;
    const answer: PullAnswer = {
      epoch: this.epoch,
      server_time: this.time(),
      token: JSON.stringify({ epoch: this.epoch, seqs }),
      posts: pages,
      gained,
      lost,
      has_more: pages.some((each) => each.has_more) || gained.length > 0,
      scope_version: String(this.scopeVersion),
      next_attempt_in_s: this.nextAttemptS,
      last_counter: device.lastCounter,
    };
    return json(answer);
  }

  private async snapshot(post: string): Promise<Response> {
    const journal = this.posts.get(post);
    if (!journal || !this.snapshots) return problem(404, "no_snapshot");
    const snapshot: Snapshot = {
      post,
      seq: journal.seq,
      epoch: this.epoch,
      made_at: this.time(),
      token: JSON.stringify({ epoch: this.epoch, seqs: { [post]: journal.seq } }),
      rows: rowsSince(journal, 0) as never,
    };
    const body = utf8(JSON.stringify(snapshot));
    const sum = hex(new Uint8Array(await crypto.subtle.digest("SHA-256", body)));
    return new Response(body, { headers: { ...JSON_TYPE, "X-Simpul-Checksum": sum } });
  }

  private time(): string {
    return new Date(this.nowMs).toISOString();
  }
}

async function plain(body: Uint8Array<ArrayBuffer>, headers: Headers): Promise<string> {
  return text(headers.get("Content-Encoding") === "gzip" ? await gunzip(body) : body);
}

function signedBy(device: Device, push: Push): Promise<boolean> {
  const hashes = push.entries.map((entry) => entry.hash).join("\n");
  const message = `simpul-push-1\n${device.id}\n${push.epoch}\n${push.device_time}\n${hashes}`;
  return verified(device.key, push.signature, message);
}
