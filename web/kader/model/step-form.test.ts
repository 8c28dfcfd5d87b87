import { describe, expect, it } from "vitest";
import { canDraw, drawn, missing, moveData } from "./step-form.ts";
import type { Field, Move } from "./workflow.ts";

const words = { id: "x", en: "x" };
const field = (id: string, type: string, required = false): Field => ({
  id,
  type,
  required,
  label: words,
  long: false,
});
const move = (...fields: Field[]): Move => ({ action: "answer", label: words, fields });

describe("a step's form", () => {
  it("keeps what every step knows apart from the workflow's own fields, and leaves out what is empty", () => {
    const asked = move(field("note", "text", true), field("sekolah", "text"), field("kelas", "choice"));
    expect(moveData(asked, { note: " sudah ", sekolah: "SDN 01", kelas: "" })).toEqual({
      action: "answer",
      note: "sudah",
      values: { sekolah: "SDN 01" },
    });
    expect(moveData(asked, {})).toEqual({ action: "answer", note: "" });
  });

  it("says which field is missing", () => {
    const asked = move(field("note", "text", true), field("sejak", "moment", true));
    expect(missing(drawn(asked), { note: "  " })?.id).toBe("note");
    expect(missing(drawn(asked), { note: "ya" })?.id).toBe("sejak");
    expect(missing(drawn(asked), { note: "ya", sejak: "2026-11-21T09:00" })).toBeUndefined();
  });

  it("sends a moment in UTC", () => {
    const asked = move(field("appointment_at", "moment"));
    const at = "2026-11-21T09:00";
    expect(moveData(asked, { appointment_at: at }).appointment_at).toBe(new Date(at).toISOString());
  });

  it("offers no step that this phone cannot draw", () => {
    expect(canDraw(move(field("to_unit", "unit", true)))).toBe(false);
    expect(canDraw(move(field("slot", "slot"), field("note", "text", true)))).toBe(true);
    expect(canDraw(move(field("x", "of-the-future", true)))).toBe(false);
  });
});
