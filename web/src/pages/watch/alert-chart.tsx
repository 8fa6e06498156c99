import type { Palette } from "../../app/palette.ts";
import { absent, formatOverviewMoney, moneyForChart } from "../../figures/format-money.ts";
import { formatCount } from "../../figures/format-number.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import type { ChartOption } from "../../parts/chart-canvas.tsx";
import { ChartPanel } from "../../parts/chart-panel.tsx";
import { categoryAxis, chartFrame, plotGrid, valueAxis } from "../../parts/chart-style.ts";
import { FigureTable } from "../../parts/figure-table.tsx";
import { text } from "./text.ts";
import type { AlertPage } from "./watch-api.ts";

type Chart = NonNullable<AlertPage["chart"]>;

const unitNames = {
  wan: { zh: "万元", en: "CNY 10k" },
  kWh: { zh: "千瓦时", en: "kWh" },
  hours: { zh: "小时", en: "h" },
  count: { zh: "张", en: "invoices" },
} as const;

/** The series behind an alert by week: bars of this year, a line of the same lunar weeks last year. */
export function AlertChart({ chart }: { readonly chart: Chart }) {
  const t = useText(text);
  const phrase = usePhrase();
  const unit = phrase(unitNames[chart.unit]);
  const numbers = (pick: (week: Chart["weeks"][number]) => string | null) =>
    chart.weeks.map((week) => numberOf(pick(week), chart.unit));
  const format = (value: unknown): string =>
    typeof value === "number" ? formatCount(Math.round(value)) : absent;
  const option = (palette: Palette): ChartOption => ({
    ...chartFrame(palette),
    grid: plotGrid,
    xAxis: categoryAxis(
      palette,
      chart.weeks.map(({ to }) => to),
    ),
    yAxis: valueAxis(palette, unit),
    series: [
      {
        type: "bar",
        name: t("thisYear"),
        data: numbers(({ value }) => value),
        itemStyle: { color: palette.gain },
        barMaxWidth: 18,
        tooltip: { valueFormatter: format },
      },
      {
        type: "line",
        name: t("lastYear"),
        data: numbers(({ lastYear }) => lastYear),
        itemStyle: { color: palette.loss },
        lineStyle: { color: palette.loss, width: 2 },
        symbolSize: 4,
        tooltip: { valueFormatter: format },
      },
      {
        type: "line",
        name: t("newYear"),
        data: chart.weeks.map(({ isAroundNewYear }) => (isAroundNewYear ? 0 : null)),
        symbol: "triangle",
        symbolSize: 7,
        showAllSymbol: true,
        itemStyle: { color: palette.soft },
        lineStyle: { width: 0 },
        tooltip: { valueFormatter: (value: unknown) => (value === 0 ? "▲" : "") },
      },
    ],
  });
  const shown = (exact: string | null): string => {
    if (exact === null) return absent;
    if (chart.unit === "wan") return formatOverviewMoney(exact);
    return formatCount(Math.round(numberOf(exact, chart.unit) ?? 0));
  };
  const table = (
    <FigureTable
      label={t("chart")}
      isTall
      rows={chart.weeks.toReversed()}
      rowKey={(row) => row.to}
      columns={[
        { key: "week", title: t("week"), render: (row) => (row.isAroundNewYear ? `${row.to} ▲` : row.to) },
        {
          key: "value",
          title: `${t("thisYear")} (${unit})`,
          isFigure: true,
          render: (row) => shown(row.value),
        },
        { key: "lastYearTo", title: t("week"), render: (row) => row.lastYearTo },
        {
          key: "lastYear",
          title: `${t("lastYear")} (${unit})`,
          isFigure: true,
          render: (row) => shown(row.lastYear),
        },
      ]}
    />
  );
  return <ChartPanel title={t("chart")} note={t("chartNote")} height={300} option={option} table={table} />;
}

/** For the height of a bar only: 万元, kilowatt-hours, hours or counts. */
function numberOf(exact: string | null, unit: Chart["unit"]): number | null {
  if (exact === null) return null;
  switch (unit) {
    case "wan":
      return moneyForChart(exact);
    case "kWh":
      return Number(exact) / 1000;
    case "hours":
      return Number(exact) / 3_600_000;
    case "count":
      return Number(exact);
  }
}
