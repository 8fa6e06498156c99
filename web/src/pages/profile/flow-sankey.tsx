import { formatOverviewMoney, moneyForChart, overviewUnit } from "../../figures/format-money.ts";
import { useLanguage, useText } from "../../i18n/language.tsx";
import { ChartPanel } from "../../parts/chart-panel.tsx";
import { chartFrame } from "../../parts/chart-style.ts";
import { FigureTable } from "../../parts/figure-table.tsx";
import type { Flows } from "./profile-api.ts";
import { tradeText } from "./trade-text.ts";

const known = ["ordered", "delivered", "undelivered", "invoiced", "uninvoiced", "paid", "unpaid"] as const;

/** How much of what was ordered went on into goods, invoices and money; what did not is red. */
export function FlowSankey({ sankey }: Pick<Flows, "sankey">) {
  const t = useText(tradeText);
  const { language } = useLanguage();
  const unit = overviewUnit[language];
  const nameOf = (id: string): string => {
    const key = known.find((one) => one === id);
    return key === undefined ? id : t(key);
  };
  const isBroken = (id: string): boolean => id.startsWith("un");
  return (
    <ChartPanel
      title={t("sankey")}
      note={t("sankeyNote")}
      height={300}
      isRich
      option={(palette) => ({
        ...chartFrame(palette),
        tooltip: { ...chartFrame(palette).tooltip, trigger: "item" },
        series: [
          {
            type: "sankey",
            left: 8,
            right: 110,
            top: 12,
            bottom: 12,
            nodeGap: 18,
            emphasis: { focus: "adjacency" },
            label: { color: palette.ink, formatter: ({ name }) => nameOf(name) },
            lineStyle: { color: "source", opacity: 0.35 },
            tooltip: { valueFormatter: (value) => `${Number(value).toFixed(2)} ${unit}` },
            data: sankey.nodes.map(({ id }) => ({
              name: id,
              itemStyle: { color: isBroken(id) ? palette.error : palette.gain, borderWidth: 0 },
            })),
            links: sankey.links.map(({ from, to, amountFen }) => ({
              source: from,
              target: to,
              value: moneyForChart(amountFen),
              lineStyle: { color: isBroken(to) ? palette.error : palette.gain, opacity: 0.3 },
            })),
          },
        ],
      })}
      table={
        <FigureTable
          label={t("sankey")}
          rows={sankey.links}
          rowKey={({ from, to }) => `${from} ${to}`}
          columns={[
            { key: "from", title: t("from"), render: ({ from }) => nameOf(from) },
            { key: "to", title: t("to"), render: ({ to }) => nameOf(to) },
            {
              key: "amount",
              title: `${t("amount")} (${unit})`,
              isFigure: true,
              render: ({ amountFen }) => formatOverviewMoney(amountFen),
            },
          ]}
        />
      }
    />
  );
}
