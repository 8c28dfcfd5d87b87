import { expect, it } from "vitest";
import { move, type Walk } from "../../knowledge/first-aid.ts";
import { type AidDraft, isHeldHere, mustRecord, newDraft } from "./first-aid.ts";
import { wayBack } from "./first-aid-back.ts";

/** A path as the phone keeps it: recorded where somebody may not be left alone. */
function along(begun: AidDraft, ...answers: string[]): AidDraft {
  let now = begun;
  for (const answer of answers) {
    const walk = move({ ...now.walk, handed_to: "psikolog" }, answer) as Walk;
    const recorded = mustRecord(now.walk, walk) ? `record-${now.earlier.length}` : now.recorded;
    now = { ...now, walk, recorded, earlier: [...now.earlier, now.walk] };
  }
  return now;
}
const back = (draft: AidDraft): AidDraft => {
  const way = wayBack(draft);
  if (!("walk" in way)) throw new Error(`no step back: ${way.to}`);
  return { ...draft, walk: way.walk, earlier: way.earlier };
};
const calm = newDraft({ aid: "aid", person: null });
const critical = { ...newDraft({ aid: "aid", person: null, phase: "kritis" }), recorded: "record" };

it("gives up what was not answered, and goes back step by step after that", () => {
  expect(wayBack(calm)).toEqual({ to: "start" });
  const heard = along(calm, "aman", "tidak", "duduk", "boleh");
  expect(heard.walk.step).toBe("cerita");
  expect(back(heard).walk.step).toBe("kenalan");
  expect(back(back(back(back(heard)))).walk).toEqual(calm.walk);
});

it("goes back through the handing over to the person, and never out of what was recorded", () => {
  const handing = along(critical, "diambil", "lanjut", "ya", "lanjut");
  expect(handing.walk.step).toBe("sapa-lagi");
  const steps = [handing, back(handing), back(back(handing)), back(back(back(handing)))];
  expect(steps.map(({ walk }) => walk.step)).toEqual(["sapa-lagi", "kontak-lagi", "terima", "siapa"]);
  const kept = back(back(back(back(handing))));
  expect(kept.walk.step).toBe("temani");
  expect(wayBack(kept)).toEqual({ to: "leave" });
});

it("asks where going back would undo that somebody may not be left alone", () => {
  const weighed = along(calm, "aman", "tidak", "duduk", "boleh", "didengar", "lanjut", "ada");
  expect(weighed.walk.step).toBe("temani");
  expect(wayBack(weighed)).toEqual({ to: "leave" });
  const notYet = along(critical, "diambil", "lanjut", "belum");
  expect(wayBack(notYet)).toEqual({ to: "leave" });
});

it("goes from danger back to keeping company by entering it, which is recorded", () => {
  const danger = along(critical, "darurat");
  const kept = back(danger);
  expect(kept.walk.step).toBe("temani");
  expect(kept.walk.path).toEqual(["kritis", "darurat", "kritis"]);
  expect(mustRecord(danger.walk, kept.walk) && isHeldHere(kept.walk)).toBe(true);
  expect(wayBack(kept)).toEqual({ to: "leave" });
});

it("does not give up a crisis that the phone could not record", () => {
  expect(wayBack({ ...critical, recorded: null })).toEqual({ to: "leave" });
});
