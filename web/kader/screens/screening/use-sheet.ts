/** The answers of one sitting, kept encrypted after each tap: left, closed quickly or cut off, they can be taken up again. */
import { useEffect, useState } from "preact/hooks";
import type { Phone } from "../../core/api.ts";
import { daysBetween } from "../../i18n/format.ts";
import { UNFINISHED_DAYS } from "../../model/screening.ts";
import { ifKept } from "../../parts/use-form.ts";
import { usePhone } from "../../phone.tsx";

export interface Sheet {
  answers: Readonly<Record<string, number | string>>;
  skipped: readonly string[];
  /** Items whose script was shown. */
  told: readonly string[];
  /** Entries of this sitting that stand until the whole is recorded, and the request that one of them opened. */
  recorded: readonly string[];
  request: string | null;
  startedOn: string;
}

type Sheets = Readonly<Record<string, Sheet>>;

// One form for all: its name is not encrypted and must not say of whom or what is asked.
const FORM = "open-sheets";
const place = (person: string, instrument: string): string => `${person} ${instrument}`;

async function readSheets(phone: Phone): Promise<Sheets> {
  const kept = (await phone.loadForm(FORM)) as Sheets | null;
  const entries = Object.entries(kept ?? {});
  return Object.fromEntries(
    entries.filter(([, sheet]) => daysBetween(sheet.startedOn, phone.today()) <= UNFINISHED_DAYS),
  );
}

/** Instruments that were left unfinished with this person. */
export async function unfinishedOf(phone: Phone, person: string): Promise<readonly string[]> {
  const names = Object.keys(await readSheets(phone));
  return names.filter((name) => name.startsWith(`${person} `)).map((name) => name.slice(person.length + 1));
}

async function writeSheet(phone: Phone, name: string, sheet: Sheet | null): Promise<void> {
  const { [name]: _, ...others } = await readSheets(phone);
  await ifKept(phone.saveForm(FORM, sheet ? { ...others, [name]: sheet } : others));
}

/** An answer of a sitting, and what stood recorded before it was given. */
export interface Slip {
  person: string;
  instrument: string;
  item: string;
  recorded: readonly string[];
}

/** The sheet without that answer, as if it had not been given. */
export function withoutAnswer(sheet: Sheet, { item, recorded }: Pick<Slip, "item" | "recorded">): Sheet {
  const { [item]: _, ...answers } = sheet.answers;
  return { ...sheet, answers, told: sheet.told.filter((one) => one !== item), recorded, request: null };
}

/** For a sitting that is not on the screen. */
export async function clearAnswer(phone: Phone, slip: Slip): Promise<void> {
  const name = place(slip.person, slip.instrument);
  const sheet = (await readSheets(phone))[name];
  if (sheet) await writeSheet(phone, name, withoutAnswer(sheet, slip));
}

const emptySheet = (today: string): Sheet => ({
  answers: {},
  skipped: [],
  told: [],
  recorded: [],
  request: null,
  startedOn: today,
});

export interface SheetState {
  /** Null until what was answered before has been read back. */
  sheet: Sheet | null;
  /** Resolves when it is kept; a phone that cannot keep it still holds it in memory. */
  change: (next: Sheet) => Promise<void>;
  drop: () => Promise<void>;
}

export function useSheet(person: string, instrument: string): SheetState {
  const phone = usePhone();
  const name = place(person, instrument);
  const [sheet, setSheet] = useState<Sheet | null>(null);
  useEffect(() => {
    let isGone = false;
    void readSheets(phone).then((kept) => !isGone && setSheet(kept[name] ?? emptySheet(phone.today())));
    return () => {
      isGone = true;
    };
  }, [phone, name]);
  // An update would reload the page in the middle of a question.
  useEffect(() => phone.holdUpdate(), [phone]);
  return {
    sheet,
    change: (next) => {
      setSheet(next);
      return writeSheet(phone, name, next);
    },
    drop: () => writeSheet(phone, name, null),
  };
}
