import { Segmented } from "antd";
import { useState } from "react";
import type { Palette } from "../../app/palette.ts";
import { formatOverviewMoney, moneyForChart, overviewUnit } from "../../figures/format-money.ts";
import { useLanguage, useText } from "../../i18n/language.tsx";
import type { ChartOption } from "../../parts/chart-canvas.tsx";
import { ChartPanel } from "../../parts/chart-panel.tsx";
import { chartFrame } from "../../parts/chart-style.ts";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { Streams } from "./profile-api.ts";
import { tradeText } from "./trade-text.ts";

type View = "netCash" | "placedOrders" | "dueOrders";

/** A year of days, coloured by what came in less what went out, or by orders. */
export function CashCalendar({ streams }: { readonly streams: Streams }) {
  const t = useText(tradeText);
  const { language } = useLanguage();
  const [view, setView] = useState<View>(streams.cash.length > 0 ? "netCash" : "placedOrders");
  const unit = overviewUnit[language];
  if (streams.cash.length === 0 && streams.orders.length === 0) {
    return (
      <Panel title={t("calendar")}>
        <p className="soft">{t("noCash")}</p>
      </Panel>
    );
  }
  return (
    <div className="profile__stack">
      <div className="profile__choice">
        <Segmented
          aria-label={t("calendar")}
          value={view}
          onChange={setView}
          options={(["netCash", "placedOrders", "dueOrders"] as const).map((value) => ({
            value,
            label: t(value),
          }))}
        />
      </div>
      <ChartPanel
        title={t("calendar")}
        note={t("calendarNote")}
        height={210}
        isRich
        option={(palette) => calendarOption(streams, view, { palette, unit, language, name: t(view) })}
        table={
          <FigureTable
            label={t("calendar")}
            isTall
            rows={streams.cash.toReversed()}
            rowKey={({ day }) => day}
            columns={[
              { key: "day", title: t("day"), render: ({ day }) => day },
              {
                key: "in",
                title: `${t("income")} (${unit})`,
                isFigure: true,
                render: ({ inFen }) => formatOverviewMoney(inFen),
              },
              {
                key: "out",
                title: `${t("outgo")} (${unit})`,
                isFigure: true,
                render: ({ outFen }) => formatOverviewMoney(outFen),
              },
              {
                key: "balance",
                title: `${t("balance")} (${unit})`,
                isFigure: true,
                render: ({ balanceFen }) => formatOverviewMoney(balanceFen),
              },
            ]}
          />
        }
      />
    </div>
  );
}

function calendarOption(
  streams: Streams,
  view: View,
  shown: {
    readonly palette: Palette;
    readonly unit: string;
    readonly language: "zh" | "en";
    readonly name: string;
  },
): ChartOption {
  const { palette, unit, language, name } = shown;
  const data = valuesOf(streams, view);
  const most = Math.max(0.01, ...data.map(([, value]) => Math.abs(value)));
  const isSigned = view === "netCash";
  return {
    ...chartFrame(palette),
    legend: { show: false },
    tooltip: {
      ...chartFrame(palette).tooltip,
      trigger: "item",
      valueFormatter: (value) =>
        Array.isArray(value) ? `${Number(value[1]).toFixed(2)} ${unit}` : String(value),
    },
    visualMap: {
      min: isSigned ? -most : 0,
      max: most,
      calculable: false,
      orient: "horizontal",
      right: 0,
      bottom: 0,
      itemHeight: 90,
      itemWidth: 10,
      text: [`${most.toFixed(0)} ${unit}`, isSigned ? `−${most.toFixed(0)}` : "0"],
      textStyle: { color: palette.soft, fontSize: 11 },
      inRange: {
        color: isSigned ? [palette.loss, palette.raised, palette.gain] : [palette.raised, palette.gain],
      },
    },
    calendar: {
      range: [streams.from, streams.to],
      left: 36,
      right: 8,
      top: 26,
      bottom: 40,
      cellSize: ["auto", 16],
      dayLabel: { firstDay: 1, nameMap: language === "zh" ? "ZH" : "EN", color: palette.soft, fontSize: 10 },
      monthLabel: { nameMap: language === "zh" ? "ZH" : "EN", color: palette.soft, fontSize: 11 },
      yearLabel: { show: false },
      itemStyle: { color: palette.surface, borderColor: palette.line, borderWidth: 0.5 },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: [{ type: "heatmap", name, coordinateSystem: "calendar", data }],
  };
}

function valuesOf({ cash, orders }: Streams, view: View): (readonly [string, number])[] & [string, number][] {
  if (view === "netCash") {
    return cash.map(({ day, inFen, outFen }) => [day, moneyForChart(inFen) - moneyForChart(outFen)]);
  }
  return orders.map(({ day, placedFen, dueFen }) => [
    day,
    moneyForChart(view === "placedOrders" ? placedFen : dueFen),
  ]);
}
