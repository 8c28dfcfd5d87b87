import { useMemo } from "preact/hooks";
import type { PersonView } from "../../core/api.ts";
import { formatAge } from "../../i18n/format.ts";
import { dayOf } from "../../model/day.ts";
import { type Absent, dueList, sweepingList } from "../../model/due.ts";
import { addressLine, familyOf, motherName, phoneOf } from "../../model/people.ts";
import { forecaster } from "../../model/schedule.ts";
import { usePhone } from "../../phone.tsx";
import { dueTitle } from "../care/due-items.tsx";
import { unseenWords } from "../care/sweeping.tsx";
import { w } from "../people/words.ts";
import { Sheet, WideTable } from "./sheet.tsx";

/** Today's list on paper: who is expected, what is due for each, a box to tick; then whom to look for. */
export function PrintDay() {
  const phone = usePhone();
  const { rows } = phone;
  const today = phone.today();
  const day = useMemo(() => dayOf(rows, today), [rows, rows.version, today]);
  const sweeping = useMemo(
    () => sweepingList(rows, today).filter((a) => !a.today),
    [rows, rows.version, today],
  );
  const due = useDueTitles();
  return (
    <Sheet title={w("print.day")} heading={w("print.day.heading", { n: day.targets.length })}>
      <WideTable label={w("print.day.heading", { n: day.targets.length })}>
        <thead>
          <tr>
            <th scope="col" class="number">
              {w("print.no")}
            </th>
            <th scope="col">{w("field.name")}</th>
            <th scope="col">{w("print.age")}</th>
            <th scope="col">{w("field.mother_name")}</th>
            <th scope="col">{w("field.rt")}</th>
            <th scope="col">{w("print.due")}</th>
            <th scope="col">{w("print.came")}</th>
          </tr>
        </thead>
        <tbody>
          {day.targets.map((person, i) => (
            <TargetRow
              key={person.id}
              person={person}
              number={i + 1}
              due={due.get(person.id) ?? ""}
              came={day.arrived.has(person.id)}
            />
          ))}
        </tbody>
      </WideTable>
      {sweeping.length > 0 && <SweepTable list={sweeping} />}
    </Sheet>
  );
}

/** What is due for each person, weighing and questions left out: they are everyone's. */
function useDueTitles(): Map<string, string> {
  const phone = usePhone();
  const { rows } = phone;
  const today = phone.today();
  return useMemo(() => {
    const context = { rows, today, now: phone.now(), province: phone.post().province, forecast: forecaster };
    const titles = dueList(context).map(
      ({ person, items }) =>
        [
          person.id,
          items
            .filter((i) => i.kind !== "weighing" && i.kind !== "screening")
            .map(dueTitle)
            .join(", "),
        ] as const,
    );
    return new Map(titles);
  }, [phone, rows, rows.version, today]);
}

function TargetRow({
  person,
  number,
  due,
  came,
}: {
  person: PersonView;
  number: number;
  due: string;
  came: boolean;
}) {
  const phone = usePhone();
  return (
    <tr>
      <td class="number">{number}</td>
      <td>{person.name}</td>
      <td class="nowrap">{formatAge(person.birth_date, phone.today())}</td>
      <td>{motherName(phone.rows, person)}</td>
      <td>{familyOf(phone.rows, person)?.rt}</td>
      <td>{due}</td>
      <td>{came ? "✓" : "☐"}</td>
    </tr>
  );
}

function SweepTable({ list }: { list: readonly Absent[] }) {
  const { rows } = usePhone();
  return (
    <section class="page-break stack">
      <h2>{w("sweep.long", { n: list.length })}</h2>
      <WideTable label={w("sweep.long", { n: list.length })}>
        <thead>
          <tr>
            <th scope="col">{w("field.name")}</th>
            <th scope="col">{w("field.mother_name")}</th>
            <th scope="col">{w("field.address")}</th>
            <th scope="col">{w("field.phone")}</th>
            <th scope="col">{w("print.unseen")}</th>
          </tr>
        </thead>
        <tbody>
          {list.map((absent) => {
            const family = familyOf(rows, absent.person);
            return (
              <tr key={absent.person.id}>
                <td>{absent.person.name}</td>
                <td>{motherName(rows, absent.person)}</td>
                <td>{addressLine(family)}</td>
                <td class="nowrap">{phoneOf(absent.person, family)}</td>
                <td>{unseenWords(absent)}</td>
              </tr>
            );
          })}
        </tbody>
      </WideTable>
    </section>
  );
}
