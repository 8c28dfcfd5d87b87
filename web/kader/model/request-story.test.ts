import { describe, expect, it } from "vitest";
import { phoneFromRows, type SomeRows, TEST_POST } from "../core/testing.ts";
import {
  contactOf,
  firstSeen,
  groupOf,
  inGroup,
  newsOf,
  read,
  type Seen,
  storyOf,
  unsentOf,
} from "./request-story.ts";
import { actionDone, movesOf } from "./workflow.ts";

const NOW = "2026-11-22T02:00:00.000Z";
const ME = "7b0c8f7e-0000-4000-8000-000000000002";
const step = (action: string, at: string, by = "officer") => ({ at, by, action, state: "", note: "" });
const OPENED = step("open", "2026-11-01T02:00:00.000Z", ME);

type Fields = Record<string, unknown>;
const asked = (id: string, fields: Fields = {}) => ({
  ...{ id, person: "siti", service: "health", workflow: "health-referral", opened_by: ME, state: "opened" },
  ...{ opened_at: OPENED.at, history: [OPENED], outcome: null, urgency: "biasa", to_unit: "unit-1" },
  ...fields,
});

function phoneWith(...requests: Fields[]) {
  const families = [{ id: "f", phone: "0812-3456" }];
  const persons = [{ id: "siti", name: "Siti", family: "f", birth_date: "1990-01-01" }];
  return phoneFromRows({ rows: { persons, families, requests } as unknown as SomeRows, now: NOW });
}
function storyWith(fields: Fields, seen: Seen = {}) {
  const phone = phoneWith(asked("r", fields));
  const [request] = phone.rows.requests();
  if (!request) throw new Error("no request");
  return { phone, story: storyOf(request, ME, seen, phone.now(), phone.today()) };
}

describe("who has the next step, and since when", () => {
  it.each([
    [{ state: "opened" }, "unit", "theirs"],
    [{ state: "refused" }, "puskesmas", "ours"],
    [{ state: "missed" }, "post", "ours"],
    [{ state: "scheduled" }, "family", "theirs"],
    [{ state: "completed", outcome: "treated" }, "nobody", "ended"],
    [{ state: "", workflow: "" }, "phone", "theirs"],
    [{ state: "of-a-newer-server" }, "unit", "theirs"],
  ])("%o", (fields, whom, group) => {
    const { story } = storyWith(fields);
    expect([story.whom, groupOf(story)]).toEqual([whom, group]);
  });

  it("counts local days from the last step, and says what is late", () => {
    const history = [OPENED, step("accept", "2026-11-10T03:00:00.000Z")];
    const { story } = storyWith({ history, due_at: "2026-11-20T02:00:00.000Z", state: "accepted" });
    expect([story.since, story.days, story.late]).toEqual(["2026-11-10", 12, true]);
  });
});

describe("whom to call", () => {
  it("the place while it has the step, the family while it is theirs or ours, nobody at the end", () => {
    const call = (fields: Fields) => {
      const { phone, story } = storyWith(fields);
      return contactOf(story, phone.post(), phone.rows)?.phone ?? null;
    };
    expect(call({ state: "opened" })).toBe(TEST_POST.puskesmas?.phone);
    expect(call({ state: "opened", to_unit: "not-known-here" })).toBe(TEST_POST.puskesmas?.phone);
    expect(call({ state: "missed" })).toBe("0812-3456");
    expect(call({ state: "missed", person: null })).toBeNull();
    expect(call({ state: "completed", outcome: "treated" })).toBeNull();
  });
});

describe("an answer is new once", () => {
  const answered = { state: "accepted", history: [OPENED, step("accept", "2026-11-21T02:00:00.000Z")] };

  it("stands first until it was read, and again after the next step of others", () => {
    const { story } = storyWith(answered);
    expect([story.news, groupOf(story)]).toEqual([1, "news"]);
    const seen = read(story.request, ME, {});
    expect(newsOf(story.request, ME, seen)).toBe(0);
    const more = [...answered.history, step("schedule", NOW)];
    expect(storyWith({ ...answered, history: more }, seen).story.news).toBe(1);
  });

  it("a time that the calendar gave in the asker's own name is news, once", () => {
    const history = [OPENED, step("schedule", NOW, ME)];
    const { story } = storyWith({ state: "scheduled", history });
    expect([story.news, groupOf(story)]).toEqual([1, "news"]);
    expect(newsOf(story.request, ME, read(story.request, ME, {}))).toBe(0);
  });

  it("being asked to tell a family that no message reaches is news, in words, and no step of a kader's", () => {
    const history = [OPENED, step("schedule", NOW), step("tell_family", NOW, "server")];
    const { story } = storyWith({ state: "scheduled", history });
    expect([story.news, groupOf(story)]).toEqual([2, "news"]);
    for (const service of ["kesehatan-jiwa", "konsultasi-jiwa-daring"]) {
      const request = { workflow: "", service, state: "scheduled" };
      expect(actionDone(request, "tell_family")?.id).toContain("kabari keluarga");
      expect(movesOf(request).map(({ action }) => action)).not.toContain("tell_family");
    }
  });

  it("one's own step is no news", () => {
    const history = [OPENED, step("cancel", NOW, ME)];
    expect(storyWith({ history }).story.news).toBe(0);
  });

  it("on a new phone only the answers of the last days are new", () => {
    const old = asked("old", { history: [OPENED, step("accept", "2026-11-10T02:00:00.000Z")] });
    const phone = phoneWith(old, asked("new", answered));
    const seen = firstSeen(phone.rows.requests(), ME, phone.today());
    const stories = phone.rows.requests().map((one) => storyOf(one, ME, seen, phone.now(), phone.today()));
    expect(inGroup(stories, "news", phone.now()).map(({ request }) => request.id)).toEqual(["new"]);
  });
});

describe("what has not left the phone is taken back", () => {
  const opened = (data: Fields) => ({
    kind: "request.opened" as const,
    subject: "r",
    data: { person: "siti", service: "health", message: "x", reasons: [], ...data } as never,
  });

  it("a whole request, offline, without a trace", async () => {
    const phone = phoneWith();
    await phone.record([opened({})]);
    const [request] = phone.rows.requests();
    if (!request) throw new Error("no request");
    expect(await phone.undo([...unsentOf(request, phone.rows)])).toBe(true);
    expect([phone.rows.requests(), phone.entries]).toEqual([[], []]);
  });

  it("only the step when the request itself has long been sent", async () => {
    const phone = phoneWith(asked("r"));
    await phone.record([{ kind: "request.moved", subject: "r", data: { action: "cancel", note: "keliru" } }]);
    const [moved] = phone.rows.requests();
    if (!moved) throw new Error("no request");
    expect(storyOf(moved, ME, {}, phone.now(), phone.today()).whom).toBe("phone");
    await phone.undo([...unsentOf(moved, phone.rows)]);
    expect(phone.rows.requests().map(({ id, history }) => [id, history.length])).toEqual([["r", 1]]);
  });

  it("never the one that stands for somebody in danger", async () => {
    const inDanger = [
      { service: "kesehatan-jiwa", urgency: "darurat" },
      { reasons: [{ rule: "firstaid.kritis", text: "x" }] },
    ];
    for (const data of inDanger) {
      const phone = phoneWith();
      await phone.record([opened(data)]);
      expect(phone.rows.requests().map((request) => unsentOf(request, phone.rows))).toEqual([[]]);
    }
  });
});
