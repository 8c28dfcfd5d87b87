import type { Problem, Reason } from "../../generated/wire.ts";

export const JSON_TYPE = { "Content-Type": "application/json" };

export const reason = (code: string): Reason => ({
  code,
  message: { id: code, en: code },
  repair: null,
  field: null,
});

export const json = (value: unknown, status = 200): Response =>
  new Response(JSON.stringify(value), { status, headers: JSON_TYPE });

export function problem(status: number, code: string, headers: Record<string, string> = {}): Response {
  const said: Problem = { code, message: { id: code, en: code }, field: null, instead: null };
  return new Response(JSON.stringify(said), { status, headers: { ...JSON_TYPE, ...headers } });
}
