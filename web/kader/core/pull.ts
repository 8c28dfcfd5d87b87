import type { Heartbeat, PostInfo, PostPage, Pull, PullAnswer, Scope, Snapshot } from "../generated/wire.ts";
import type { Bytes } from "./bytes.ts";
import { isFormer, withPost } from "./cursor.ts";
import type { Device } from "./device.ts";
import type { Env } from "./env.ts";
import { sha256 } from "./hash.ts";
import { PostModel } from "./model.ts";
import { call, callRaw, NetError } from "./net.ts";
import { todayFirst } from "./open-days.ts";
import type { Vault } from "./packs.ts";
import { Preview } from "./preview.ts";
import type { Cursor } from "./store.ts";
import { WORDS } from "./words.ts";

export const PULL_LIMIT = 1000;

/** What the pull tells whoever shows the rows. */
export interface PullHost {
  env: Env;
  device: Device;
  vault: Vault;
  heartbeat(): Promise<Heartbeat>;
  observe(sentMs: number, serverTime: string): void;
  /** A post has come: whole at `seq`, or with 0 as much of it as has arrived on a slow line. */
  shown(post: string, model: PostModel, seq: number): void;
  /** Before a page is stored: what the outbox learns from it. */
  page(answer: PullAnswer, cursor: Cursor): Promise<void>;
  scoped(scope: Scope): Promise<void>;
  /** The posts of the scope that this phone carries. */
  carried(scope: Scope): readonly PostInfo[];
  /** It is time to read the scope again, whether or not it has changed. */
  scopeIsOld: boolean;
  /** Entries that were erased by law: every copy of them goes. */
  redacted(ids: ReadonlySet<string>): Promise<void>;
  epoch(epoch: string): Promise<void>;
}

export interface PullResult {
  entries: number;
  nextAttemptS: number;
  lastCounter: number;
}

export async function fetchScope(host: PullHost): Promise<Scope> {
  const scope = await call<Scope>(host.env, "journal/scope", host.device.token);
  // An answer without posts gives nothing to read: closed, not open.
  const { version = "", accounts = [], posts = [], escrow = null, neighbours = [], handover = [] } = scope;
  const whole = { version, accounts, posts, escrow, neighbours, handover };
  await host.vault.saveScope(whole);
  await host.scoped(whole);
  return whole;
}

/** Load a post whole. False when the server has no snapshot of it: the pull then starts it from its first entry. */
export async function fetchSnapshot(host: PullHost, post: string): Promise<boolean> {
  const cursor = await host.vault.cursor();
  // Rows of before a restore are whole: they stay until the new ones are too.
  const show = (model: PostModel) => isFormer(cursor, post) || host.shown(post, model, 0);
  const preview = new Preview(show);
  const see = (piece: Bytes) => preview.add(piece);
  const answer = await callRaw(host.env, `journal/snapshot/${post}`, host.device.token, undefined, see).catch(
    (error) => {
      if (error instanceof NetError && error.status === 404) return null;
      throw error;
    },
  );
  if (!answer) return false;
  if ((await sha256(answer.bytes)) !== answer.headers.get("X-Simpul-Checksum")) {
    show(new PostModel());
    throw new NetError("checksum", WORDS.damaged, 200);
  }
  const snapshot = JSON.parse(preview.text) as Snapshot;
  const model = new PostModel();
  model.apply(snapshot.rows as never);
  // On a quick line a post is shown when it is stored; on a slow one, people are looking at part of it already. Only what
  // is stored counts as here: whoever leaves before finds it missing, not empty.
  if (preview.used) show(model);
  await host.vault.saveSnapshot(
    post,
    model,
    host.env.now(),
    withSnapshot(await host.vault.cursor(), snapshot),
  );
  host.shown(post, model, snapshot.seq);
  await host.redacted(erasedIn(snapshot.rows));
  await host.epoch(snapshot.epoch);
  return true;
}

function withSnapshot(cursor: Cursor, { post, seq, token, epoch }: Snapshot): Cursor {
  const tokens = cursor.token ? { also: [...cursor.also, token] } : { token };
  return { ...withPost(cursor, post, seq), ...tokens, epoch };
}

/** Bring every post of the scope up to date. Throws NetError; what was stored by then stays. */
export async function pullAll(host: PullHost): Promise<PullResult> {
  let cursor = await host.vault.cursor();
  let scope = (host.scopeIsOld ? null : await host.vault.scope()) ?? (await fetchScope(host));
  await loadMissing(host, scope);
  const result: PullResult = { entries: 0, nextAttemptS: 0, lastCounter: 0 };
  for (;;) {
    cursor = await host.vault.cursor();
    const answer = await pullPage(host, cursor, carryList(host, scope));
    result.entries += answer.posts.reduce((sum, page) => sum + page.heads.length, 0);
    result.nextAttemptS = answer.next_attempt_in_s;
    result.lastCounter = answer.last_counter ?? 0;
    const changed = answer.scope_version !== (await host.vault.cursor()).scopeVersion;
    if (changed || answer.gained.length + answer.lost.length > 0) {
      scope = await fetchScope(host);
      await loadMissing(host, scope);
    }
    if (!answer.has_more || answer.token === cursor.token) return result;
  }
}

/** A post that is new here comes whole; its pages, if some came already, are replaced. */
async function loadMissing(host: PullHost, scope: Scope): Promise<void> {
  const cursor = await host.vault.cursor();
  for (const { id } of todayFirst(host.carried(scope), host.env.now())) {
    if (id in cursor.seqs || (await fetchSnapshot(host, id)) || !isFormer(cursor, id)) continue;
    await host.vault.purge(id);
    host.shown(id, new PostModel(), 0);
  }
}

/** Null as long as everything that is served is carried. */
function carryList(host: PullHost, scope: Scope): string[] | null {
  const carried = host.carried(scope);
  return carried.length < scope.posts.length ? carried.map(({ id }) => id) : null;
}

async function pullPage(host: PullHost, cursor: Cursor, carry: string[] | null): Promise<PullAnswer> {
  const sentMs = host.env.now();
  const body: Pull = {
    device: host.device.id ?? "",
    token: cursor.token,
    also: cursor.also,
    ...(carry && { carry }),
    limit: PULL_LIMIT,
    device_time: new Date(sentMs).toISOString(),
    heartbeat: await host.heartbeat(),
  };
  const answer = await call<PullAnswer>(host.env, "journal/pull", host.device.token, body);
  if (!Array.isArray(answer.posts) || typeof answer.token !== "string") {
    throw new NetError("not_a_page", WORDS.server, 200);
  }
  host.observe(sentMs, answer.server_time);
  if (cursor.epoch !== null && answer.epoch !== cursor.epoch)
    throw new NetError("epoch_changed", WORDS.server, 409);
  const reached = answer.posts.reduce(
    (now, { post, seq }) => withPost(now, post, Math.max(now.seqs[post] ?? 0, seq)),
    cursor,
  );
  const next = {
    ...reached,
    token: answer.token,
    also: [],
    epoch: answer.epoch,
    lastPullMs: host.env.now(),
  };
  await host.vault.savePage(answer, next);
  await host.epoch(answer.epoch);
  await host.page(answer, next);
  for (const page of answer.posts) await redact(host, page);
  return answer;
}

type Rows = Record<string, Record<string, unknown>[]>;

/** Row of part `redactions`. Which rows have gone with the entry does not matter here: all come anew. */
interface RedactionRow {
  id: string;
}

const redactionsOf = (rows: Rows) => (rows.redactions ?? []) as unknown as RedactionRow[];
const erasedIn = (rows: Rows): Set<string> => new Set(redactionsOf(rows).map(({ id }) => id));

/**
 * Erased entries lose every copy. What they gave lies in packs too, also where no row has gone: a value that another entry
 * replaced since. All packs of the post come anew without it.
 */
async function redact(host: PullHost, { post, rows }: PostPage): Promise<void> {
  if (redactionsOf(rows).length === 0) return;
  await host.redacted(erasedIn(rows));
  if (await fetchSnapshot(host, post)) return;
  await host.vault.purge(post);
  const { token: _, ...cursor } = await host.vault.cursor();
  await host.vault.saveCursor({ ...cursor, token: null, also: [] });
}
