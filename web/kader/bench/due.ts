// Measured in a browser by bench/phone_due.py: the due list of a whole post, after one change.
import { type MemoryPhone, phoneFromRows, type SomeRows } from "../core/testing.ts";
import { dueList } from "../model/due.ts";
import { DueBook } from "../model/due-book.ts";
import type { DueContext } from "../model/due-item.ts";
import { forecaster } from "../model/schedule.ts";

const NOW = "2026-11-21T02:00:00.000Z";
const TODAY = "2026-11-21";
const PER_FAMILY = 4;
const WAITING = 60;
const VISITS = ["2026-11-07", "2026-10-10", "2026-05-09"];

interface Took {
  whole: number;
  changes: number[];
  due: number;
}

/** People of all ages, a fifth toddlers; each with three visits, each eleventh pregnant or on a growth path. */
function village(people: number): SomeRows {
  const ids = Array.from({ length: people }, (_, n) => n);
  const year = (n: number): number => 2026 - (n % 5 === 0 ? 1 + (n % 4) : 6 + (n % 70));
  const day = (n: number): string => `${year(n)}-0${1 + (n % 9)}-1${n % 9}`;
  return {
    families: ids
      .filter((n) => n % PER_FAMILY === 0)
      .map((n) => ({ id: `f${n / PER_FAMILY}`, rt: `0${n % 9}` })),
    persons: ids.map((n) => ({
      id: `p${n}`,
      name: `Warga ${n}`,
      sex: n % 2 ? "P" : "L",
      birth_date: day(n),
      family: `f${Math.floor(n / PER_FAMILY)}`,
    })),
    visits: ids.flatMap((n) =>
      VISITS.map((date) => ({
        id: `v${n}${date}`,
        person: `p${n}`,
        date,
        values: { weight_kg: 8, systolic: 110 + (n % 60), diastolic: 80, glucose_mgdl: 90 + (n % 150) },
      })),
    ),
    doses: ids
      .filter((n) => n % 5 === 0)
      .flatMap((n) =>
        ["HB0", "BCG", "OPV", "MR"].map((product) => ({
          id: `d${n}${product}`,
          person: `p${n}`,
          product,
          number: 1,
          date: day(n),
        })),
      ),
    pregnancies: ids
      .filter((n) => n % 11 === 3)
      .map((n) => ({ id: `h${n}`, person: `p${n}`, lmp: "2026-06-01" })),
    paths: ids
      .filter((n) => n % 55 === 0)
      .map((n) => ({ id: `g${n}`, person: `p${n}`, opened_on: "2026-11-07", reasons: ["wasting"] })),
    requests: ids
      .filter((n) => n % 25 === 0)
      .map((n) => ({
        id: `r${n}`,
        person: `p${n}`,
        service: "health",
        state: "opened",
        opened_at: NOW,
        opened_by: "k",
      })),
  };
}

const context = (phone: MemoryPhone): DueContext => ({
  rows: phone.rows,
  today: TODAY,
  now: new Date(NOW),
  province: "31",
  forecast: forecaster,
});

const weigh = (phone: MemoryPhone, n: number): Promise<string[]> =>
  phone.record([
    {
      kind: "visit.recorded",
      subject: `p${n}`,
      data: {
        visit: phone.visitId(`p${n}`, TODAY),
        date: TODAY,
        card: "balita",
        step: 2,
        values: { weight_kg: 9 },
      },
    },
  ]);

async function measureDue(people: number, rounds: number): Promise<Took> {
  const phone = phoneFromRows({ rows: village(people), now: NOW });
  const book = new DueBook();
  for (let n = 0; n < WAITING; n++) await weigh(phone, n * 5);
  let began = performance.now();
  book.list(context(phone));
  const whole = performance.now() - began;
  const changes: number[] = [];
  for (let n = 0; n < rounds; n++) {
    await weigh(phone, 7 + n * 5);
    performance.mark("change began");
    began = performance.now();
    book.list(context(phone));
    changes.push(performance.now() - began);
    performance.mark("change done");
  }
  const list = book.list(context(phone));
  if (JSON.stringify(list) !== JSON.stringify(dueList(context(phone)))) throw new Error("not the same list");
  return { whole, changes, due: list.length };
}

Object.assign(globalThis, { measureDue });
