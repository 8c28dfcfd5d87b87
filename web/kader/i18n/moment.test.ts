import { afterEach, expect, it, vi } from "vitest";
import { formatMoment, localDay } from "./moment.ts";

afterEach(() => vi.unstubAllEnvs());

it("names the day and the hour of one zone: past midnight here it is still yesterday in UTC", () => {
  vi.stubEnv("TZ", "Asia/Jakarta");
  expect(localDay("2026-11-22T17:03:00Z")).toBe("2026-11-23");
  expect(formatMoment("2026-11-22T17:03:00Z")).toBe("23 November 2026 00.03");
  expect(localDay("2026-11-22T16:59:00Z")).toBe("2026-11-22");
});
