import { expect, it } from "vitest";
import { TEST_POST } from "../testing.ts";
import { idle, PIN, readyBench } from "./bench.ts";
import { FakeServer, SARI } from "./server.ts";

const DAY = "2026-11-21";

it("enrols, syncs, records offline, survives a reload and delivers", async () => {
  const made = await FakeServer.make({ persons: [{ id: "aisyah", name: "Aisyah" }] });
  const { bench, phone, server } = await readyBench(made);
  expect(phone.phase()).toBe("ready");
  expect(phone.post().id).toBe(TEST_POST.id);
  expect(phone.rows.persons.get("aisyah")?.name).toBe("Aisyah");

  bench.online = false;
  await phone.record([
    {
      kind: "visit.recorded",
      subject: "aisyah",
      data: {
        visit: phone.visitId("aisyah", DAY),
        date: DAY,
        card: "balita",
        step: 2,
        values: { weight_kg: 8.4 },
      },
    },
  ]);
  expect(phone.safety()).toMatchObject({ state: "pending", pending: 1 });

  const again = await bench.reload();
  expect(again.phase()).toBe("locked");
  expect(again.safety().pending).toBe(1);
  await again.unlock(SARI.id, PIN);
  expect(again.rows.visitsOn(DAY)).toMatchObject([{ pending: true, values: { weight_kg: 8.4 } }]);

  await idle();
  bench.online = true;
  expect(await again.syncNow()).toMatchObject({ ok: true, pushed: 1, left: 0 });
  expect(server.entries()).toHaveLength(1);
  expect(again.safety()).toMatchObject({ state: "safe", pending: 0 });
  expect(again.rows.visitsOn(DAY)).toMatchObject([{ pending: false, values: { weight_kg: 8.4 } }]);

  const third = await bench.reload();
  await third.unlock(SARI.id, PIN);
  expect(third.rows.visitsOn(DAY)).toMatchObject([{ pending: false, values: { weight_kg: 8.4 } }]);
  expect((await third.rows.visitsOf("aisyah")).length).toBe(1);
});
