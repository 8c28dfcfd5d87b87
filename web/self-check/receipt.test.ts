import { expect, test } from "vitest";
import { neutral } from "./receipt.ts";

test("says in what is kept neither what was asked nor of whom", () => {
  const kept = neutral(
    [
      ["Nomor", "ABCD-2345"],
      ["PIN", "123456"],
    ],
    "simpul.contoh.id",
  );
  expect(kept).toBe("Nomor ABCD-2345\nPIN 123456\nsimpul.contoh.id\n");
});
