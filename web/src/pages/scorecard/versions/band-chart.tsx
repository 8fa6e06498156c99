import { formatPercent, formatPoints } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { ChartPanel } from "../../../parts/chart-panel.tsx";
import { categoryAxis, chartFrame, plotGrid, valueAxis } from "../../../parts/chart-style.ts";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { percentOf } from "../charts/curve-option.ts";
import { seriesColours } from "../charts/series-colours.ts";
import type { Monitoring } from "../version-api.ts";
import { text } from "./text.ts";

const mostLines = 8;

/** Share of each score band: development as bars, the newest periods as lines over it. */
export function BandChart({ bands, periods }: Pick<Monitoring, "bands" | "periods">) {
  const t = useText(text);
  const labels = bands.map(({ from, to }) =>
    from === null
      ? `< ${formatPoints(to ?? 0)}`
      : to === null
        ? `≥ ${formatPoints(from)}`
        : `${formatPoints(from)}–${formatPoints(to)}`,
  );
  const known = periods.filter(({ shares }) => shares.length === bands.length);
  const newest = known.slice(-mostLines);
  return (
    <ChartPanel
      title={t("bands")}
      note={t("bandsNote")}
      height={300}
      option={(palette) => ({
        ...chartFrame(palette),
        grid: plotGrid,
        xAxis: categoryAxis(palette, labels),
        yAxis: valueAxis(palette, `${t("share")} (%)`),
        series: [
          {
            type: "bar",
            name: t("development"),
            data: bands.map(({ share }) => percentOf(share)),
            itemStyle: { color: palette.quiet },
            barMaxWidth: 48,
          },
          ...newest.map(({ label, shares }, index) => ({
            type: "line" as const,
            name: label,
            data: shares.map(percentOf),
            symbolSize: 5,
            itemStyle: { color: seriesColours(palette)[index % mostLines] ?? palette.ink },
            lineStyle: { width: 1.5 },
          })),
        ],
      })}
      table={
        <FigureTable
          label={t("bands")}
          rows={labels}
          rowKey={(label) => label}
          columns={[
            { key: "band", title: t("band"), render: (label) => <span translate="no">{label}</span> },
            {
              key: "development",
              title: t("development"),
              isFigure: true,
              render: (_, index) => formatPercent(bands[index]?.share ?? null, 1),
            },
            ...known.map(({ label, shares }, period) => ({
              key: String(period),
              title: label,
              isFigure: true,
              render: (_: string, index: number) => formatPercent(shares[index] ?? null, 1),
            })),
          ]}
        />
      }
    />
  );
}
