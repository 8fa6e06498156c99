import { formatDecimal } from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import { ChartPanel } from "../../parts/chart-panel.tsx";
import { categoryAxis, chartFrame, plotGrid, valueAxis } from "../../parts/chart-style.ts";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { Streams } from "./profile-api.ts";
import { runningText } from "./running-text.ts";

type LoadDay = Streams["load"]["days"][number];

const kilowattHours = (wattHours: number | null): number | null =>
  wattHours === null ? null : Math.round(wattHours / 100) / 10;

/** Electricity a day beside the year before, with the load that flows whatever is made. */
export function LoadChart({ days }: { readonly days: readonly LoadDay[] }) {
  const t = useText(runningText);
  if (days.length === 0) {
    return (
      <Panel title={t("load")}>
        <p className="soft">{t("noLoad")}</p>
      </Panel>
    );
  }
  const base = kilowattHours(lowestTenth(days.map(({ wattHours }) => wattHours)));
  return (
    <ChartPanel
      title={t("load")}
      note={t("loadNote")}
      height={280}
      option={(palette) => ({
        ...chartFrame(palette),
        grid: plotGrid,
        xAxis: categoryAxis(
          palette,
          days.map(({ day }) => day),
        ),
        yAxis: valueAxis(palette, t("loadUnit")),
        series: [
          {
            type: "line",
            name: t("thisYear"),
            showSymbol: false,
            data: days.map(({ wattHours }) => kilowattHours(wattHours)),
            lineStyle: { color: palette.gain, width: 2 },
            itemStyle: { color: palette.gain },
          },
          {
            type: "line",
            name: t("lastYear"),
            showSymbol: false,
            data: days.map(({ lastYearWattHours }) => kilowattHours(lastYearWattHours)),
            lineStyle: { color: palette.quiet, width: 1.5 },
            itemStyle: { color: palette.quiet },
          },
          {
            type: "line",
            name: t("base"),
            showSymbol: false,
            data: days.map(() => base),
            lineStyle: { color: palette.loss, type: "dashed", width: 1.5 },
            itemStyle: { color: palette.loss },
          },
        ],
      })}
      table={
        <FigureTable
          label={t("load")}
          isTall
          rows={days.toReversed()}
          rowKey={({ day }) => day}
          columns={[
            { key: "day", title: t("day"), render: ({ day }) => day },
            {
              key: "kwh",
              title: `${t("thisYear")} (${t("loadUnit")})`,
              isFigure: true,
              render: ({ wattHours }) => formatDecimal(kilowattHours(wattHours), 1),
            },
            {
              key: "night",
              title: t("night"),
              isFigure: true,
              render: ({ nightWattHours }) => formatDecimal(kilowattHours(nightWattHours), 1),
            },
            {
              key: "last",
              title: t("lastYear"),
              isFigure: true,
              render: ({ lastYearWattHours }) => formatDecimal(kilowattHours(lastYearWattHours), 1),
            },
          ]}
        />
      }
    />
  );
}

/** The average load of each hour of the day. */
export function HoursChart({ hours }: { readonly hours: readonly number[] }) {
  const t = useText(runningText);
  const labels = hours.map((_, hour) => String(hour).padStart(2, "0"));
  return (
    <ChartPanel
      title={t("hoursOfDay")}
      height={280}
      option={(palette) => ({
        ...chartFrame(palette),
        grid: { ...plotGrid, top: 28 },
        xAxis: categoryAxis(palette, labels),
        yAxis: valueAxis(palette, t("loadUnit")),
        series: [
          {
            type: "bar",
            name: t("loadUnit"),
            data: hours.map((wattHours) => kilowattHours(wattHours)),
            itemStyle: { color: palette.gain },
          },
        ],
      })}
      table={
        <FigureTable
          label={t("hoursOfDay")}
          isTall
          rows={hours}
          rowKey={(_, hour) => String(hour)}
          columns={[
            { key: "hour", title: t("hour"), render: (_, hour) => labels[hour] },
            {
              key: "kwh",
              title: t("loadUnit"),
              isFigure: true,
              render: (wattHours) => formatDecimal(kilowattHours(wattHours), 1),
            },
          ]}
        />
      }
    />
  );
}

/** The tenth percentile by nearest rank. */
function lowestTenth(values: readonly number[]): number | null {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(sorted.length / 10) - 1)] ?? null;
}
