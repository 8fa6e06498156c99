import { weightOfEvidence } from "#scorecard";
import type { Palette } from "../../../app/palette.ts";
import { formatDecimal } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import type { ChartOption } from "../../../parts/chart-canvas.tsx";
import { ChartPanel } from "../../../parts/chart-panel.tsx";
import { categoryAxis, chartFrame, plotGrid, valueAxis } from "../../../parts/chart-style.ts";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { seriesColours } from "../charts/series-colours.ts";
import type { DraftFigures } from "./bin-figures.ts";
import { addTallies, emptyTally, rowsOf } from "./fine-counts.ts";
import { text } from "./text.ts";

interface VintagePlotsProps {
  readonly vintages: readonly string[];
  readonly figures: DraftFigures;
  readonly labels: readonly string[];
}

/** Whether the bins hold month by month: the weight of evidence of each, and the PSI. Nothing without dates. */
export function VintagePlots({ vintages, figures, labels }: VintagePlotsProps) {
  const t = useText(text);
  if (vintages.length < 2) return null;
  const evidence = figures.bins.map(() => [] as (number | null)[]);
  vintages.forEach((_, vintage) => {
    const tallies = figures.bins.map(({ byVintage }) => byVintage[vintage] ?? emptyTally);
    const total = addTallies(tallies);
    tallies.forEach((tally, bin) => {
      const isKnown = rowsOf(tally) > 0 && total.bads > 0 && total.goods > 0;
      evidence[bin]?.push(isKnown ? weightOfEvidence(tally.bads, tally.goods, total, 1) : null);
    });
  });
  const option = (palette: Palette): ChartOption => ({
    ...chartFrame(palette),
    legend: { ...chartFrame(palette).legend, type: "scroll", left: 60 },
    grid: plotGrid,
    xAxis: categoryAxis(palette, vintages),
    yAxis: [
      valueAxis(palette, "WOE"),
      {
        ...valueAxis(palette, "PSI"),
        splitLine: { show: false },
        min: 0,
        nameTextStyle: { color: palette.soft, align: "right" },
      },
    ],
    series: [
      {
        type: "bar",
        name: "PSI",
        yAxisIndex: 1,
        data: figures.psiByVintage.map((psi) => (psi === null ? null : Math.round(psi * 1e4) / 1e4)),
        itemStyle: { color: palette.line },
        barMaxWidth: 24,
      },
      ...evidence.map((values, bin) => ({
        type: "line" as const,
        name: labels[bin] ?? "",
        data: values.map((woe) => (woe === null ? null : Math.round(woe * 1e3) / 1e3)),
        symbolSize: 5,
        itemStyle: { color: seriesColours(palette)[bin % 8] ?? palette.ink },
        lineStyle: { width: 1.5 },
      })),
    ],
  });
  const table = (
    <FigureTable
      label={t("byVintage")}
      isTall
      rows={vintages}
      rowKey={(vintage) => vintage}
      columns={[
        { key: "month", title: t("month"), render: (vintage) => vintage },
        {
          key: "psi",
          title: t("psi"),
          isFigure: true,
          render: (_, index) => formatDecimal(figures.psiByVintage[index] ?? null, 4),
        },
        ...labels.map((label, bin) => ({
          key: String(bin),
          title: label,
          isFigure: true,
          render: (_: string, index: number) => formatDecimal(evidence[bin]?.[index] ?? null, 3),
        })),
      ]}
    />
  );
  return (
    <ChartPanel title={t("byVintage")} note={t("byVintageNote")} height={260} option={option} table={table} />
  );
}
