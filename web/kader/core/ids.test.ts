import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { utf8 } from "./bytes.ts";
import { sessionId, uuid5, uuid7, visitId } from "./ids.ts";
import { sha1 } from "./sha1.ts";

it("agrees with another SHA-1 at every length around the block size", () => {
  for (let size = 0; size < 200; size++) {
    const message = utf8("é7".repeat(size).slice(0, size));
    expect(Buffer.from(sha1(message)).toString("hex")).toBe(createHash("sha1").update(message).digest("hex"));
  }
});

it("derives the ids that Python's uuid5 derives", () => {
  const post = "5d8ff1f2-0000-4000-8000-000000000001";
  const person = "0193a6a0-0000-7000-8000-0000000000aa";
  expect(uuid5("a")).toBe("207ab347-1483-55c7-872e-8e27810ebe52");
  expect(sessionId(post, "2026-11-21")).toBe("88fb0858-aa72-52f1-9298-770afd10b722");
  expect(visitId(post, person, "2026-11-21")).toBe("5a4988b4-c876-5951-b5ff-b67452d8a055");
});

it("makes UUIDv7 that sort by time and never repeat", () => {
  const made = Array.from({ length: 1000 }, (_, i) => uuid7(1_790_000_000_000 + i));
  expect([...made].sort()).toEqual(made);
  expect(new Set(made).size).toBe(1000);
  expect(made[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
