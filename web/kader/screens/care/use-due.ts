import { useMemo } from "preact/hooks";
import type { PersonView } from "../../core/api.ts";
import { type DueContext, type DueItem, type DuePerson, dueList, dueOf } from "../../model/due.ts";
import { forecaster } from "../../model/schedule.ts";
import { usePhone } from "../../phone.tsx";

function useContext(): DueContext {
  const phone = usePhone();
  const { rows } = phone;
  return {
    rows,
    today: phone.today(),
    now: phone.now(),
    province: phone.post().province,
    forecast: forecaster,
  };
}

/** Everyone with something due, counted again only after a change. */
export function useDueList(): DuePerson[] {
  const context = useContext();
  return useMemo(
    () => dueList(context),
    [context.rows, context.rows.version, context.today, context.province],
  );
}

export function useDueOf(person: PersonView): DueItem[] {
  const context = useContext();
  return useMemo(() => dueOf(person, context), [person, context.rows, context.rows.version, context.today]);
}
