import { formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { formatCount, formatPercent } from "../../figures/format-number.ts";
import { useLanguage, useText } from "../../i18n/language.tsx";
import { ChartPanel } from "../../parts/chart-panel.tsx";
import { categoryAxis, chartFrame, valueAxis } from "../../parts/chart-style.ts";
import { FigureTable } from "../../parts/figure-table.tsx";
import { deliveryText } from "./delivery-text.ts";
import type { PortfolioQuality } from "./loan-book-api.ts";
import { text } from "./text.ts";

type Share = PortfolioQuality["nonPerforming"][number];

/** Non-performing share of each size class with its interval. */
export function NonPerformingBySize({ shares }: { readonly shares: readonly Share[] }) {
  const t = useText(text);
  const d = useText(deliveryText);
  const { language } = useLanguage();
  const interval = ({ share, low, high, hits, total }: Share["byCount"]) =>
    total === 0
      ? "—"
      : hits === 0
        ? d("atMost", { high: formatPercent(high, 1) })
        : `${formatPercent(share, 1)} (${formatPercent(low, 1)} – ${formatPercent(high, 1)})`;
  const byBalance = ({ balanceFen, nonPerformingFen, balanceInterval }: Share) => {
    if (balanceFen === "0") return "—";
    const share = formatPercent(Number(nonPerformingFen) / Number(balanceFen), 1);
    if (balanceInterval === null) return share;
    return `${share} (${formatPercent(balanceInterval.low, 1)} – ${formatPercent(balanceInterval.high, 1)})`;
  };
  return (
    <ChartPanel
      title={d("npl")}
      note={d("nplNote")}
      height={180}
      showsBoth
      option={(palette) => ({
        ...chartFrame(palette),
        grid: { left: 8, right: 16, top: 30, bottom: 4, containLabel: true },
        xAxis: categoryAxis(
          palette,
          shares.map(({ sizeClass }) => t(sizeClass)),
        ),
        yAxis: valueAxis(palette, d("share")),
        series: [
          {
            type: "bar",
            name: d("shareByCount"),
            barMaxWidth: 36,
            data: shares.map(({ byCount }) => percentOf(byCount.share)),
            itemStyle: { color: palette.loss },
          },
          {
            type: "bar",
            name: d("shareByBalance"),
            barMaxWidth: 36,
            data: shares.map(({ balanceFen, nonPerformingFen }) =>
              percentOf(balanceFen === "0" ? null : Number(nonPerformingFen) / Number(balanceFen)),
            ),
            itemStyle: { color: palette.accent },
          },
        ],
      })}
      table={
        <FigureTable
          label={d("npl")}
          rows={shares}
          rowKey={({ sizeClass }) => sizeClass}
          columns={[
            { key: "size", title: t("size"), render: ({ sizeClass }) => t(sizeClass) },
            {
              key: "loans",
              title: d("loans"),
              isFigure: true,
              render: ({ byCount }) => formatCount(byCount.total),
            },
            {
              key: "bad",
              title: d("badLoans"),
              isFigure: true,
              render: ({ byCount }) => formatCount(byCount.hits),
            },
            {
              key: "share",
              title: d("shareByCount"),
              isFigure: true,
              render: ({ byCount }) => interval(byCount),
            },
            {
              key: "balance",
              title: `${t("balance")} (${overviewUnit[language]})`,
              isFigure: true,
              render: ({ balanceFen }) => formatOverviewMoney(balanceFen),
            },
            { key: "balanceShare", title: d("shareByBalance"), isFigure: true, render: byBalance },
          ]}
        />
      }
    />
  );
}

/** Non-performing share month by month. */
export function NonPerformingByMonth({
  months,
}: {
  readonly months: PortfolioQuality["nonPerformingByMonth"];
}) {
  const d = useText(deliveryText);
  const shareOf = (month: (typeof months)[number]) =>
    month.balanceFen === "0" ? null : Number(month.nonPerformingFen) / Number(month.balanceFen);
  return (
    <ChartPanel
      title={d("nplByMonth")}
      height={300}
      option={(palette) => ({
        ...chartFrame(palette),
        grid: { left: 8, right: 16, top: 30, bottom: 4, containLabel: true },
        xAxis: categoryAxis(
          palette,
          months.map(({ month }) => month),
        ),
        yAxis: valueAxis(palette, d("share")),
        series: [
          {
            type: "line",
            name: d("shareByCount"),
            data: months.map(({ byCount }) => percentOf(byCount.share)),
            lineStyle: { color: palette.loss },
            itemStyle: { color: palette.loss },
          },
          {
            type: "line",
            name: d("shareByBalance"),
            data: months.map((month) => percentOf(shareOf(month))),
            lineStyle: { color: palette.accent },
            itemStyle: { color: palette.accent },
          },
        ],
      })}
      table={
        <FigureTable
          label={d("nplByMonth")}
          isTall
          rows={[...months].reverse()}
          rowKey={({ month }) => month}
          columns={[
            { key: "month", title: d("month"), render: ({ month }) => month },
            {
              key: "loans",
              title: d("loans"),
              isFigure: true,
              render: ({ byCount }) => formatCount(byCount.total),
            },
            {
              key: "bad",
              title: d("badLoans"),
              isFigure: true,
              render: ({ byCount }) => formatCount(byCount.hits),
            },
            {
              key: "share",
              title: d("shareByBalance"),
              isFigure: true,
              render: (month) => formatPercent(shareOf(month)),
            },
          ]}
        />
      }
    />
  );
}

function percentOf(share: number | null): number | null {
  return share === null ? null : Math.round(share * 10_000) / 100;
}
