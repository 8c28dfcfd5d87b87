import { Icon, type IconName } from "../../../ui/icon.tsx";
import type { PersonView } from "../../core/api.ts";
import { daysBetween, formatDate } from "../../i18n/format.ts";
import type { DueItem, DueKind } from "../../model/due.ts";
import { doseLabel } from "../../model/schedule.ts";
import { go } from "../../nav.ts";
import { usePhone } from "../../phone.tsx";
import { w } from "../people/words.ts";
import { useDueOf } from "./use-due.ts";

const ICONS: Record<DueKind, IconName> = {
  referral: "send",
  neonatal: "baby",
  postnatal: "heart-handshake",
  anc: "baby",
  immunisation: "syringe",
  vitamin_a: "pill",
  deworming: "pill",
  weighing: "scale",
};

/** What is due, in a few words: `Polio tetes (OPV) 2`, `Timbang bulan ini`. */
export function dueTitle(item: DueItem): string {
  if (item.kind === "weighing") return w(item.overdue ? "due.weighing.long" : "due.weighing");
  if (item.kind === "referral")
    return w("due.referral", { unit: item.request?.to_unit_name || w("referral.unit") });
  return doseLabel(item.product, item.dose);
}

/** Closer than this, the last day matters more than the first. */
const LAST_CHANCE_DAYS = 60;

export function dueState(item: DueItem, today: string): string {
  if (item.kind === "weighing") return "";
  if (item.kind === "referral") return item.overdue ? w("due.referral.late") : w("due.referral.waits");
  if (item.latest && daysBetween(today, item.latest) <= LAST_CHANCE_DAYS)
    return w("due.until", { date: formatDate(item.latest) });
  return item.overdue ? w("due.since", { date: formatDate(item.date) }) : w("due.now");
}

export const DueIcon = ({ kind }: { kind: DueKind }) => <Icon name={ICONS[kind]} />;

function openItem(person: string, kind: DueKind): void {
  if (kind === "weighing") go("visit", { person });
  else if (kind === "referral") go("referral", { person });
  else if (kind === "anc") go("pregnancy", { person });
  else go("doses", { person });
}

/** What this person is due for today; each opens the place where it is done. */
export function DueItems({ person }: { person: PersonView }) {
  const today = usePhone().today();
  const items = useDueOf(person);
  return (
    <section class="stack stack-tight" aria-labelledby="due">
      <h2 id="due">{w("person.due")}</h2>
      {items.length === 0 ? (
        <p class="banner">
          <Icon name="circle-check" />
          {w("due.nothing")}
        </p>
      ) : (
        <ul class="list">
          {items.map((item) => (
            <li key={`${item.kind}${item.product}${item.dose}${item.request?.id}`}>
              <button type="button" class="row" onClick={() => openItem(person.id, item.kind)}>
                <DueIcon kind={item.kind} />
                <span class="row-main">
                  <span class="row-title">{dueTitle(item)}</span>
                  <span class="row-sub">{dueState(item, today)}</span>
                </span>
                <Icon name="chevron-right" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
