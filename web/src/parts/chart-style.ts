import type { Palette } from "../app/palette.ts";

const fontFamily =
  '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif';

/** What every chart shares: type, tooltip, legend and axis colours. */
export function chartFrame(palette: Palette) {
  return {
    textStyle: { fontFamily, color: palette.ink },
    tooltip: {
      trigger: "axis" as const,
      confine: true,
      axisPointer: { type: "shadow" as const, shadowStyle: { color: palette.quiet, opacity: 0.16 } },
      backgroundColor: palette.surface,
      borderColor: palette.line,
      textStyle: { color: palette.ink, fontSize: 12 },
    },
    legend: {
      top: 0,
      right: 0,
      itemWidth: 12,
      itemHeight: 8,
      textStyle: { color: palette.soft, fontSize: 12 },
      inactiveColor: palette.quiet,
    },
  };
}

/** The plot below its legend, as wide as its axis labels allow. */
export const plotGrid = {
  left: 8,
  right: 12,
  top: 44,
  bottom: 4,
  outerBoundsMode: "same",
  outerBoundsContain: "axisLabel",
} as const;

export function categoryAxis(palette: Palette, data: readonly string[], name?: string) {
  return {
    type: "category" as const,
    data: [...data],
    ...(name === undefined ? {} : { name, nameLocation: "end" as const }),
    nameTextStyle: { color: palette.soft },
    axisLine: { lineStyle: { color: palette.line } },
    axisTick: { show: false },
    axisLabel: { color: palette.soft, hideOverlap: true },
  };
}

export function valueAxis(palette: Palette, name: string) {
  return {
    type: "value" as const,
    name,
    nameTextStyle: { color: palette.soft, align: "left" as const },
    axisLabel: { color: palette.soft },
    splitLine: { lineStyle: { color: palette.line, opacity: 0.7 } },
  };
}
