import type { EvaluatedModel } from "../../api/types.ts";
import type { Palette } from "../../app/palette.ts";
import { formatCount, formatDecimal, formatPoints, formatPercent } from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import { categoryAxis, chartFrame, plotGrid, valueAxis } from "../../parts/chart-style.ts";
import type { ChartOption } from "../../parts/chart-canvas.tsx";
import { ChartPanel } from "../../parts/chart-panel.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { useIndicatorName } from "../../parts/indicator-term.tsx";
import type { CardIndicator } from "./card-types.ts";
import { text } from "./text.ts";

interface BinChartProps {
  readonly indicator: CardIndicator;
  readonly sample: EvaluatedModel["sample"];
}

type Bin = CardIndicator["bins"][number];

/** The bins of one indicator: bars of share, line of bad rate, and WOE and points in the table below. */
export function BinChart({ indicator, sample }: BinChartProps) {
  const t = useText(text);
  const nameOf = useIndicatorName();
  const labelOf = (bin: Bin) =>
    bin.label === "missing" || bin.label === "缺失" ? t("missingBin") : bin.label;
  const shareOf = (bin: Bin) => bin.count / Math.max(1, sample.enterprises);
  const badRateOf = (bin: Bin) => (bin.count === 0 ? null : bin.bads / bin.count);
  const title = t("bins", { name: nameOf(indicator.id) });
  const option = (palette: Palette): ChartOption => ({
    ...chartFrame(palette),
    grid: { ...plotGrid, right: 8 },
    xAxis: categoryAxis(palette, indicator.bins.map(labelOf)),
    yAxis: [
      valueAxis(palette, `${t("share")} (%)`),
      {
        ...valueAxis(palette, `${t("badRate")} (%)`),
        nameTextStyle: { color: palette.soft, align: "right" },
        splitLine: { show: false },
      },
    ],
    series: [
      {
        type: "bar",
        name: t("share"),
        data: indicator.bins.map((bin) => percent(shareOf(bin))),
        itemStyle: { color: palette.quiet },
        barMaxWidth: 56,
      },
      {
        type: "line",
        name: t("badRate"),
        yAxisIndex: 1,
        data: indicator.bins.map((bin) => percent(badRateOf(bin))),
        symbolSize: 8,
        itemStyle: { color: palette.loss },
        lineStyle: { color: palette.loss, width: 2 },
      },
    ],
  });
  const table = (
    <FigureTable
      label={title}
      rows={indicator.bins}
      rowKey={(bin) => bin.label}
      columns={[
        {
          key: "bin",
          title: t("bin"),
          render: (bin) => <span translate={bin.label === labelOf(bin) ? "no" : "yes"}>{labelOf(bin)}</span>,
        },
        { key: "count", title: t("count"), isFigure: true, render: (bin) => formatCount(bin.count) },
        { key: "share", title: t("share"), isFigure: true, render: (bin) => formatPercent(shareOf(bin), 1) },
        { key: "bads", title: t("bads"), isFigure: true, render: (bin) => formatCount(bin.bads) },
        {
          key: "badRate",
          title: t("badRate"),
          isFigure: true,
          render: (bin) => formatPercent(badRateOf(bin), 1),
        },
        { key: "woe", title: t("woe"), isFigure: true, render: (bin) => formatDecimal(bin.woe, 3) },
        { key: "points", title: t("points"), isFigure: true, render: (bin) => formatPoints(bin.points) },
      ]}
    />
  );
  return (
    <ChartPanel title={title} note={t("binsNote")} height={230} showsBoth option={option} table={table} />
  );
}

function percent(ratio: number | null): number | null {
  return ratio === null ? null : Math.round(ratio * 1000) / 10;
}
