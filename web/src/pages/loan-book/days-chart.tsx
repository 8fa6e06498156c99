import { formatCount } from "../../figures/format-number.ts";
import { formatExactMoney, moneyForChart } from "../../figures/format-money.ts";
import { useText } from "../../i18n/language.tsx";
import { categoryAxis, chartFrame, valueAxis } from "../../parts/chart-style.ts";
import { ChartPanel } from "../../parts/chart-panel.tsx";
import { ClassMark } from "../../parts/class-mark.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import type { LoanDetail } from "./loan-book-api.ts";
import { text } from "./text.ts";

/** Days past due and the balance over time, with the table of the days on which they changed. */
export function DaysChart({ days }: { readonly days: LoanDetail["days"] }) {
  const t = useText(text);
  return (
    <ChartPanel
      title={t("daysChart")}
      note={t("daysNote")}
      height={240}
      option={(palette) => ({
        ...chartFrame(palette),
        grid: { left: 8, right: 8, top: 40, bottom: 4, containLabel: true },
        xAxis: categoryAxis(
          palette,
          days.map(({ businessDate }) => businessDate),
        ),
        yAxis: [
          { ...valueAxis(palette, t("days")), minInterval: 1 },
          {
            ...valueAxis(palette, t("wan")),
            nameTextStyle: { color: palette.soft, align: "right" as const },
            splitLine: { show: false },
          },
        ],
        series: [
          {
            type: "line",
            name: t("daysPastDue"),
            data: days.map(({ daysPastDue }) => daysPastDue),
            showSymbol: false,
            lineStyle: { color: palette.loss, width: 2 },
            itemStyle: { color: palette.loss },
            areaStyle: { color: palette.loss, opacity: 0.18 },
          },
          {
            type: "line",
            name: t("balance"),
            yAxisIndex: 1,
            step: "end",
            data: days.map(({ balanceFen }) => moneyForChart(balanceFen)),
            showSymbol: false,
            lineStyle: { color: palette.accent, width: 1.5 },
            itemStyle: { color: palette.accent },
          },
        ],
      })}
      table={
        <FigureTable
          label={t("daysChart")}
          isTall
          rows={[...days].reverse().filter((day, index, all) => isTurn(day, all[index + 1]))}
          rowKey={({ businessDate }) => businessDate}
          columns={[
            { key: "day", title: t("day"), render: ({ businessDate }) => businessDate },
            {
              key: "days",
              title: t("daysPastDue"),
              isFigure: true,
              render: ({ daysPastDue }) => formatCount(daysPastDue),
            },
            {
              key: "balance",
              title: t("balance"),
              isFigure: true,
              render: ({ balanceFen }) => formatExactMoney(balanceFen),
            },
            {
              key: "class",
              title: t("ourClass"),
              render: ({ computedClass }) => <ClassMark value={computedClass} />,
            },
          ]}
        />
      }
    />
  );
}

type Day = LoanDetail["days"][number];

/** Days on which nothing but the count went on are left out. */
function isTurn(day: Day, before: Day | undefined): boolean {
  return (
    before === undefined ||
    day.balanceFen !== before.balanceFen ||
    day.computedClass !== before.computedClass ||
    (day.daysPastDue === 0) !== (before.daysPastDue === 0)
  );
}
