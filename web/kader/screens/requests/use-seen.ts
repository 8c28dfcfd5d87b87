/** Which answers this kader has read: kept encrypted on the phone, so that each is new once. */
import { useEffect, useState } from "preact/hooks";
import type { Phone, RequestView } from "../../core/api.ts";
import { firstSeen, read, type Seen, type Story, storyOf } from "../../model/request-story.ts";
import { ifKept } from "../../parts/use-form.ts";
import { usePhone } from "../../phone.tsx";

const FORM = "answers-read";
const NONE: Seen = {};

const meOf = (phone: Phone): string => phone.account()?.id ?? "";

async function load(phone: Phone): Promise<Seen> {
  const kept = (await phone.loadForm(FORM)) as Seen | null;
  if (kept) return kept;
  const first = firstSeen(phone.rows.requests(), meOf(phone), phone.today());
  await ifKept(phone.saveForm(FORM, first));
  return first;
}

/** Every request of the post with what is new of it; null until what was read has been looked up. */
export function useStories(): readonly Story[] | null {
  const phone = usePhone();
  const [seen, setSeen] = useState<Seen | null>(null);
  useEffect(() => void load(phone).then(setSeen), [phone]);
  return seen && phone.rows.requests().map((request) => tell(phone, request, seen));
}

/** Without what is new of it: it is being read now. */
export const tell = (phone: Phone, request: RequestView, seen: Seen = NONE): Story =>
  storyOf(request, meOf(phone), seen, phone.now(), phone.today());

/** Whoever sees its story has read it. */
export function useRead(request: RequestView | undefined): void {
  const phone = usePhone();
  const steps = request?.history.length;
  useEffect(() => {
    if (request) void note(phone, request);
  }, [phone, request?.id, steps]);
}

async function note(phone: Phone, request: RequestView): Promise<void> {
  await ifKept(phone.saveForm(FORM, read(request, meOf(phone), await load(phone))));
}
