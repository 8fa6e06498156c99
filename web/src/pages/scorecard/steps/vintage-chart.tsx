import type { SampleArtefact } from "#scorecard";
import { formatCount, formatPercent } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { ChartPanel } from "../../../parts/chart-panel.tsx";
import { categoryAxis, chartFrame, plotGrid, valueAxis } from "../../../parts/chart-style.ts";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { percentOf } from "../charts/curve-option.ts";
import { text } from "./text.ts";

/** Rows and bad rate by month of observation. */
export function VintageChart({ vintages }: Pick<SampleArtefact, "vintages">) {
  const t = useText(text);
  return (
    <ChartPanel
      title={t("vintages")}
      height={260}
      option={(palette) => ({
        ...chartFrame(palette),
        grid: plotGrid,
        xAxis: categoryAxis(
          palette,
          vintages.map(({ label }) => label),
        ),
        yAxis: [
          valueAxis(palette, t("rows")),
          {
            ...valueAxis(palette, `${t("badRate")} (%)`),
            nameTextStyle: { color: palette.soft, align: "right" },
            splitLine: { show: false },
            min: 0,
          },
        ],
        series: [
          {
            type: "bar",
            name: t("rows"),
            data: vintages.map(({ rows }) => rows),
            itemStyle: { color: palette.quiet },
            barMaxWidth: 32,
          },
          {
            type: "line",
            name: t("badRate"),
            yAxisIndex: 1,
            data: vintages.map(({ badRate }) => percentOf(badRate)),
            itemStyle: { color: palette.loss },
            lineStyle: { color: palette.loss, width: 2 },
          },
        ],
      })}
      table={
        <FigureTable
          label={t("vintages")}
          isTall
          rows={vintages}
          rowKey={({ label }) => label}
          columns={[
            { key: "month", title: t("month"), render: ({ label }) => <span translate="no">{label}</span> },
            { key: "rows", title: t("rows"), isFigure: true, render: ({ rows }) => formatCount(rows) },
            { key: "bads", title: t("bads"), isFigure: true, render: ({ bads }) => formatCount(bads) },
            {
              key: "rate",
              title: t("badRate"),
              isFigure: true,
              render: ({ badRate }) => formatPercent(badRate),
            },
          ]}
        />
      }
    />
  );
}
