import { useCallback } from "react";
import { formatOverviewMoney, moneyForChart, overviewUnit } from "../../figures/format-money.ts";
import { formatRate } from "../../figures/format-number.ts";
import { useLanguage, useText } from "../../i18n/language.tsx";
import { ChartPanel } from "../../parts/chart-panel.tsx";
import { chartFrame } from "../../parts/chart-style.ts";
import { FigureTable } from "../../parts/figure-table.tsx";
import { useIsNarrow } from "../../parts/use-is-narrow.ts";
import { chainText } from "./chain-text.ts";
import type { Chain } from "./profile-api.ts";

const roleKeys = {
  self: "roleSelf",
  customer: "roleCustomer",
  supplier: "roleSupplier",
  both: "roleBoth",
} as const;

interface ChainGraphProps {
  readonly chain: Chain;
  /** Told the partner that was picked. */
  readonly onPick: (id: string) => void;
}

/** Suppliers on the left, customers on the right; size and line by what was invoiced. */
export function ChainGraph({ chain, onPick }: ChainGraphProps) {
  const t = useText(chainText);
  const { language } = useLanguage();
  const unit = overviewUnit[language];
  const isNarrow = useIsNarrow();
  const places = placesOf(chain);
  const side = isNarrow ? 84 : 180;
  const pick = useCallback(
    (index: number) => {
      const node = chain.nodes[index];
      if (node !== undefined && node.role !== "self") onPick(node.id);
    },
    [chain, onPick],
  );
  const most = Math.max(1, ...chain.edges.map(({ invoicedFen }) => moneyForChart(invoicedFen)));
  return (
    <ChartPanel
      title={t("graph")}
      note={t("graphNote")}
      height={440}
      isRich
      onPick={pick}
      option={(palette) => ({
        ...chartFrame(palette),
        tooltip: { ...chartFrame(palette).tooltip, trigger: "item" },
        // On plain axes, which keep every dot round at any width.
        grid: { left: side, right: side, top: 24, bottom: 20 },
        xAxis: { type: "value", min: 0, max: width, show: false },
        yAxis: { type: "value", min: 0, max: height, inverse: true, show: false },
        series: [
          {
            type: "graph",
            coordinateSystem: "cartesian2d",
            edgeSymbol: ["none", "arrow"],
            edgeSymbolSize: 6,
            label: { show: true, color: palette.ink, fontSize: 11, width: side - 14, overflow: "truncate" },
            emphasis: { focus: "adjacency" },
            data: chain.nodes.map((node) => ({
              id: node.id,
              name: node.name,
              value: places.get(node.id) ?? [0, 0],
              symbolSize: node.role === "self" ? 34 : 14,
              itemStyle: {
                color:
                  node.id === chain.knockOut?.id
                    ? palette.error
                    : node.role === "self"
                      ? palette.accent
                      : node.role === "supplier"
                        ? palette.loss
                        : palette.gain,
              },
              label: {
                // The own name stands over the lines to both sides.
                ...(node.role === "self" ? { width: isNarrow ? 90 : 220 } : {}),
                position: node.role === "supplier" ? "left" : node.role === "self" ? "top" : "right",
              },
            })),
            links: chain.edges.map(({ from, to, invoicedFen }) => ({
              source: from,
              target: to,
              value: moneyForChart(invoicedFen),
              lineStyle: {
                width: 1 + (7 * moneyForChart(invoicedFen)) / most,
                color: palette.quiet,
                opacity: 0.7,
                curveness: 0.08,
              },
            })),
          },
        ],
      })}
      table={
        <FigureTable
          label={t("graph")}
          isTall
          rows={chain.edges}
          rowKey={({ from, to }) => `${from} ${to}`}
          columns={[
            {
              key: "partner",
              title: t("partner"),
              render: (edge) => <span translate="no">{partnerOf(chain, edge)?.name ?? "—"}</span>,
            },
            {
              key: "role",
              title: t("role"),
              render: (edge) => t(roleKeys[partnerOf(chain, edge)?.role ?? "self"]),
            },
            {
              key: "invoiced",
              title: `${t("invoiced")} (${unit})`,
              isFigure: true,
              render: ({ invoicedFen }) => formatOverviewMoney(invoicedFen),
            },
            {
              key: "paid",
              title: `${t("paid")} (${unit})`,
              isFigure: true,
              render: ({ paidFen }) => formatOverviewMoney(paidFen),
            },
            {
              key: "share",
              title: t("share"),
              isFigure: true,
              render: ({ shareOfSellerPpm, shareOfBuyerPpm }) =>
                formatRate(shareOfSellerPpm ?? shareOfBuyerPpm),
            },
          ]}
        />
      }
    />
  );
}

type Node = Chain["nodes"][number];

function partnerOf(chain: Chain, { from, to }: Chain["edges"][number]): Node | undefined {
  const nodes = [from, to].map((id) => chain.nodes.find((node) => node.id === id));
  return nodes.find((node) => node !== undefined && node.role !== "self");
}

const width = 100;
const height = 60;
const columns = { supplier: 0, self: 50, both: 75, customer: width } as const;

/** Three columns, each spread over the height. */
function placesOf({ nodes }: Chain): ReadonlyMap<string, [number, number]> {
  const places = new Map<string, [number, number]>();
  for (const role of ["supplier", "self", "both", "customer"] as const) {
    const members = nodes.filter((node) => node.role === role);
    for (const [index, { id }] of members.entries()) {
      places.set(id, [columns[role], ((index + 0.5) / members.length) * height]);
    }
  }
  return places;
}
