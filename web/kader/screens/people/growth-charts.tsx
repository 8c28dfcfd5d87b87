import { useState } from "preact/hooks";
import { GrowthChart } from "../../../ui/charts/growth-chart.tsx";
import type { PersonView, VisitView } from "../../core/api.ts";
import { t } from "../../i18n/index.ts";
import { v } from "../../i18n/visit-words.ts";
import { CHARTS, type ChartKind, chartData } from "../../model/growth-charts.ts";
import { weighedOnPaths } from "../../model/path-weighings.ts";
import { usePhone } from "../../phone.tsx";
import { w } from "./words.ts";

export const chartWords = () => ({
  showTable: t("table.show"),
  date: t("table.date"),
  x: t("table.age"),
  value: t("table.value"),
  meaning: t("table.meaning"),
});

/** The four curves of a child, one at a time. */
export function GrowthCharts({ person, visits }: { person: PersonView; visits: readonly VisitView[] }) {
  const phone = usePhone();
  const [kind, setKind] = useState<ChartKind>("weight");
  const elsewhere = weighedOnPaths(phone.rows.pathsOf(person.id), visits, w("growth.confirmed"));
  const data = chartData(kind, person, [...visits, ...elsewhere], phone.today());
  if (!data) return null;
  return (
    <section class="card stack" aria-labelledby="growth">
      <h2 id="growth">{w("person.growth")}</h2>
      <div class="segmented">
        {CHARTS.map((each) => (
          <button key={each} type="button" aria-pressed={each === kind} onClick={() => setKind(each)}>
            {v(`chart.${each}`)}
          </button>
        ))}
      </div>
      <GrowthChart data={data} words={chartWords()} />
    </section>
  );
}
