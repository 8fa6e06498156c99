import type { Palette } from "../../app/palette.ts";
import { formatDecimal, formatPercent } from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import { ChartPanel } from "../../parts/chart-panel.tsx";
import { categoryAxis, chartFrame, plotGrid, valueAxis } from "../../parts/chart-style.ts";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { type IndexLine, levelsOf, monthsOf } from "./chosen-lines.ts";
import type { IndexList, IndexName } from "./indices-api.ts";
import { text } from "./text.ts";

interface IndexChartProps {
  readonly list: IndexList;
  readonly lines: readonly IndexLine[];
  readonly index: IndexName;
  readonly nameOfLine: (line: IndexLine) => string;
}

const whatKeys = { runRate: "runRateNote", energy: "energyNote", orders: "ordersNote" } as const;

/** The chosen index by month, a line each; a line breaks off where its cell is withheld. */
export function IndexChart({ list, lines, index, nameOfLine }: IndexChartProps) {
  const t = useText(text);
  const months = monthsOf(list);
  if (lines.length === 0) {
    return (
      <Panel title={t(index)}>
        <p className="soft">{t("noneHere")}</p>
      </Panel>
    );
  }
  return (
    <ChartPanel
      title={t(index)}
      note={t("base", { what: t(whatKeys[index]) })}
      height={380}
      showsBoth
      option={(palette) => ({
        ...chartFrame(palette),
        legend: { ...chartFrame(palette).legend, type: "scroll", left: 0, pageIconColor: palette.accent },
        grid: plotGrid,
        xAxis: categoryAxis(palette, months),
        yAxis: { ...valueAxis(palette, ""), scale: true },
        series: lines.map((line, place) => ({
          type: "line",
          name: nameOfLine(line),
          tooltip: { valueFormatter: (value) => formatDecimal(typeof value === "number" ? value : null, 1) },
          data: [...levelsOf(line, months)],
          symbolSize: 4,
          connectNulls: false,
          color: colourOf(palette, place),
          lineStyle: { width: place === 0 ? 3 : 1.6, type: dashOf(place) },
        })),
      })}
      table={<LatestTable lines={lines} months={months} nameOfLine={nameOfLine} />}
    />
  );
}

/** The sum is the accent; the others go round the palette, and round its dashes after that. */
function colourOf(palette: Palette, place: number): string {
  const colours = [palette.accent, palette.loss, palette.gain, palette.error, palette.soft, palette.warning];
  return colours[place % colours.length] ?? palette.ink;
}

function dashOf(place: number): "solid" | "dashed" | "dotted" {
  return place < 6 ? "solid" : place < 12 ? "dashed" : "dotted";
}

interface LatestTableProps extends Pick<IndexChartProps, "lines" | "nameOfLine"> {
  readonly months: readonly string[];
}

/** Each line's last published month; whether that is the edition's last month can be read off it. */
function LatestTable({ lines, months, nameOfLine }: LatestTableProps) {
  const t = useText(text);
  const last = months.at(-1);
  return (
    <FigureTable
      label={t("latest")}
      rows={lines}
      rowKey={({ division, region }) => `${division} ${region}`}
      columns={[
        { key: "name", title: t("index"), render: (line) => <span translate="no">{nameOfLine(line)}</span> },
        {
          key: "month",
          title: t("latest"),
          render: ({ figures }) => {
            const month = figures.at(-1)?.month ?? "—";
            return month === last ? month : `${month} · ${last ?? ""} ${t("notPublished")}`;
          },
        },
        {
          key: "value",
          title: t("value"),
          isFigure: true,
          render: (line) =>
            formatDecimal(levelsOf(line, months).findLast((level) => level !== null) ?? null, 1),
        },
        {
          key: "change",
          title: t("change"),
          isFigure: true,
          render: ({ figures }) => formatPercent(figures.at(-1)?.change ?? null, 1),
        },
        {
          key: "enterprises",
          title: t("enterprises"),
          isFigure: true,
          render: ({ figures }) => t("atLeast", { count: figures.at(-1)?.enterprises ?? 0 }),
        },
      ]}
    />
  );
}
