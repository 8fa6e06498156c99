import type { Palette } from "../../../app/palette.ts";
import type { ChartOption } from "../../../parts/chart-canvas.tsx";
import { categoryAxis, chartFrame, plotGrid, valueAxis } from "../../../parts/chart-style.ts";
import { percentOf } from "./curve-option.ts";

/** Rows in one category of an axis, and the bad rate among them; null draws no point. */
export interface RowsAndRate {
  readonly label: string;
  readonly rows: number;
  readonly badRate: number | null;
}

interface RowsAndRateLook {
  readonly names: { readonly rows: string; readonly badRate: string };
  readonly bars: { readonly barMaxWidth: number } | { readonly barCategoryGap: string };
}

/** Rows as bars on the left axis, the bad rate in percent as a line on the right one. */
export function rowsAndRateOption(
  palette: Palette,
  points: readonly RowsAndRate[],
  { names, bars }: RowsAndRateLook,
): ChartOption {
  return {
    ...chartFrame(palette),
    grid: plotGrid,
    xAxis: categoryAxis(
      palette,
      points.map(({ label }) => label),
    ),
    yAxis: [
      valueAxis(palette, names.rows),
      {
        ...valueAxis(palette, `${names.badRate} (%)`),
        nameTextStyle: { color: palette.soft, align: "right" },
        splitLine: { show: false },
        min: 0,
      },
    ],
    series: [
      {
        type: "bar",
        name: names.rows,
        data: points.map(({ rows }) => rows),
        itemStyle: { color: palette.quiet },
        ...bars,
      },
      {
        type: "line",
        name: names.badRate,
        yAxisIndex: 1,
        data: points.map(({ badRate }) => (badRate === null ? null : percentOf(badRate))),
        itemStyle: { color: palette.loss },
        lineStyle: { color: palette.loss, width: 2 },
      },
    ],
  };
}
