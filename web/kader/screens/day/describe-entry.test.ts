import { expect, test } from "vitest";
import type { Entry } from "../../core/api.ts";
import { reasonWords } from "./describe-entry.ts";

const entry = (kind: string, data: object): Entry => ({ kind, data, subject: "a" }) as unknown as Entry;

test("a reason names a field by its label, wherever the server found it", () => {
  const visit = entry("visit.recorded", { card: "balita" });
  expect(reasonWords(visit, "Bagian “values.weight_kg” tidak dapat dibaca.")).toContain("“Berat badan”");
  const dose = entry("dose.given", {});
  expect(reasonWords(dose, "Isian “date” tidak dapat dibaca.")).toBe("Isian “Tanggal” tidak dapat dibaca.");
});

test("a code that nobody has a word for, and words that are no code, stay as they are", () => {
  const dose = entry("dose.given", {});
  expect(reasonWords(dose, "“tidak_ada” dan “Melati 3”")).toBe("“tidak_ada” dan “Melati 3”");
});
