import "fake-indexeddb/auto";
import { deleteDB } from "idb";
import { afterEach, describe, expect, it } from "vitest";
import type { Env } from "../env.ts";
import { refreshSlots, slotsOf } from "../slots.ts";
import { type Db, openStore } from "../store.ts";

const NAME = "slots-test";
const POST = "5d8ff1f2-0000-4000-8000-000000000001";
let open: Db | null = null;

afterEach(async () => {
  open?.close();
  await deleteDB(NAME);
});

/** A server that answers so, and how often it was asked. */
function world(answers: (Response | Error)[]) {
  const asked: string[] = [];
  let nowMs = Date.parse("2026-11-22T02:00:00.000Z");
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
  return { env, asked, later: (minutes: number) => (nowMs += minutes * 60_000) };
}

const free = (asOf: string): Response => Response.json({ as_of: asOf, services: [] });
const refused = (): Response => Response.json({ code: "post_unknown" }, { status: 404 });

describe("free times", () => {
  it("are asked for once in a while and kept for when there is no signal", async () => {
    open = await openStore(NAME);
    const { env, asked, later } = world([free("first"), free("second")]);
    expect(await slotsOf(open, POST)).toBeNull();
    await refreshSlots(env, open, "token", POST);
    await refreshSlots(env, open, "token", POST);
    expect(asked).toEqual([`/api/v1/posts/${POST}/slots`]);
    later(11);
    await refreshSlots(env, open, "token", POST);
    expect((await slotsOf(open, POST))?.as_of).toBe("second");
  });

  it("stay as they were when nobody answers, or the server is older", async () => {
    open = await openStore(NAME);
    const { env, asked, later } = world([free("first"), new Error("cut"), refused()]);
    for (let round = 0; round < 3; round += 1) {
      await refreshSlots(env, open, "token", POST);
      later(11);
    }
    expect(asked).toHaveLength(3);
    expect((await slotsOf(open, POST))?.as_of).toBe("first");
  });

  it("of one post are not those of another", async () => {
    open = await openStore(NAME);
    const { env } = world([free("here")]);
    await refreshSlots(env, open, "token", POST);
    expect(await slotsOf(open, "5d8ff1f2-0000-4000-8000-000000000002")).toBeNull();
  });
});
