import type { Problem, Words } from "../generated/wire.ts";
import { type Bytes, concat, gzip, text, utf8 } from "./bytes.ts";
import type { Env } from "./env.ts";
import { WORDS } from "./words.ts";

/** A call that did not succeed. `status` 0: no answer arrived. */
export class NetError extends Error {
  readonly code: string;
  readonly words: Words;
  readonly status: number;
  readonly retryAfterS: number | null;
  constructor(code: string, words: Words, status: number, retryAfterS: number | null = null) {
    super(`${status} ${code}`);
    this.code = code;
    this.words = words;
    this.status = status;
    this.retryAfterS = retryAfterS;
  }
}

const ROOT = "/api/v1/";
const GZIP_FROM_BYTES = 1024;
/** A line that brings nothing for so long is cut. A slow line that keeps bringing is not. */
const SILENCE_MS = 45_000;

export interface Answer {
  bytes: Bytes;
  headers: Headers;
}

/** POST (or GET without `body`) under /api/v1/. `seen` gets each piece of the answer as it comes. Throws NetError. */
export async function callRaw(
  env: Env,
  path: string,
  token: string | null,
  body?: unknown,
  seen: (piece: Bytes) => void = () => undefined,
): Promise<Answer> {
  const stop = new AbortController();
  let cancel = env.timer(() => stop.abort(), SILENCE_MS);
  const heard = () => {
    cancel();
    cancel = env.timer(() => stop.abort(), SILENCE_MS);
  };
  try {
    const response = await env.fetch(ROOT + path, { ...(await request(token, body)), signal: stop.signal });
    if (!response.ok) throw await problem(response);
    // The body is read here: a cut in its middle must look like any other cut.
    const bytes = await drain(response, (piece) => {
      heard();
      seen(piece);
    });
    return { bytes, headers: response.headers };
  } catch (error) {
    throw error instanceof NetError ? error : new NetError("offline", WORDS.offline, 0);
  } finally {
    cancel();
  }
}

async function drain(response: Response, seen: (piece: Bytes) => void): Promise<Bytes> {
  const reader = response.body?.getReader();
  const pieces: Bytes[] = [];
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    const piece = value as Bytes;
    pieces.push(piece);
    seen(piece);
  }
  return concat(...pieces);
}

export async function call<T>(env: Env, path: string, token: string | null, body?: unknown): Promise<T> {
  const { bytes } = await callRaw(env, path, token, body);
  try {
    return JSON.parse(text(bytes)) as T;
  } catch {
    throw new NetError("not_json", WORDS.server, 200);
  }
}

async function request(token: string | null, body: unknown): Promise<RequestInit> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  const init: RequestInit = {
    method: "GET",
    headers,
    cache: "no-store",
    credentials: "omit",
    redirect: "error",
  };
  if (body === undefined) return init;
  const plain = utf8(JSON.stringify(body));
  const packed = plain.length >= GZIP_FROM_BYTES;
  headers["Content-Type"] = "application/json";
  if (packed) headers["Content-Encoding"] = "gzip";
  return { ...init, method: "POST", body: packed ? await gzip(plain) : plain };
}

async function problem(response: Response): Promise<NetError> {
  const said = response.headers;
  const after = Number(said.get("X-Simpul-Retry-Ms")) / 1000 || Number(said.get("Retry-After"));
  const retry = Number.isFinite(after) && after > 0 ? after : null;
  const told = (await response.json().catch(() => null)) as Partial<Problem> | null;
  const words = told?.message?.id ? told.message : WORDS.server;
  return new NetError(told?.code ?? `http_${response.status}`, words, response.status, retry);
}
