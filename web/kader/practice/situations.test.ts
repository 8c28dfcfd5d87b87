import { expect, it } from "vitest";
import { fits, SITUATIONS, type Situation } from "./situations.ts";

const PATHS = {
  hubungkan: ["lihat", "dengar", "hubungkan", "selesai"],
  kritis: ["lihat", "dengar", "kritis", "serah-terima", "selesai"],
  darurat: ["lihat", "kritis", "darurat", "serah-terima", "selesai"],
};

it.each(SITUATIONS)("$id is answered by its own path and by no other", (one: Situation) => {
  const answered = Object.entries(PATHS).flatMap(([name, path]) => (fits(one, path) ? [name] : []));
  expect(answered).toEqual([one.goal]);
});

it("rehearses linking, not leaving alone and danger", () => {
  expect(SITUATIONS.map(({ goal }) => goal).sort()).toEqual(["darurat", "hubungkan", "kritis"]);
});
