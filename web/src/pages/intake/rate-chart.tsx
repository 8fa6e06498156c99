import { useState } from "react";
import type { Palette } from "../../app/palette.ts";
import { formatDecimal } from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import type { ChartOption } from "../../parts/chart-canvas.tsx";
import { ChartPanel } from "../../parts/chart-panel.tsx";
import { categoryAxis, chartFrame, plotGrid, valueAxis } from "../../parts/chart-style.ts";
import { FigureTable } from "../../parts/figure-table.tsx";
import { text } from "./text.ts";

interface Sample {
  readonly atMs: number;
  readonly rowsPerSecond: number;
}

/** Five minutes at a sample every two seconds. */
const mostSamples = 150;

/** The rate since the page was opened, so that a fall is seen as it happens. */
export function RateChart({ atMs, rowsPerSecond }: Sample) {
  const t = useText(text);
  const [samples, setSamples] = useState<readonly Sample[]>([{ atMs, rowsPerSecond }]);
  if (samples.at(-1)?.atMs !== atMs) setSamples([...samples, { atMs, rowsPerSecond }].slice(-mostSamples));
  const option = (palette: Palette): ChartOption => ({
    ...chartFrame(palette),
    grid: plotGrid,
    xAxis: categoryAxis(palette, samples.map(timeOf)),
    yAxis: valueAxis(palette, t("rowsPerSecond")),
    series: [
      {
        type: "line",
        name: t("rate"),
        data: samples.map((sample) => Math.round(10 * sample.rowsPerSecond) / 10),
        showSymbol: false,
        itemStyle: { color: palette.gain },
        lineStyle: { color: palette.gain, width: 1.5 },
        areaStyle: { color: palette.gain, opacity: 0.12 },
      },
    ],
  });
  const table = (
    <FigureTable
      label={t("history")}
      isTall
      rows={samples.toReversed()}
      rowKey={(sample) => String(sample.atMs)}
      columns={[
        { key: "time", title: t("time"), render: timeOf },
        {
          key: "rate",
          title: t("rowsPerSecond"),
          isFigure: true,
          render: (sample) => formatDecimal(sample.rowsPerSecond, 1),
        },
      ]}
    />
  );
  return (
    <ChartPanel title={t("history")} note={t("historyNote")} height={220} option={option} table={table} />
  );
}

const clock = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hour12: false,
});

function timeOf({ atMs }: Sample): string {
  return clock.format(atMs);
}
