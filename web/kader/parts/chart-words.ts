import type { ChartWords } from "../../ui/charts/growth-chart.tsx";
import { t } from "../i18n/index.ts";
import type { ChartKind } from "../model/growth-charts.ts";

/** Heads of the table beside a chart. */
export const chartWords = (kind: ChartKind): ChartWords => ({
  showTable: t("table.show"),
  date: t("table.date"),
  x: kind === "weightLength" ? t("table.length") : t("table.age"),
  value: t("table.value"),
  meaning: t("table.meaning"),
});
