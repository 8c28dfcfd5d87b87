import { useMemo, useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import type { Draft, PersonView, Phone } from "../../core/api.ts";
import { hold } from "../../hold.ts";
import { visitAfterDoses } from "../../model/answered-doses.ts";
import {
  batchSetting,
  copyable,
  type DosePlan,
  type DoseRowPlan,
  expiryQuestion,
  type GivenNow,
  givenDraft,
  hasBatch,
  historyDraft,
  historyOf,
  planDoses,
  readBatch,
  schedulesOf,
} from "../../model/doses.ts";
import { kept } from "../../model/people.ts";
import { forecaster, reasonOf, rowLabel } from "../../model/schedule.ts";
import { back, type Screens } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { subtitle } from "../people/person-head.ts";
import { type SavedForm, useSavedForm } from "../people/use-saved-form.ts";
import { w } from "../people/words.ts";
import { GivenDoses } from "./given-doses.tsx";

interface DosesForm {
  /** Ticked rows with their batch. */
  now: Record<string, GivenNow>;
  /** Dates copied from the book, by row. */
  book: Record<string, string>;
}

/** Immunisation, vitamin A, deworming: what is due today first; then the book; then what waits and why. */
export function Doses({ params }: { params: Screens["doses"] }) {
  const { rows } = usePhone();
  const person = kept(rows, params.person);
  const saved = useSavedForm<DosesForm>(`doses:${params.person}`, () => ({ now: {}, book: {} }));
  if (!person || !saved.ready)
    return (
      <Frame title={w("dose.title")}>
        {!person && <Empty icon="user-round" title={w("person.none")} help={w("person.none.help")} />}
      </Frame>
    );
  return <DosesScreen person={person} saved={saved} />;
}

function usePlan(person: PersonView): DosePlan {
  const phone = usePhone();
  const { rows } = phone;
  const today = phone.today();
  const { province } = phone.post();
  return useMemo(
    () =>
      planDoses(schedulesOf(rows, person, today, province), historyOf(rows, person.id), today, forecaster),
    [rows, rows.version, person, today, province],
  );
}

function DosesScreen({ person, saved }: { person: PersonView; saved: SavedForm<DosesForm> }) {
  const phone = usePhone();
  const plan = usePlan(person);
  const { form, set } = saved;
  const [error, setError] = useState<string | null>(null);
  const ticked = plan.now.filter((row) => form.now[row.key]);
  const copied = copyable(plan).filter((row) => form.book[row.key]);
  const submit = useSubmit(person, ticked, copied, saved, setError);
  const nothing = plan.now.length + plan.later.length + plan.given.length + plan.closed.length === 0;
  return (
    <Frame
      title={w("dose.title")}
      sub={`${person.name} · ${subtitle(person, phone.today())}`}
      action={
        ticked.length + copied.length > 0 && (
          <button type="button" class="btn btn-primary btn-big btn-block" onClick={() => void submit()}>
            {w("dose.save", { n: ticked.length + copied.length })}
          </button>
        )
      }
    >
      {error && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
      {nothing && (
        <Empty
          icon="syringe"
          title={w("dose.none")}
          help={person.birth_date ? w("dose.none.help") : w("dose.noBirth")}
        />
      )}
      {!nothing && <NowDoses rows={plan.now} form={form} set={set} />}
      <LaterDoses rows={plan.later} />
      <BookDoses rows={copyable(plan)} form={form} set={set} />
      <GivenDoses person={person} />
      <ClosedDoses rows={plan.closed} />
    </Frame>
  );
}

interface RowsProps {
  rows: readonly DoseRowPlan[];
  form: DosesForm;
  set: (form: DosesForm) => void;
}

function NowDoses({ rows, form, set }: RowsProps) {
  const phone = usePhone();
  const tick = (row: DoseRowPlan, on: boolean): void => {
    const now = { ...form.now };
    if (on) now[row.key] = readBatch(phone.setting(`batch:${row.product}`), phone.today());
    else delete now[row.key];
    set({ ...form, now });
  };
  return (
    <section class="stack stack-tight" aria-labelledby="now">
      <h2 id="now">{w("dose.now")}</h2>
      <p class="small muted">{w("dose.now.help")}</p>
      {rows.length === 0 && (
        <p class="banner">
          <Icon name="circle-check" />
          {w("dose.now.none")}
        </p>
      )}
      {rows.map((row) => (
        <div key={row.key} class="card stack stack-tight">
          <label class="tick">
            <input
              type="checkbox"
              checked={Boolean(form.now[row.key])}
              onChange={(e) => tick(row, e.currentTarget.checked)}
            />
            <span>
              <span class="row-title">{rowLabel(row)}</span>
              <span class="row-sub">{reasonOf(row)}</span>
            </span>
          </label>
          {form.now[row.key] && hasBatch(row.product) && <Batch row={row} form={form} set={set} />}
        </div>
      ))}
    </section>
  );
}

function Batch({ row, form, set }: { row: DoseRowPlan; form: DosesForm; set: (form: DosesForm) => void }) {
  const phone = usePhone();
  const how = form.now[row.key] ?? { batch: "", expiry: "" };
  const change = (part: Partial<GivenNow>): void =>
    set({ ...form, now: { ...form.now, [row.key]: { ...how, ...part } } });
  const remembered = readBatch(phone.setting(`batch:${row.product}`), phone.today()).batch;
  return (
    <div class="stack stack-tight">
      <div class="two">
        <TextField
          label={w("dose.batch")}
          value={how.batch}
          autoCapitalize="characters"
          onInput={(batch) => change({ batch })}
        />
        <TextField
          label={w("dose.expiry")}
          type="date"
          value={how.expiry}
          onInput={(expiry) => change({ expiry })}
        />
      </div>
      {remembered && remembered === how.batch && <p class="field-help">{w("dose.batch.remembered")}</p>}
      {expiryQuestion(how.expiry, phone.today()) && (
        <p class="question" role="status">
          {w("dose.expired")}
        </p>
      )}
    </div>
  );
}

function LaterDoses({ rows }: { rows: readonly DoseRowPlan[] }) {
  if (rows.length === 0) return null;
  return (
    <section class="card stack stack-tight" aria-labelledby="later">
      <h2 id="later">{w("dose.later")}</h2>
      {rows.map((row) => (
        <div key={row.key}>
          <p class="strong">{rowLabel(row)}</p>
          <p class="small muted">{reasonOf(row)}</p>
        </div>
      ))}
    </section>
  );
}

function ClosedDoses({ rows }: { rows: readonly DoseRowPlan[] }) {
  if (rows.length === 0) return null;
  return (
    <details class="card more">
      <summary>{w("dose.closed", { n: rows.length })}</summary>
      <div class="stack stack-tight">
        {rows.map((row) => (
          <p key={row.key}>
            <span class="strong">{rowLabel(row)}</span> <span class="small muted">{reasonOf(row)}</span>
          </p>
        ))}
        <p class="small">{w("dose.closed.help")}</p>
      </div>
    </details>
  );
}

function BookDoses({ rows, form, set }: RowsProps) {
  const phone = usePhone();
  if (rows.length === 0) return null;
  return (
    <details class="card more" open={Object.keys(form.book).length > 0}>
      <summary>{w("dose.book")}</summary>
      <div class="stack">
        <p class="small muted">{w("dose.book.help")}</p>
        {rows.map((row) => (
          <TextField
            key={row.key}
            label={rowLabel(row)}
            type="date"
            max={phone.today()}
            value={form.book[row.key] ?? ""}
            onInput={(date) => set({ ...form, book: withDate(form.book, row.key, date) })}
          />
        ))}
      </div>
    </details>
  );
}

function withDate(book: Record<string, string>, key: string, date: string): Record<string, string> {
  const { [key]: _, ...rest } = book;
  return date ? { ...rest, [key]: date } : rest;
}

async function keepBatches(
  phone: Phone,
  ticked: readonly DoseRowPlan[],
  now: DosesForm["now"],
): Promise<void> {
  for (const row of ticked) {
    const how = now[row.key];
    if (how?.batch) await phone.setSetting(`batch:${row.product}`, batchSetting(phone.today(), how));
  }
}

function useSubmit(
  person: PersonView,
  ticked: readonly DoseRowPlan[],
  copied: readonly DoseRowPlan[],
  saved: SavedForm<DosesForm>,
  setError: (error: string | null) => void,
) {
  const phone = usePhone();
  const save = useSave();
  const today = phone.today();
  return async (): Promise<void> => {
    const { now, book } = saved.form;
    const wrong = copied.find(
      (row) => (book[row.key] ?? "") > today || (book[row.key] ?? "") < (person.birth_date ?? ""),
    );
    if (wrong) return setError(w("dose.book.wrong", { dose: rowLabel(wrong) }));
    setError(null);
    const visit = phone.rows.visitsOn(today).find((v) => v.person === person.id)?.id ?? null;
    const given = ticked.map((row) =>
      givenDraft(person.id, row, now[row.key] as GivenNow, today, phone.post().name, visit),
    );
    const old = copied.map((row) => historyDraft(person.id, row, book[row.key] as string));
    const products = ticked.map((row) => row.product);
    const answers = visitAfterDoses(phone.rows, person, today, products, w("dose.given"));
    const drafts: Draft[] = [...given, ...old, ...answers];
    const paper = [
      ...ticked.map((row) => ({
        label: rowLabel(row),
        value: `${today} ${now[row.key]?.batch ?? ""}`,
      })),
      ...copied.map((row) => ({ label: rowLabel(row), value: book[row.key] ?? "" })),
    ];
    const kept = await save(drafts, {
      title: person.name,
      paper,
      done: w("dose.saved", { n: given.length + old.length }),
    });
    if (!kept) return;
    await hold(() => keepBatches(phone, ticked, now));
    await saved.drop();
    back();
  };
}
