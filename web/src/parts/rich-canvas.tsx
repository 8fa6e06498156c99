import { CustomChart, GraphChart, HeatmapChart, RadarChart, SankeyChart } from "echarts/charts";
import { CalendarComponent, RadarComponent, VisualMapComponent } from "echarts/components";
import { use } from "echarts/core";

use([
  CustomChart,
  GraphChart,
  HeatmapChart,
  RadarChart,
  SankeyChart,
  CalendarComponent,
  RadarComponent,
  VisualMapComponent,
]);

/** The same canvas, able to draw flows, networks, radars and calendars too; a chunk of its own. */
export { ChartCanvas } from "./chart-canvas.tsx";
