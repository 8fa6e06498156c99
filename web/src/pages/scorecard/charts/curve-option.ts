import type { Palette } from "../../../app/palette.ts";
import type { ChartOption } from "../../../parts/chart-canvas.tsx";
import { chartFrame, plotGrid, valueAxis } from "../../../parts/chart-style.ts";

/** One line of a chart over numbers; null breaks the line. */
export interface Curve {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number | null])[];
  readonly colour: string;
  readonly look?: "line" | "dashed" | "dots" | "points";
}

interface CurveAxes {
  readonly x: string;
  readonly y: string;
  readonly from?: number;
  readonly to?: number;
  /** Begins and ends at round numbers about the data, not at 0. */
  readonly isFitted?: boolean;
  readonly top?: number;
}

/** Lines over a numeric axis, in the app's style. */
export function curveOption(palette: Palette, axes: CurveAxes, curves: readonly Curve[]): ChartOption {
  const frame = chartFrame(palette);
  return {
    ...frame,
    tooltip: { ...frame.tooltip, axisPointer: { type: "line" } },
    grid: { ...plotGrid, bottom: 26, right: 18 },
    xAxis: {
      ...valueAxis(palette, axes.x),
      nameLocation: "middle",
      nameGap: 28,
      nameTextStyle: { color: palette.soft },
      splitLine: { show: false },
      ...(axes.isFitted === true ? { scale: true } : {}),
      ...(axes.from === undefined ? {} : { min: axes.from }),
      ...(axes.to === undefined ? {} : { max: axes.to }),
    },
    yAxis: {
      ...valueAxis(palette, axes.y),
      ...(axes.top === undefined ? { scale: true } : { min: 0, max: axes.top }),
    },
    series: curves.map(({ name, points, colour, look = "line" }) => ({
      type: "line" as const,
      name,
      data: points.map(([x, y]) => [x, y]),
      itemStyle: { color: colour },
      showSymbol: look === "dots" || look === "points",
      symbol: "circle",
      symbolSize: look === "points" ? 4 : 7,
      lineStyle: {
        color: colour,
        width: look === "dots" || look === "points" ? 0 : look === "dashed" ? 1 : 2,
        type: look === "dashed" ? ("dashed" as const) : ("solid" as const),
      },
    })),
  };
}

/** A ratio as percent with two decimals, for an axis in percent. */
export function percentOf(ratio: number): number {
  return Math.round(ratio * 1e4) / 100;
}
