import { describe, expect, it } from "vitest";
import type { Draft, Entry, Kinds } from "../core/api.ts";
import { phoneFromRows } from "../core/testing.ts";
import { answering } from "./repairing.ts";

const REASON = { code: "invalid_data", message: { id: "Berat tidak mungkin.", en: "" }, repair: null };
const DAY = "2026-11-21";

async function setAside<K extends keyof Kinds>(kind: K, subject: string, data: Kinds[K]) {
  const phone = phoneFromRows({ rows: { persons: [{ id: "aisyah", name: "Aisyah" }] } });
  await phone.record([{ kind, subject, data } as Draft]);
  const target = phone.entries[0] as Entry;
  phone.quarantine(target.id, REASON);
  return { phone, target, repair: (drafts: Draft[]) => phone.record(answering(target, drafts, phone.newId)) };
}

const visit = { visit: "v1", date: DAY, card: "balita" as const, step: 2 };

describe("what was set aside, put right", () => {
  it("is written anew with all of its values, not as a patch of what the server does not have", async () => {
    const { phone, target, repair } = await setAside("visit.recorded", "aisyah", {
      ...visit,
      values: { weight_kg: 84, head_cm: 45 },
    });
    await repair([
      {
        kind: "visit.corrected",
        subject: "aisyah",
        data: { visit: "v1", corrects: target.id, values: { weight_kg: 8.4 }, reason: "typo" },
      },
    ]);
    const [, again, answer] = phone.entries;
    expect(again).toMatchObject({
      kind: "visit.recorded",
      happened_at: target.happened_at,
      data: { ...visit, values: { weight_kg: 8.4, head_cm: 45 } },
    });
    expect(answer).toMatchObject({ kind: "entry.repaired", data: { target: target.id, by: again?.id } });
  });

  it("waits for nothing that never gets a place, and is out of the list and the rows at once", async () => {
    const { phone, target, repair } = await setAside("person.registered", "bima", { name: "Bima", nik: "1" });
    expect(phone.repairs()).toHaveLength(1);
    await repair([{ kind: "person.changed", subject: "bima", data: { fields: { nik: null } } }]);
    const [, again, answer] = phone.entries;
    expect(again).toMatchObject({ kind: "person.registered", data: { name: "Bima", nik: null }, after: [] });
    expect(answer?.after).toEqual([again?.id]);
    expect(phone.entries.slice(1).some(({ after }) => after.includes(target.id))).toBe(false);
    expect([phone.repairs(), phone.safety().repairs]).toEqual([[], 0]);
    expect(phone.rows.persons.get("bima")).toMatchObject({ name: "Bima", nik: null });
    await phone.undo([String(again?.id), String(answer?.id)]);
    expect(phone.repairs()).toHaveLength(1);
  });

  it("keeps the fields of a change that were right", async () => {
    const { phone, repair } = await setAside("person.changed", "aisyah", {
      fields: { phone: "0811", birth_date: "2030-01-01" },
    });
    await repair([
      { kind: "person.changed", subject: "aisyah", data: { fields: { birth_date: "2025-01-01" } } },
    ]);
    expect(phone.entries[1]?.data).toEqual({ fields: { phone: "0811", birth_date: "2025-01-01" } });
  });

  it("is not answered by something else that is saved on the way", async () => {
    const { phone, repair } = await setAside("dose.given", "aisyah", { product: "BCG", date: "2030-01-01" });
    await repair([{ kind: "dose.given", subject: "aisyah", data: { product: "OPV", date: DAY } }]);
    expect(phone.entries.map(({ kind }) => kind)).toEqual(["dose.given", "dose.given"]);
    expect(phone.repairs()).toHaveLength(1);
    await repair([{ kind: "dose.given", subject: "aisyah", data: { product: "BCG", date: DAY } }]);
    expect(phone.entries.at(-1)).toMatchObject({ kind: "entry.repaired" });
    expect((await phone.rows.dosesOf("aisyah")).map(({ product, date }) => [product, date])).toEqual([
      ["OPV", DAY],
      ["BCG", DAY],
    ]);
  });

  it("is dismissed without waiting for itself", async () => {
    const { phone, target } = await setAside("dose.given", "aisyah", { product: "BCG", date: "2030-01-01" });
    const data = { target: target.id, reason: "anak lain" };
    await phone.record([{ kind: "entry.repaired", subject: "aisyah", data }]);
    expect(phone.entries[1]?.after).toEqual([]);
    expect(await phone.rows.dosesOf("aisyah")).toEqual([]);
  });
});
