import type { Draft, PersonView, Phone } from "../../core/api.ts";
import { dosesAnswered } from "../../model/answered-doses.ts";
import { forecaster } from "../../model/schedule.ts";
import type { Values } from "../../model/visit.ts";

/** Doses that a card's answers give, with the schedules of this post; apart, so that the first screens load without them. */
export const answeredDoses = (
  phone: Phone,
  person: PersonView,
  card: string,
  values: Values,
  on: { date: string; visit: string },
): Draft[] => {
  const { province, name } = phone.post();
  return dosesAnswered(person, card, values, on, {
    rows: phone.rows,
    province,
    place: name,
    forecast: forecaster,
  });
};
