import type { ModelEvaluation } from "#scorecard";
import { formatCount, formatPercent, formatPoints } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { ChartPanel } from "../../../parts/chart-panel.tsx";
import { categoryAxis, chartFrame, plotGrid, valueAxis } from "../../../parts/chart-style.ts";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { percentOf } from "./curve-option.ts";
import { IntervalText } from "./interval-text.tsx";
import { text } from "./text.ts";

/** Rows and bad rate by bands of the score, lowest first. */
export function ScoreChart({ population }: { readonly population: ModelEvaluation["populations"][number] }) {
  const t = useText(text);
  const bands = population.bands.toSorted((left, right) => left.pointsFrom - right.pointsFrom);
  const labelOf = (band: (typeof bands)[number]): string =>
    `${formatPoints(band.pointsFrom)}–${formatPoints(band.pointsTo)}`;
  return (
    <ChartPanel
      title={t("distribution")}
      note={t("distributionNote")}
      height={320}
      option={(palette) => ({
        ...chartFrame(palette),
        grid: { ...plotGrid, bottom: 26 },
        xAxis: {
          ...categoryAxis(palette, bands.map(labelOf), t("score")),
          nameLocation: "middle",
          nameGap: 28,
        },
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
            data: bands.map(({ share }) => percentOf(share)),
            itemStyle: { color: palette.quiet },
            barMaxWidth: 40,
          },
          {
            type: "line",
            name: t("badRate"),
            yAxisIndex: 1,
            data: bands.map(({ badRate }) => percentOf(badRate.value)),
            symbolSize: 7,
            itemStyle: { color: palette.loss },
            lineStyle: { color: palette.loss, width: 2 },
          },
        ],
      })}
      table={
        <FigureTable
          label={t("distribution")}
          rows={bands}
          rowKey={labelOf}
          columns={[
            { key: "score", title: t("score"), render: labelOf },
            { key: "rows", title: t("rows"), isFigure: true, render: ({ rows }) => formatCount(rows) },
            {
              key: "share",
              title: t("share"),
              isFigure: true,
              render: ({ share }) => formatPercent(share, 1),
            },
            { key: "bads", title: t("bads"), isFigure: true, render: ({ bads }) => formatCount(bads) },
            {
              key: "rate",
              title: t("badRate"),
              isFigure: true,
              render: ({ badRate }) => <IntervalText estimate={badRate} isShare />,
            },
            { key: "pd", title: t("pd"), isFigure: true, render: ({ meanPd }) => formatPercent(meanPd) },
          ]}
        />
      }
    />
  );
}
