import type { GoodsMovement, StockRow } from "#operations";
import { type IndicatorValue, missing, present } from "../definition.ts";
import { rowsOfWindow } from "../operating/day-range.ts";
import { operatingParameters } from "../operating/operating-parameters.ts";
import { defineFamily, iso22400, ownChoice, ownReason, words } from "../operating/operating-indicator.ts";
import type { OperatingView } from "../operating/operating-view.ts";
import { ratio } from "../ratio.ts";
import { sumTrade } from "../trade-view.ts";
import type { DayWindow } from "../windows.ts";
import { type Stage, stockAt, stockCounts } from "./stock-counts.ts";

const yearDays = 365;
const stages = [
  { stage: "raw", id: "raw-stock-days", zh: "原材料", en: "Raw material", by: "purchases" },
  { stage: "wip", id: "wip-stock-days", zh: "在产品", en: "Work in progress", by: "sales" },
  { stage: "finished", id: "finished-stock-days", zh: "产成品", en: "Finished goods", by: "sales" },
] as const;

/** What lies in the store, how fast it turns, and whether the counts add up (存货). */
export const stockIndicators = defineFamily(
  { group: "stock", layer: "ordersEnergy", streams: ["stock"], source: ownChoice },
  [
    ...stages.map(
      ({ stage, id, zh, en, by }) =>
        ({
          id,
          streams: ["stock", "invoices"],
          name: words(`${zh}库存天数`, `${en}, days of stock`),
          definition: words(
            `截止日最近一次盘点的${zh}金额 ÷ 近 365 天日均不含税${by === "sales" ? "销售额" : "采购额"}`,
            `${en} by the last count over the daily net ${by} of the 365 days to T`,
          ),
          formula: `stock / (Σ net ${by}[T−364…T] / 365)`,
          unit: "days",
          range: [0, null],
          window: "365 days to T",
          source: ownReason("days of sales instead of cost of sales, which invoices do not state"),
          expectedDirection: "lowerIsBetter",
          compute: (view: OperatingView) => stockDays(view, stage, by),
        }) as const,
    ),
    {
      id: "inventory-turns-12m",
      streams: ["stock", "invoices"],
      name: words("存货周转率", "Inventory turns"),
      definition: words(
        "近 365 天不含税采购额与销售额的平均 ÷ 各次盘点存货总额的平均",
        "Mean of the net purchases and net sales of the 365 days to T over the mean stock of the counts in them",
      ),
      formula: "(Σ net purchases + Σ net sales) / 2 / mean stock",
      unit: "ratio",
      range: [0, null],
      window: "365 days to T",
      source: iso22400(
        "inventory turns; throughput stands between purchases and sales, as invoices state no cost",
      ),
      expectedDirection: "higherIsBetter",
      compute: turns,
    },
    {
      id: "finished-stock-change-182d",
      name: words("产成品库存变化（半年）", "Change of finished goods, half a year"),
      definition: words(
        "截止日最近一次盘点的产成品金额与 182 天前相比的变化",
        "Finished goods by the last count against those of 182 days before, minus 1",
      ),
      formula: "finished(T) / finished(T − 182) − 1",
      unit: "ratio",
      range: [-1, null],
      window: "182 days to T",
      source: ownReason("goods that nobody fetches come before sales that nobody pays"),
      expectedDirection: "lowerIsBetter",
      compute: ({ facts, lastDay }) => {
        const now = stockAt(facts.stock, "finished", lastDay);
        const before = stockAt(facts.stock, "finished", lastDay - 182);
        if (now === null) return missing("noStock");
        if (before === null || before.amountFen <= 0n) return missing("noEarlierFigure");
        return present(Number(now.amountFen - before.amountFen) / Number(before.amountFen));
      },
    },
    {
      id: "finished-stock-share",
      name: words("产成品占存货比", "Share of finished goods in stock"),
      definition: words(
        "最近一次盘点：产成品金额 ÷ 存货总额",
        "Finished goods over all stock by the last counts",
      ),
      formula: "finished / (raw + wip + finished)",
      unit: "ratio",
      range: [0, 1],
      window: "at T",
      source: iso22400("finished goods ratio is by consumption; this is by stock, our own choice"),
      expectedDirection: "none",
      compute: ({ facts, lastDay }) => {
        const total = (["raw", "wip", "finished"] as const).reduce(
          (sum, stage) => sum + (stockAt(facts.stock, stage, lastDay)?.amountFen ?? 0n),
          0n,
        );
        return ratio(stockAt(facts.stock, "finished", lastDay)?.amountFen ?? 0n, total, "noFigure");
      },
    },
    {
      id: "slow-stock-share",
      streams: ["stock", "movements"],
      name: words("呆滞产成品占比", "Share of slow-moving finished goods"),
      definition: words(
        "近 182 天没有出库的产成品在最近一次盘点金额中的占比",
        "Share, in the last count of finished goods, of items without a delivery in the 182 days to T",
      ),
      formula: "Σ finished(no delivery in 182 d) / Σ finished",
      unit: "ratio",
      range: [0, 1],
      window: "182 days to T",
      expectedDirection: "lowerIsBetter",
      compute: slowShare,
    },
    {
      id: "production-to-sales-91d",
      streams: ["movements"],
      name: words("产销率", "Goods delivered to goods made"),
      definition: words(
        "近 91 天交付数量（减退货）÷ 完工入库数量",
        "Quantity delivered, less returned, over quantity received from production in the 91 days to T",
      ),
      formula: "Σ (delivered − returned) / Σ received from production",
      unit: "ratio",
      range: [null, null],
      window: "91 days to T",
      source: { kind: "practice", citation: "产销率 of the National Bureau of Statistics, by quantity" },
      expectedDirection: "higherIsBetter",
      compute: ({ facts, windows }) => {
        const moved = quantities(facts.movements, windows.last3);
        return ratio(moved.delivery - moved.return, moved.productionReceipt, "noMovements");
      },
    },
    {
      id: "stock-roll-forward-gap-91d",
      streams: ["stock", "movements"],
      name: words("产成品账实差率", "Roll-forward gap of finished goods"),
      definition: words(
        "期初盘点 + 入库 − 出库 + 退货 − 期末盘点，取绝对值 ÷（期初 + 入库）",
        "Absolute value of first count + receipts − deliveries + returns − last count, over first count + receipts; between the two counts furthest apart in the 91 days to T",
      ),
      formula: "|opening + received − delivered + returned − closing| / (opening + received)",
      unit: "ratio",
      range: [0, null],
      window: "91 days to T",
      source: ownReason("production data balance when the stock does"),
      expectedDirection: "lowerIsBetter",
      compute: rollForwardGap,
    },
  ],
);

function stockDays(view: OperatingView, stage: Stage, by: "sales" | "purchases"): IndicatorValue {
  const stock = stockAt(view.facts.stock, stage, view.lastDay);
  if (stock === null) return missing("noStock");
  if (!stock.isValued) return missing("noFigure");
  const { netFen } = sumTrade(view.trade()[by], view.windows.last12);
  return ratio(
    stock.amountFen * BigInt(yearDays),
    netFen,
    by === "sales" ? "nonPositiveSales" : "nonPositivePurchases",
  );
}

function turns(view: OperatingView): IndicatorValue {
  const counts = stockCounts(rowsOfWindow(view.facts.stock, dayOf, view.windows.last12));
  if (counts.length === 0) return missing("noStock");
  const total = counts.reduce((sum, { amountFen }) => sum + amountFen, 0n);
  const sold = sumTrade(view.trade().sales, view.windows.last12).netFen;
  const bought = sumTrade(view.trade().purchases, view.windows.last12).netFen;
  if (sold + bought <= 0n) return missing("nonPositiveSales");
  return ratio((sold + bought) * BigInt(counts.length), total * 2n, "noFigure");
}

function slowShare({ facts, lastDay }: OperatingView): IndicatorValue {
  const stock = stockAt(facts.stock, "finished", lastDay);
  if (stock === null) return missing("noStock");
  const days = operatingParameters.slowStockDays.value;
  const window = { fromDay: lastDay - days + 1, toDay: lastDay };
  const moved = new Set(
    rowsOfWindow(facts.movements, ({ onDay }) => onDay, window).flatMap(({ kind, item }) =>
      kind === "delivery" ? [item] : [],
    ),
  );
  const slow = stock.rows.reduce(
    (sum, { item, amountFen }) => (moved.has(item) ? sum : sum + (amountFen ?? 0n)),
    0n,
  );
  return ratio(slow, stock.amountFen, "noFigure");
}

function rollForwardGap({ facts, windows }: OperatingView): IndicatorValue {
  const rows = rowsOfWindow(facts.stock, dayOf, windows.last3).filter(({ stage }) => stage === "finished");
  const first = rows[0]?.onDay;
  const last = rows.at(-1)?.onDay;
  if (first === undefined || last === undefined || first === last) return missing("tooFewCases");
  const counted = (day: number) =>
    rows.reduce((sum, { onDay, quantityMilli }) => (onDay === day ? sum + quantityMilli : sum), 0);
  const moved = quantities(facts.movements, { fromDay: first + 1, toDay: last });
  const available = counted(first) + moved.productionReceipt;
  const gap = Math.abs(available - moved.delivery + moved.return - counted(last));
  return ratio(gap, available, "noFigure");
}

function quantities(
  movements: readonly GoodsMovement[],
  window: DayWindow,
): Record<GoodsMovement["kind"], number> {
  const sums = { goodsReceipt: 0, materialIssue: 0, productionReceipt: 0, delivery: 0, return: 0 };
  for (const { kind, quantityMilli } of rowsOfWindow(movements, ({ onDay }) => onDay, window)) {
    sums[kind] += quantityMilli;
  }
  return sums;
}

function dayOf({ onDay }: StockRow): number {
  return onDay;
}
