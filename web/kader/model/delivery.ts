/** Everything that is written when a pregnancy ends, deaths included: one transaction. Pure; no DOM. */
import type { Draft, PregnancyView } from "../core/api.ts";
import { type BirthContext, type BirthForm, birthDrafts, isDelivery } from "./birth.ts";
import { deathDrafts, isReported, noticeDraft } from "./death.ts";

export interface DeliveryContext extends BirthContext {
  /** The post's puskesmas. */
  unit: string | null;
}

const isLoss = (form: BirthForm): boolean =>
  form.outcome === "stillbirth" || (form.outcome === "birth" && form.babies.some((baby) => !baby.alive));

/** As her pregnancy will stand: what follows must not close it a second time. */
const ended = (pregnancy: PregnancyView, form: BirthForm): PregnancyView => ({
  ...pregnancy,
  status: "closed",
  end_date: form.date,
  outcome: form.outcome,
});

/** The birth; when the mother or a child did not live, the puskesmas is told once. */
export function deliveryDrafts(form: BirthForm, context: DeliveryContext): Draft[] {
  const { person, pregnancy, newId, unit } = context;
  const drafts = birthDrafts(form, context);
  if (form.mother === "died" && isDelivery(form.outcome)) {
    const death = { date: form.date, place: "", cause: "childbirth", notes: "" };
    const pregnancies = [ended(pregnancy, form)];
    return [...drafts, ...deathDrafts(death, { person, pregnancies, newId, unit })];
  }
  const tells = isLoss(form) && isReported("stillbirth");
  return tells ? [...drafts, noticeDraft(person.id, { newId, unit })] : drafts;
}
