import { describe, expect, it } from "vitest";
import { END, fault, move, type Walk } from "../../knowledge/first-aid.ts";
import { phoneFromRows, type SomeRows } from "../core/testing.ts";
import { emergencies } from "./emergencies.ts";
import {
  type AidDraft,
  aidData,
  mayBeSlip,
  mustRecord,
  newDraft,
  recordDrafts,
  reopened,
  slipDrafts,
} from "./first-aid.ts";
import { aidTasks, unlistedTasks, unnamedRequests } from "./first-aid-tasks.ts";
import { newReach } from "./reach.ts";

const TODAY = "2026-11-22";
const phoneWith = (rows: SomeRows = {}) => phoneFromRows({ now: "2026-11-22T03:00:00.000Z", rows });

function along(draft: AidDraft, ...answers: string[]): AidDraft {
  const walk = answers.reduce<Walk>((now, answer) => move(now, answer) as Walk, draft.walk);
  return { ...draft, walk };
}
const filled = (draft: AidDraft, given: Partial<Walk>): AidDraft => ({
  ...draft,
  walk: { ...draft.walk, ...given },
});
const CALM = ["aman", "tidak", "duduk", "boleh", "didengar", "lanjut", "tidak", "kuning", "lanjut"];

function recorded(draft: AidDraft, rows: SomeRows = {}) {
  const phone = phoneWith(rows);
  return recordDrafts(draft, { rows: phone.rows, today: TODAY, unit: "unit-1", newId: () => phone.newId() });
}

describe("a calm path", () => {
  const begun = newDraft({ aid: "aid", person: "siti" });
  const ended = (consent: string[]): AidDraft =>
    along(filled(along(begun, ...CALM, ...consent, "tidak"), { follow_up: "2026-11-25" }), "simpan");

  it("opens a request in the same transaction, with leave and in neutral words", () => {
    const { drafts, next } = recorded(ended(["bersedia", "lanjut", "lanjut"]));
    expect(drafts.map(({ kind }) => kind)).toEqual(["firstaid.recorded", "request.opened"]);
    const [record, request] = drafts;
    expect(request?.data).toMatchObject({
      basis: "consent",
      urgency: "segera",
      person: "siti",
      service: "kesehatan-jiwa",
    });
    expect(JSON.stringify(request)).not.toMatch(/luka|kuning|p3lp|dengar/);
    expect(record?.data).toMatchObject({
      request: request?.subject,
      follow_up: "2026-11-25",
      zone: "p3lp:kuning",
    });
    expect(next.request).toBe(request?.subject);
  });

  it("tells nobody without leave, and asks only once", () => {
    expect(recorded(ended(["belum"])).drafts).toHaveLength(1);
    const open = { id: "r", person: "siti", service: "kesehatan-jiwa" };
    const { drafts } = recorded(ended(["bersedia", "lanjut", "lanjut"]), {
      persons: [{ id: "siti" }],
      requests: [open],
    });
    expect(drafts.map(({ data }) => "request" in data && data.request)).toEqual(["r"]);
  });

  it("sends how they may be reached with the request, apart from it, and only with leave", () => {
    const reach = { ...newReach("phone"), phone: "0812 0000 7788", name: "Bunga", times: ["sore"] };
    const { drafts } = recorded({ ...ended(["bersedia", "lanjut", "lanjut"]), reach });
    expect(drafts.map(({ kind }) => kind)).toEqual(["firstaid.recorded", "request.opened", "contact.agreed"]);
    expect(drafts[2]).toMatchObject({
      subject: drafts[1]?.subject,
      data: { reach: { phone: "+6281200007788" } },
    });
    expect(JSON.stringify(drafts.slice(0, 2))).not.toMatch(/7788|Bunga/);
    expect(recorded({ ...ended(["belum"]), reach }).drafts).toHaveLength(1);
  });

  it("leaves a record that the server finds possible", () => {
    const data = aidData(ended(["belum"]), TODAY);
    expect(fault({ ...data, zone: data.zone ?? null } as Parameters<typeof fault>[0])).toBeNull();
  });
});

describe("somebody who may not be left alone", () => {
  const begun = newDraft({ aid: "aid", person: null });
  const waiting = along(begun, "kritis");

  it("is recorded on entering, with an emergency that needs no leave and names nobody", () => {
    expect(mustRecord(begun.walk, waiting.walk)).toBe(true);
    const { drafts } = recorded(waiting);
    expect(drafts[1]?.data).toMatchObject({ person: null, urgency: "darurat", basis: "vital-interest" });
    expect(JSON.stringify(drafts[1])).toContain("Tanpa nama");
  });

  it("stays open until somebody has taken over; the open record is withdrawn with the handover", () => {
    const { next } = recorded(waiting);
    const handed = filled(along(next, "diambil"), { handed_to: "psikolog" });
    const done = along(
      filled(along(handed, "lanjut", "ya", "lanjut"), { follow_up: "2026-11-23" }),
      "simpan",
    );
    expect(done.walk.step).toBe(END);
    const { drafts } = recorded({ ...done, handedAt: "2026-11-22T03:10:00.000Z" });
    expect(drafts.map(({ kind }) => kind)).toEqual(["firstaid.recorded", "entry.voided"]);
    expect(drafts[1]?.data).toMatchObject({ target: next.recorded });
    expect(drafts[0]?.data).toMatchObject({ handed_to: "psikolog", accepted: true, request: next.request });
  });

  it("may be asked how they are, on a number that was left at the handover", () => {
    const { next } = recorded(waiting);
    expect(recorded({ ...next, reach: newReach("kader") }).drafts.map(({ kind }) => kind)).not.toContain(
      "contact.agreed",
    );
    const handed = filled(along(next, "diambil"), { handed_to: "psikolog" });
    const done = along(
      filled(along(handed, "lanjut", "ya", "lanjut"), { follow_up: "2026-11-23" }),
      "simpan",
    );
    const { drafts } = recorded({ ...done, reach: newReach("kader"), handedAt: "2026-11-22T03:10:00.000Z" });
    expect(drafts[1]).toMatchObject({
      kind: "contact.agreed",
      subject: next.request,
      data: { reach: { phone: "" } },
    });
  });

  it("that was a slip: the record goes, the puskesmas makes sure", () => {
    const { next } = recorded(waiting);
    expect(slipDrafts(next, true, "x").map(({ kind }) => kind)).toEqual(["entry.voided", "request.moved"]);
    expect(slipDrafts(next, false, "x").map(({ kind }) => kind)).toEqual(["entry.voided"]);
  });

  it("may be a slip only where it was tapped: at the handover nobody is taken off the list", () => {
    const { next } = recorded(waiting);
    const written = { ...next, written: ["record", "request"] };
    expect(mayBeSlip(next)).toBe(false);
    expect(mayBeSlip(written)).toBe(true);
    expect(mayBeSlip({ ...written, earlier: [begun.walk] })).toBe(true);
    const handing = { ...along(written, "diambil"), earlier: [begun.walk, written.walk] };
    expect(mayBeSlip(handing)).toBe(false);
    const met = { ...along(filled(handing, { handed_to: "psikolog" }), "lanjut"), earlier: [handing.walk] };
    expect(mayBeSlip(met)).toBe(false);
  });

  it("is taken up again by a colleague from the row", () => {
    const row = {
      id: "e",
      aid: "aid",
      date: TODAY,
      path: ["lihat", "kritis", "darurat"],
      zone: "p3lp:merah" as const,
    };
    const [aid] = phoneWith({ firstaids: [row] }).rows.firstAids();
    expect(aid && reopened(aid)).toMatchObject({ recorded: "e", walk: { step: "telepon", path: row.path } });
  });
});

describe("what is still to be done", () => {
  const done = {
    date: "2026-11-18",
    path: ["lihat", "dengar", "hubungkan", "selesai"],
    follow_up: "2026-11-22",
  };
  const open = { date: TODAY, path: ["lihat", "kritis"] };
  const rows = (firstaids: NonNullable<SomeRows["firstaids"]>) =>
    phoneWith({
      persons: [
        { id: "a", name: "Ani" },
        { id: "dead", name: "Budi", status: "died" },
      ],
      firstaids,
    }).rows;

  it("waits first; then whom to ask again, until somebody has asked", () => {
    const known = rows([
      { id: "1", aid: "A", person: "a", ...done },
      { id: "2", aid: "B", person: "a", ...open },
      { id: "3", aid: "C", person: "a", ...done, follow_up: "2026-11-23" },
      { id: "4", aid: "D", person: "a", ...done },
      { id: "5", aid: "E", person: "a", ...done, follow_up: "2026-11-24", follows: "D" },
    ]);
    expect(aidTasks(known.firstAidsOf("a"), TODAY).map(({ aid, waits }) => [aid.id, waits])).toEqual([
      ["2", true],
      ["1", false],
    ]);
  });

  it("is forgotten of nobody: who is on no list is named apart and counted", () => {
    const known = rows([
      { id: "1", aid: "A", person: null, ...open },
      { id: "2", aid: "B", person: "dead", ...open },
      { id: "3", aid: "C", person: "a", ...open },
      { id: "4", aid: "D", person: null, ...done },
    ]);
    expect(unlistedTasks(known, TODAY).map(({ aid }) => aid.id)).toEqual(["1", "2", "4"]);
    expect(emergencies(known)).toHaveLength(3);
  });

  it("shows requests that name nobody until they are answered, and the answer for a week", () => {
    const step = (at: string) => [
      { action: "complete", state: "completed", at: `${at}T03:00:00.000Z`, by: "", note: "" },
    ];
    const closed = { person: null, outcome: "treated" };
    const { rows: known } = phoneWith({
      requests: [
        { id: "1", person: null },
        { id: "2", ...closed, history: step("2026-11-15") },
        { id: "3", ...closed, history: step("2026-11-16") },
        { id: "4", person: "a" },
      ] as SomeRows["requests"] & object,
    });
    expect(unnamedRequests(known, TODAY).map(({ id }) => id)).toEqual(["1", "3"]);
  });
});
