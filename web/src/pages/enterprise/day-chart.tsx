import type { Palette } from "../../app/palette.ts";
import { useText } from "../../i18n/language.tsx";
import { categoryAxis, chartFrame, plotGrid, valueAxis } from "../../parts/chart-style.ts";
import type { ChartOption } from "../../parts/chart-canvas.tsx";
import { ChartPanel } from "../../parts/chart-panel.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { SourcedFigure, useFigureSource } from "./figure-source.tsx";
import type { ShownFigure } from "./provenance-api.ts";
import { firstKnownDay } from "./machine-days.ts";
import { machineText } from "./machine-text.ts";

/** One layer of the bars of every day, or the line; null where nothing is known of a day. */
export interface DayLayer {
  readonly name: string;
  readonly values: readonly (number | null)[];
  readonly colour: (palette: Palette) => string;
  readonly format: (value: number | null) => string;
}

interface DayChartProps {
  readonly title: string;
  readonly note: string;
  readonly unit: string;
  readonly days: readonly string[];
  readonly holidays: readonly string[];
  /** Stacked, the first at the bottom. */
  readonly layers: readonly DayLayer[];
  readonly isLine?: boolean;
  /** Which chart of machine days it is, and of which asset (null: all), so that a day's rows can be shown. */
  readonly source: Omit<Extract<ShownFigure, { readonly kind: "day" }>, "kind" | "day">;
}

/** Figures of every day as stacked bars or a line, public holidays marked below the axis, and as a table. */
export function DayChart({ title, note, unit, isLine = false, source, ...given }: DayChartProps) {
  const t = useText(machineText);
  const open = useFigureSource();
  const figureOf = (day: string): ShownFigure => ({ kind: "day", ...source, day });
  const first = firstKnownDay(given.layers.map(({ values }) => values));
  const days = given.days.slice(first);
  const holidays = given.holidays.filter((day) => days.includes(day));
  const layers = given.layers.map((layer) => ({ ...layer, values: layer.values.slice(first) }));
  const isHoliday = new Set(holidays);
  const option = (palette: Palette): ChartOption => ({
    ...chartFrame(palette),
    grid: plotGrid,
    xAxis: {
      ...categoryAxis(palette, days),
      axisLabel: { color: palette.soft, hideOverlap: true, margin: 14 },
    },
    yAxis: valueAxis(palette, unit),
    series: [
      ...layers.map((layer) => (isLine ? lineOf(layer, palette) : barsOf(layer, palette))),
      ...(holidays.length > 0 ? [holidayMarks(t("holiday"), days, isHoliday, palette)] : []),
    ],
  });
  const table = (
    <FigureTable
      label={title}
      isTall
      rows={days.map((day, index) => ({ day, index })).toReversed()}
      rowKey={(row) => row.day}
      columns={[
        {
          key: "day",
          title: t("day"),
          render: ({ day }) => (isHoliday.has(day) ? `${day} ${t("holiday")}` : day),
        },
        ...layers.map((layer, place) => ({
          key: String(place),
          title: `${layer.name} (${unit})`,
          isFigure: true,
          render: (row: { readonly day: string; readonly index: number }) => (
            <SourcedFigure
              figure={figureOf(row.day)}
              name={`${layer.name} ${row.day}`}
              value={layer.format(layer.values[row.index] ?? null)}
            />
          ),
        })),
      ]}
    />
  );
  const pick = (index: number): void => {
    const day = days[index];
    if (day === undefined) return;
    const shown = layers.map((layer) => `${layer.name} ${layer.format(layer.values[index] ?? null)}`);
    open?.({ figure: figureOf(day), name: `${title} ${day}`, value: shown.join(" · ") });
  };
  return <ChartPanel title={title} note={note} height={240} option={option} table={table} onPick={pick} />;
}

function barsOf({ name, values, colour, format }: DayLayer, palette: Palette) {
  return {
    type: "bar" as const,
    name,
    stack: "day",
    data: [...values],
    itemStyle: { color: colour(palette) },
    barMaxWidth: 26,
    tooltip: { valueFormatter: (value: unknown) => format(typeof value === "number" ? value : null) },
  };
}

/** Broken where a day is unknown; a lone day between two such shows as a dot. */
function lineOf({ name, values, colour, format }: DayLayer, palette: Palette) {
  return {
    type: "line" as const,
    name,
    data: [...values],
    symbolSize: 4,
    showSymbol: values.length <= 31,
    itemStyle: { color: colour(palette) },
    lineStyle: { color: colour(palette), width: 1.5 },
    tooltip: { valueFormatter: (value: unknown) => format(typeof value === "number" ? value : null) },
  };
}

/** Triangles below the axis; a shape, so that a holiday is not told by colour. */
function holidayMarks(
  name: string,
  days: readonly string[],
  holidays: ReadonlySet<string>,
  palette: Palette,
) {
  return {
    type: "line" as const,
    name,
    data: days.map((day) => (holidays.has(day) ? 0 : null)),
    symbol: "triangle",
    symbolSize: 7,
    symbolOffset: [0, 7] as [number, number],
    showSymbol: true,
    showAllSymbol: true,
    itemStyle: { color: palette.soft },
    lineStyle: { width: 0 },
    tooltip: { valueFormatter: (value: unknown) => (value === 0 ? "▲" : "") },
  };
}
