/** A form in progress, kept encrypted on the phone: it survives back, reload, crash and app update. */
import { useEffect, useRef, useState } from "preact/hooks";
import { NotSaved, type Phone } from "../core/api.ts";
import { hold } from "../hold.ts";
import type { FormValues } from "../model/visit.ts";
import { usePhone } from "../phone.tsx";

const INDEX = "open-forms";
const SAVE_AFTER_MS = 300;

/** Where an unfinished form is: enough to open it again. */
export interface OpenForm {
  key: string;
  /** Whom it is about: a person, or the family of a visit at home. */
  person: string;
  step: number;
  date: string;
}

export async function openForms(phone: Phone): Promise<OpenForm[]> {
  const index = await phone.loadForm(INDEX);
  return (index?.forms as OpenForm[] | undefined) ?? [];
}

/** A phone that cannot keep a draft says so when the record itself is saved; the form stays in memory until then. */
export async function ifKept(write: Promise<void>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof NotSaved) return false;
    throw error;
  }
}

async function writeIndex(phone: Phone, change: (forms: OpenForm[]) => OpenForm[]): Promise<void> {
  await phone.saveForm(INDEX, { forms: change(await openForms(phone)) });
}

const without = (key: string) => (forms: OpenForm[]) => forms.filter((form) => form.key !== key);

/** Have a form listed among those that are not finished. */
export const noteOpenForm = (phone: Phone, form: OpenForm): Promise<boolean> =>
  ifKept(writeIndex(phone, (forms) => [...without(form.key)(forms), form]));

export async function dropOpenForm(phone: Phone, key: string): Promise<void> {
  await ifKept(phone.dropForm(key));
  await ifKept(writeIndex(phone, without(key)));
}

export interface Form {
  values: FormValues;
  /** False until what was typed before has been read back. */
  ready: boolean;
  set: (field: string, value: string | boolean) => void;
  setAll: (values: FormValues) => void;
  /** After saving: the form is done with. */
  drop: () => Promise<void>;
}

/** The form of one step of one person. `initial` are suggestions, shown until something is typed. */
export function useForm(where: OpenForm, initial: FormValues): Form {
  const phone = usePhone();
  const [typed, setTyped] = useState<FormValues>({});
  const [ready, setReady] = useState(false);
  const saver = useRef<Saver | null>(null);

  useEffect(() => {
    const current = new Saver(phone, where);
    saver.current = current;
    let isGone = false;
    void phone.loadForm(where.key).then((saved) => {
      if (isGone) return;
      setTyped((now) => ({ ...(saved as FormValues | null), ...now }));
      setReady(true);
    });
    return () => {
      isGone = true;
      void current.flush();
      current.stop();
    };
  }, [phone, where.key]);

  const change = (values: FormValues): void => {
    setTyped((now) => {
      const next = { ...now, ...values };
      saver.current?.write(next);
      return next;
    });
  };
  return {
    values: { ...initial, ...typed },
    ready,
    set: (field, value) => change({ [field]: value }),
    setAll: change,
    drop: () =>
      hold(async () => {
        await saver.current?.drop();
        setTyped({});
      }),
  };
}

/** Writes the newest state of a form a moment after the last key, and at once when the page is hidden. */
class Saver {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waiting: FormValues | null = null;
  private release: (() => void) | null = null;
  private readonly onHide = (): void => void this.flush();

  constructor(
    private readonly phone: Phone,
    private readonly where: OpenForm,
  ) {
    document.addEventListener("visibilitychange", this.onHide);
  }

  write(values: FormValues): void {
    this.waiting = values;
    this.release ??= this.phone.holdUpdate();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), SAVE_AFTER_MS);
  }

  async flush(): Promise<void> {
    clearTimeout(this.timer);
    const values = this.waiting;
    if (!values) return;
    this.waiting = null;
    const kept = await ifKept(this.keep(values));
    if (!kept) this.waiting ??= values;
  }

  private async keep(values: FormValues): Promise<void> {
    await this.phone.saveForm(this.where.key, { ...values });
    await noteOpenForm(this.phone, this.where);
  }

  async drop(): Promise<void> {
    clearTimeout(this.timer);
    this.waiting = null;
    await dropOpenForm(this.phone, this.where.key);
  }

  stop(): void {
    document.removeEventListener("visibilitychange", this.onHide);
    this.release?.();
    this.release = null;
  }
}
