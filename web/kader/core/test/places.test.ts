import "fake-indexeddb/auto";
import { deleteDB } from "idb";
import { afterEach, describe, expect, it } from "vitest";
import type { Env } from "../env.ts";
import { placesOf, refreshPlaces } from "../places.ts";
import { type Db, openStore } from "../store.ts";

const NAME = "places-test";
const POST = "5d8ff1f2-0000-4000-8000-000000000001";
const HOUR_MS = 3_600_000;
let open: Db | null = null;

afterEach(async () => {
  open?.close();
  await deleteDB(NAME);
});

function world(answers: (Response | Error)[]) {
  let nowMs = Date.parse("2026-11-22T02:00:00.000Z");
  const asked: string[] = [];
  const env = {
    now: () => nowMs,
    timer: () => () => undefined,
    fetch: async (path: string) => {
      asked.push(path);
      const next = answers.shift();
      if (!next || next instanceof Error) throw next ?? new Error("no answer is left");
      return next;
    },
  } as unknown as Env;
  return { env, asked, later: (hours: number) => (nowMs += hours * HOUR_MS) };
}

const heard = (asOf: string): Response => Response.json({ as_of: asOf, services: [] });

describe("places", () => {
  it("are asked for twice a day and kept beside the free times of the same post", async () => {
    open = await openStore(NAME);
    const { env, asked, later } = world([heard("first"), heard("second")]);
    await refreshPlaces(env, open, "token", POST);
    later(11);
    await refreshPlaces(env, open, "token", POST);
    expect(asked).toEqual([`/api/v1/posts/${POST}/places`]);
    later(2);
    await refreshPlaces(env, open, "token", POST);
    expect((await placesOf(open, POST))?.as_of).toBe("second");
  });

  it("are asked for again soon after nobody answered, and stay as they were meanwhile", async () => {
    open = await openStore(NAME);
    const { env, asked, later } = world([heard("first"), new Error("cut"), heard("third")]);
    await refreshPlaces(env, open, "token", POST);
    later(13);
    await refreshPlaces(env, open, "token", POST);
    expect((await placesOf(open, POST))?.as_of).toBe("first");
    later(0.1);
    await refreshPlaces(env, open, "token", POST);
    expect(asked).toHaveLength(2);
    later(0.1);
    await refreshPlaces(env, open, "token", POST);
    expect((await placesOf(open, POST))?.as_of).toBe("third");
  });
});
