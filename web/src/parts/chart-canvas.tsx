import { BarChart, LineChart } from "echarts/charts";
import type {
  BarSeriesOption,
  CustomSeriesOption,
  GraphSeriesOption,
  HeatmapSeriesOption,
  LineSeriesOption,
  RadarSeriesOption,
  SankeySeriesOption,
} from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import type {
  CalendarComponentOption,
  GridComponentOption,
  LegendComponentOption,
  RadarComponentOption,
  TooltipComponentOption,
  VisualMapComponentOption,
} from "echarts/components";
import { init, use } from "echarts/core";
import type { ComposeOption, EChartsType } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

/** Bars and lines draw everywhere; the others need a panel that says so (`isRich`). */
export type ChartOption = ComposeOption<
  | BarSeriesOption
  | LineSeriesOption
  | CustomSeriesOption
  | GraphSeriesOption
  | HeatmapSeriesOption
  | RadarSeriesOption
  | SankeySeriesOption
  | CalendarComponentOption
  | GridComponentOption
  | LegendComponentOption
  | RadarComponentOption
  | TooltipComponentOption
  | VisualMapComponentOption
>;

interface ChartCanvasProps {
  readonly label: string;
  readonly height: number;
  readonly option: ChartOption;
  /** Told the place on the axis, and which series, of a bar or point that is clicked. */
  readonly onPick?: (index: number, series: number) => void;
}

/** An ECharts canvas that follows the size of its place. */
export function ChartCanvas({ label, height, option, onPick }: ChartCanvasProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  useEffect(() => {
    if (place.current === null) return undefined;
    const made = init(place.current);
    chart.current = made;
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(place.current);
    return () => {
      observer.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    const made = chart.current;
    if (made === null || onPick === undefined) return undefined;
    const pick = (event: { readonly dataIndex?: number; readonly seriesIndex?: number }): void =>
      onPick(event.dataIndex ?? -1, event.seriesIndex ?? -1);
    made.on("click", pick);
    return () => {
      if (!made.isDisposed()) made.off("click", pick);
    };
  }, [onPick]);
  useEffect(() => {
    chart.current?.setOption({ animation: false, ...option }, { notMerge: true });
  }, [option]);
  return <div ref={place} className="chart" style={{ height }} role="img" aria-label={label} />;
}
