import { type IndicatorValue, missing, present } from "../definition.ts";
import { medianEstimate } from "../operating/estimates.ts";
import { defineFamily, ownChoice, ownReason, words } from "../operating/operating-indicator.ts";
import type { OperatingView } from "../operating/operating-view.ts";
import { sales } from "../orders/order-book-indicators.ts";
import { amountOf, amountsBy, largestOf, placedIn, squaresOf, totalOf } from "../orders/order-sums.ts";
import type { Order } from "../orders/order-view.ts";
import { ratio } from "../ratio.ts";

const common = { window: "365 days to T" } as const;

/** What is ordered, how mixed, how new, and at what price. */
export const productIndicators = defineFamily(
  { group: "products", layer: "ordersEnergy", streams: ["orders"], source: ownChoice },
  [
    {
      ...common,
      id: "product-count-12m",
      name: words("产品种类数", "Products ordered"),
      definition: words(
        "近 365 天销售订单中的产品种类数",
        "Different items in the sales orders of the 365 days to T",
      ),
      formula: "|items(last 365)|",
      unit: "count",
      range: [1, null],
      expectedDirection: "none",
      compute: (view) => {
        const count = new Set(recent(view).map(itemOf)).size;
        return count === 0 ? missing("noOrders") : present(count);
      },
    },
    {
      ...common,
      id: "product-top1-share-12m",
      name: words("第一大产品占比", "Share of the top product"),
      definition: words(
        "近 365 天销售订单额中最大产品的占比",
        "Share of the largest item in the sales orders of the 365 days to T",
      ),
      formula: "max over items of Σ amount / Σ amount",
      unit: "ratio",
      range: [0, 1],
      expectedDirection: "none",
      compute: (view) => {
        const sums = amountsBy(recent(view), itemOf);
        return ratio(largestOf(sums), totalOf(sums), "noOrders");
      },
    },
    {
      ...common,
      id: "product-hhi-12m",
      name: words("产品集中度 HHI", "Product concentration, HHI"),
      definition: words(
        "近 365 天各产品订单占比的平方和",
        "Sum of the squared shares of the items in the sales orders of the 365 days to T",
      ),
      formula: "Σ amount² / (Σ amount)²",
      unit: "ratio",
      range: [0, 1],
      expectedDirection: "lowerIsBetter",
      compute: (view) => {
        const sums = amountsBy(recent(view), itemOf);
        return ratio(squaresOf(sums), totalOf(sums) ** 2n, "noOrders");
      },
    },
    {
      ...common,
      id: "new-product-order-share-12m",
      name: words("新产品订单占比", "Share of new products in orders"),
      definition: words(
        "近 365 天销售订单额中此前从未出现的产品的占比",
        "Share of the sales orders of the 365 days to T of items never ordered before them",
      ),
      formula: "Σ amount(item first ordered in window) / Σ amount",
      unit: "ratio",
      range: [0, 1],
      expectedDirection: "none",
      compute: (view) => {
        const { fromDay } = view.windows.last12;
        const older = new Set(
          sales(view)
            .filter(({ placedOn }) => placedOn < fromDay)
            .map(itemOf),
        );
        if (older.size === 0) return missing("noEarlierFigure");
        const fresh = recent(view).filter(({ item }) => !older.has(item));
        return ratio(amountOf(fresh), amountOf(recent(view)), "noOrders");
      },
    },
    {
      id: "sales-price-change-182d",
      name: words("售价变化", "Change of sales prices"),
      definition: words(
        "同一产品近 182 天与再前 182 天订单均价的对数变化的中位数",
        "Median over items of the log change of the mean order price between the last 182 days and the 182 before",
      ),
      formula: "median over items of ln(price[T−181…T] / price[T−363…T−182])",
      unit: "log ratio",
      range: [null, null],
      window: "365 days to T",
      expectedDirection: "higherIsBetter",
      compute: (view) => priceChange(view, sales(view)),
    },
    {
      id: "purchase-price-change-182d",
      name: words("采购价变化", "Change of purchase prices"),
      definition: words(
        "同一物料近 182 天与再前 182 天采购均价的对数变化的中位数",
        "Median over materials of the log change of the mean purchase price between the last 182 days and the 182 before",
      ),
      formula: "median over items of ln(price[T−181…T] / price[T−363…T−182])",
      unit: "log ratio",
      range: [null, null],
      window: "365 days to T",
      expectedDirection: "lowerIsBetter",
      compute: (view) => {
        const purchases = view.orders().purchases();
        return purchases.length === 0 ? missing("noPurchaseOrders") : priceChange(view, purchases);
      },
    },
    {
      id: "price-cost-gap-182d",
      name: words("购销价差变化（剪刀差）", "Sales prices less purchase prices, change"),
      definition: words(
        "售价变化 − 采购价变化；负数为利润受挤压",
        "Change of sales prices less change of purchase prices; negative squeezes the margin",
      ),
      formula: "sales-price-change-182d − purchase-price-change-182d",
      unit: "log ratio",
      range: [null, null],
      window: "365 days to T",
      source: ownReason("margins are squeezed at the prices before they are at the accounts"),
      expectedDirection: "higherIsBetter",
      compute: (view) => {
        const sold = priceChange(view, sales(view));
        const bought = priceChange(view, view.orders().purchases());
        if (sold.value === null) return sold;
        if (bought.value === null) return missing("noPurchaseOrders");
        return present(
          sold.value - bought.value,
          Math.hypot(sold.standardError ?? 0, bought.standardError ?? 0),
        );
      },
    },
  ],
);

function recent(view: OperatingView): readonly Order[] {
  return placedIn(sales(view), view.windows.last12);
}

function itemOf({ item }: Order): string {
  return item;
}

function priceChange(view: OperatingView, orders: readonly Order[]): IndicatorValue {
  const { fromDay } = view.windows.last6;
  const before = pricesOf(placedIn(orders, { fromDay: fromDay - 182, toDay: fromDay - 1 }));
  const now = pricesOf(placedIn(orders, view.windows.last6));
  const changes = [...now].flatMap(([item, price]) => {
    const earlier = before.get(item);
    return earlier === undefined ? [] : [Math.log(price / earlier)];
  });
  return medianEstimate(changes, "noEarlierFigure");
}

/** Mean price of each item; items without a positive price are left out. */
function pricesOf(orders: readonly Order[]): ReadonlyMap<string, number> {
  const sums = new Map<string, { amountFen: bigint; quantityMilli: number }>();
  for (const { item, amountFen, quantityMilli, state } of orders) {
    if (state === "cancelled") continue;
    const sum = sums.get(item) ?? { amountFen: 0n, quantityMilli: 0 };
    sums.set(item, {
      amountFen: sum.amountFen + amountFen,
      quantityMilli: sum.quantityMilli + quantityMilli,
    });
  }
  return new Map(
    [...sums].flatMap(([item, { amountFen, quantityMilli }]) =>
      amountFen > 0n && quantityMilli > 0 ? [[item, Number(amountFen) / quantityMilli] as const] : [],
    ),
  );
}
