import type { Draft, Phone } from "../api.ts";

export const DAY = "2026-11-21";

export const weigh = (phone: Phone, person: string, weight_kg: number): Draft => ({
  kind: "visit.recorded",
  subject: person,
  data: { visit: phone.visitId(person, DAY), date: DAY, card: "balita", step: 2, values: { weight_kg } },
});

export const rename = (person: string, name: string): Draft => ({
  kind: "person.changed",
  subject: person,
  data: { fields: { name } },
});

export const register = (id: string, name: string): Draft => ({
  kind: "person.registered",
  subject: id,
  data: { name },
});
