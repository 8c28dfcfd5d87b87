import { Icon, type IconName } from "../../../ui/icon.tsx";
import type { PersonView } from "../../core/api.ts";
import { daysBetween, formatDate } from "../../i18n/format.ts";
import type { DueItem, DueKind } from "../../model/due-item.ts";
import { doseLabel } from "../../model/schedule.ts";
import { go } from "../../nav.ts";
import { usePhone } from "../../phone.tsx";
import { taskWords } from "../paths/words.ts";
import { w } from "../people/words.ts";
import { d } from "./due-words.ts";
import { stateWords } from "./request-words.ts";
import { useDueOf } from "./use-due.ts";

const ICONS: Record<DueKind, IconName> = {
  referral: "send",
  answer: "message-circle",
  neonatal: "baby",
  postnatal: "heart-handshake",
  anc: "baby",
  immunisation: "syringe",
  vitamin_a: "pill",
  deworming: "pill",
  weighing: "scale",
  critical: "triangle-alert",
  path: "trending-up",
  pressure: "heart-handshake",
  glucose: "heart-handshake",
  haemoglobin: "pill",
  tablets: "pill",
  yearly: "clipboard-list",
  home: "house",
  screening: "message-circle",
  aid: "heart-handshake",
};

/** Kinds that no schedule tells, with words of their own. */
const OWN = new Set<DueKind>([
  "critical",
  "pressure",
  "glucose",
  "haemoglobin",
  "tablets",
  "yearly",
  "home",
  "screening",
]);

/** What is due, in a few words: `Polio tetes (OPV) 2`, `Timbang bulan ini`. */
export function dueTitle(item: DueItem): string {
  if (item.kind === "weighing") return w(item.overdue ? "due.weighing.long" : "due.weighing");
  if (item.kind === "referral")
    return w("due.referral", { unit: item.request?.to_unit_name || w("referral.unit") });
  if (item.kind === "answer")
    return item.count || !item.request ? d("answer.follow_up") : stateWords(item.request);
  if (item.kind === "path") return d("path", { what: item.task ? taskWords(item.task) : "" });
  if (item.kind === "aid") return d(item.count ? "aid.waits" : "aid");
  if (OWN.has(item.kind)) return d(item.kind as "critical", { n: item.count ?? 0 });
  return doseLabel(item.product, item.dose);
}

/** Closer than this, the last day matters more than the first. */
const LAST_CHANCE_DAYS = 60;

export function dueState(item: DueItem, today: string): string {
  if (
    item.kind === "weighing" ||
    item.kind === "screening" ||
    item.kind === "critical" ||
    (item.count === 1 && item.kind === "aid")
  )
    return "";
  if (item.kind === "answer") return item.request?.to_unit_name || w("referral.unit");
  if (item.kind === "referral") return item.overdue ? w("due.referral.late") : w("due.referral.waits");
  if (item.latest && daysBetween(today, item.latest) <= LAST_CHANCE_DAYS)
    return w("due.until", { date: formatDate(item.latest) });
  return item.overdue ? w("due.since", { date: formatDate(item.date) }) : w("due.now");
}

export const DueIcon = ({ kind }: { kind: DueKind }) => <Icon name={ICONS[kind]} />;

function openItem(person: string, { kind, aid }: DueItem): void {
  if (aid) go("firstAid", { aid });
  else if (kind === "aid") go("firstAid", { person });
  else if (kind === "weighing") go("visit", { person });
  else if (kind === "answer") document.getElementById("referrals")?.scrollIntoView();
  else if (kind === "referral") go("referral", { person });
  else if (kind === "anc") go("pregnancy", { person });
  else if (kind === "path") go("growthPath", { person });
  else if (kind === "critical") go("referral", { person });
  else if (kind === "screening") go("screenings", { person });
  else if (kind === "home") go("homeVisits", {});
  else if (OWN.has(kind)) go("visit", { person });
  else go("doses", { person });
}

/** What may have been given at another place and stands in the family's book. */
const COPIED = new Set<DueKind>(["immunisation", "vitamin_a", "deworming", "anc", "postnatal", "neonatal"]);

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
            <li key={`${item.kind}${item.product}${item.dose}${item.request?.id}${item.aid}`}>
              <button type="button" class="row" onClick={() => openItem(person.id, item)}>
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
      {items.some(({ kind }) => COPIED.has(kind)) && (
        <button type="button" class="btn btn-quiet" onClick={() => go("doses", { person: person.id })}>
          {d("elsewhere")}
        </button>
      )}
    </section>
  );
}
