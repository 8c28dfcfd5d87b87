import { Icon, type IconName } from "../../../ui/icon.tsx";
import { t } from "../../i18n/index.ts";
import type { Day } from "../../model/day.ts";
import { go } from "../../nav.ts";
import { usePhone } from "../../phone.tsx";

interface Chore {
  icon: IconName;
  label: string;
  count?: number;
  open: () => void;
}

/** The other things of the day, each with how many wait there. */
export function Chores({ day, isOpen }: { day: Day; isOpen: boolean }) {
  const chores = useChores(day, isOpen);
  return (
    <nav class="stack stack-tight" aria-labelledby="chores">
      <h2 id="chores">{t("home.more")}</h2>
      <ul class="list">
        {chores.map(({ icon, label, count, open }) => (
          <li key={label}>
            <button type="button" class="row" onClick={open}>
              <Icon name={icon} />
              <span class="row-main">{label}</span>
              {count !== undefined && <span class="row-end large strong">{count}</span>}
              <Icon name="chevron-right" />
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function useChores(day: Day, isOpen: boolean): Chore[] {
  const phone = usePhone();
  const reviews = phone.rows.reviews().filter((review) => review.status === "open").length;
  const repairs = phone.repairs().length;
  const chores: (Chore | false)[] = [
    repairs > 0 && {
      icon: "circle-alert",
      label: t("repairs.title"),
      count: repairs,
      open: () => go("repairs", {}),
    },
    reviews > 0 && {
      icon: "circle-help",
      label: t("home.reviews"),
      count: reviews,
      open: () => go("reviews", {}),
    },
    { icon: "plus", label: t("home.register"), open: () => go("family", {}) },
    { icon: "syringe", label: t("home.due"), open: () => go("due", {}) },
    {
      icon: "footprints",
      label: t("home.sweeping"),
      count: day.notYet.length,
      open: () => go("sweeping", {}),
    },
    { icon: "house", label: t("home.homeVisits"), open: () => go("homeVisits", {}) },
    { icon: "pencil", label: t("home.paper"), open: () => go("paperDay", {}) },
    { icon: "printer", label: t("home.print"), open: () => go("printDay", {}) },
    isOpen && { icon: "flag", label: t("home.close"), open: () => go("closeDay", {}) },
    { icon: "settings", label: t("settings.title"), open: () => go("settings", {}) },
    { icon: "lock", label: t("settings.lock"), open: () => phone.lock() },
  ];
  return chores.filter((chore) => chore !== false);
}
