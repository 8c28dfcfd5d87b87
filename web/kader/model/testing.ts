// Rows for tests of the model, with every field in its place.
import type { FamilyView, PersonView, PregnancyView, RequestView, VisitView } from "../core/api.ts";

const SEEN = { post: "post", seq: 1, pending: false } as const;

export const person = (given: Partial<PersonView> & { id: string }): PersonView => ({
  ...SEEN,
  family: null,
  name: "",
  sex: null,
  birth_date: null,
  birth_date_estimated: false,
  nik: null,
  mother: null,
  mother_name: "",
  father_name: "",
  relation: "",
  phone: "",
  birth_weight_kg: null,
  birth_length_cm: null,
  gestational_age_weeks: null,
  birth_order: null,
  card_token: null,
  notes: "",
  status: "active",
  status_date: null,
  merged_into: null,
  extra: {},
  ...given,
});

export const people = (list: readonly PersonView[]): Map<string, PersonView> =>
  new Map(list.map((p) => [p.id, p]));

export const family = (given: Partial<FamilyView> & { id: string }): FamilyView => ({
  ...SEEN,
  head_name: "",
  kk_number: null,
  address: "",
  rt: "",
  rw: "",
  phone: "",
  status: "active",
  extra: {},
  ...given,
});

export const pregnancy = (given: Partial<PregnancyView> & { id: string; person: string }): PregnancyView => ({
  ...SEEN,
  lmp: null,
  edd: null,
  edd_source: "lmp",
  gravida: null,
  parity: null,
  miscarriages: null,
  previous_birth_date: null,
  height_cm: null,
  prepregnancy_weight_kg: null,
  husband_name: "",
  risks: [],
  status: "open",
  outcome: null,
  end_date: null,
  children: [],
  extra: {},
  ...given,
});

export const visit = (
  given: Partial<VisitView> & { id: string; person: string; date: string },
): VisitView => ({
  ...SEEN,
  session: null,
  card: "balita",
  values: {},
  entries: {},
  steps: {},
  results: {},
  status: "ok",
  ...given,
});

export const request = (given: Partial<RequestView> & { id: string }): RequestView => ({
  ...SEEN,
  person: null,
  service: "health",
  workflow: "health-referral",
  state: "opened",
  urgency: "biasa",
  reasons: [],
  visit: null,
  to_unit: null,
  to_unit_name: "",
  message: "",
  opened_at: "2026-11-01T02:00:00.000Z",
  opened_by: "",
  due_at: null,
  appointment_at: null,
  outcome: null,
  follow_up: "",
  history: [],
  extra: {},
  ...given,
});
