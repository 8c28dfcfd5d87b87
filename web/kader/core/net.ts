import type { Problem, Words } from "../generated/wire.ts";
import { gzip, utf8 } from "./bytes.ts";
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
const TIMEOUT_MS = 60_000;

/** POST (or GET without `body`) under /api/v1/. Resolves to the answer's body in bytes, with its headers. */
export async function callRaw(
  env: Env,
  path: string,
  token: string | null,
  body?: unknown,
): Promise<Response> {
  const stop = new AbortController();
  const cancel = env.timer(() => stop.abort(), TIMEOUT_MS);
  try {
    const response = await env.fetch(ROOT + path, { ...(await request(token, body)), signal: stop.signal });
    if (!response.ok) throw await problem(response);
    // The body is read here, inside the time limit: a cut in the middle must look like any other cut.
    const bytes = await response.arrayBuffer();
    return new Response(bytes, { status: response.status, headers: response.headers });
  } catch (error) {
    throw error instanceof NetError ? error : new NetError("offline", WORDS.offline, 0);
  } finally {
    cancel();
  }
}

export async function call<T>(env: Env, path: string, token: string | null, body?: unknown): Promise<T> {
  const response = await callRaw(env, path, token, body);
  try {
    return (await response.json()) as T;
  } catch {
    throw new NetError("not_json", WORDS.server, response.status);
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
  const after = Number(response.headers.get("Retry-After"));
  const retry = Number.isFinite(after) && after > 0 ? after : null;
  const said = (await response.json().catch(() => null)) as Partial<Problem> | null;
  const words = said?.message?.id ? said.message : WORDS.server;
  return new NetError(said?.code ?? `http_${response.status}`, words, response.status, retry);
}
