import { useMemo } from "preact/hooks";
import type { PersonView, Rows } from "../../core/api.ts";
import { dueOf } from "../../model/due.ts";
import { DueBook } from "../../model/due-book.ts";
import type { DueContext, DueItem, DuePerson } from "../../model/due-item.ts";
import { forecaster } from "../../model/schedule.ts";
import { usePhone } from "../../phone.tsx";

/** One book for each post that is open; it goes with the rows. */
const books = new WeakMap<Rows, DueBook>();

function bookOf(rows: Rows): DueBook {
  const book = books.get(rows) ?? new DueBook();
  books.set(rows, book);
  return book;
}

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

/** Everyone with something due, counted again after a change only for whom it concerns. */
export function useDueList(): readonly DuePerson[] {
  const context = useContext();
  return useMemo(
    () => bookOf(context.rows).list(context),
    [context.rows, context.rows.version, context.today, context.province],
  );
}

export function useDueOf(person: PersonView): DueItem[] {
  const context = useContext();
  return useMemo(() => dueOf(person, context), [person, context.rows, context.rows.version, context.today]);
}
