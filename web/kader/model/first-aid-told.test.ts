import { expect, it } from "vitest";
import { move, type Walk } from "../../knowledge/first-aid.ts";
import { type AidDraft, newDraft } from "./first-aid.ts";
import { toldOf, wayOf } from "./first-aid-told.ts";
import { newReach } from "./reach.ts";

const NUMBER = "0812 0000 7788";
const begun = (person: string | null = null): AidDraft => ({
  ...newDraft({ aid: "aid", person, phase: "kritis" }),
  recorded: "record",
  request: "request",
});
function along(draft: AidDraft, ...answers: string[]): AidDraft {
  const start: Walk = { ...draft.walk, handed_to: "petugas-puskesmas" };
  return { ...draft, walk: answers.reduce<Walk>((now, answer) => move(now, answer) as Walk, start) };
}
const calling = (draft: AidDraft): AidDraft => ({
  ...draft,
  walk: { ...draft.walk, actions: ["menelepon"] },
});

it("says who knows, for each state, sent or not", () => {
  const states = [
    begun(),
    calling(begun()),
    along(begun(), "diambil"),
    along(begun(), "diambil", "lanjut", "belum"),
    along(begun(), "diambil", "lanjut", "ya"),
  ];
  expect(states.map((draft) => toldOf(draft, false))).toEqual([
    "pending",
    "called",
    "handing",
    "pending",
    "accepted",
  ]);
  expect(states.map((draft) => toldOf(draft, true))).toEqual(["sent", "sent", "sent", "sent", "accepted"]);
});

it("says by which way the puskesmas will be in touch, and promises nothing that was not agreed", () => {
  const ended = (person: string | null, reach: AidDraft["reach"]): AidDraft => ({
    ...along(begun(person), "diambil", "lanjut", "ya", "lanjut"),
    reach,
  });
  expect(wayOf(ended(null, { ...newReach("phone"), phone: NUMBER }))).toBe("number");
  expect(wayOf(ended("siti", { ...newReach("phone"), phone: NUMBER }))).toBe("number");
  expect(wayOf(ended("siti", newReach("kader")))).toBe("kader");
  expect(wayOf(ended(null, { ...newReach("phone"), phone: "0812" }))).toBe("kader");
  expect(wayOf(ended(null, null))).toBe("kader");
  expect(wayOf(ended("siti", null))).toBe("listed");
  const calm = newDraft({ aid: "aid", person: null });
  expect(wayOf({ ...calm, reach: { ...newReach("phone"), phone: NUMBER } })).toBeNull();
});
