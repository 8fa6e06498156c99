import { type IndicatorValue, missing, present } from "../definition.ts";
import { changeOf, proportion } from "../operating/estimates.ts";
import { defineFamily, ownChoice, ownReason, words } from "../operating/operating-indicator.ts";
import type { OperatingView } from "../operating/operating-view.ts";
import { sales } from "../orders/order-book-indicators.ts";
import { amountOf, amountsBy, largestOf, placedIn, squaresOf, totalOf } from "../orders/order-sums.ts";
import type { Order } from "../orders/order-view.ts";
import { ratio } from "../ratio.ts";

const common = { window: "365 days to T" } as const;
const daysOfMonth = 365 / 12;
const hhi = {
  kind: "standard",
  citation: "Herfindahl–Hirschman index, US DoJ & FTC Merger Guidelines 2023, §2.1 (here on [0, 1])",
} as const;

/** Who orders, for how long, how much of it one alone; and who supplies. */
export const customerIndicators = defineFamily(
  { group: "customers", layer: "ordersEnergy", streams: ["orders"], source: ownChoice },
  [
    {
      ...common,
      id: "ordering-customers-12m",
      name: words("下单客户数", "Customers with orders"),
      definition: words("近 365 天有销售订单的客户数", "Customers with a sales order in the 365 days to T"),
      formula: "|customers(last 365)|",
      unit: "count",
      range: [1, null],
      expectedDirection: "higherIsBetter",
      compute: (view) => {
        const count = customersOf(recent(view)).size;
        return count === 0 ? missing("noOrders") : present(count);
      },
    },
    {
      ...common,
      id: "order-customer-top1-share-12m",
      name: words("第一大客户订单占比", "Share of the top customer in orders"),
      definition: words(
        "近 365 天销售订单额中最大客户的占比",
        "Share of the largest customer in the sales orders of the 365 days to T",
      ),
      formula: "max over customers of Σ amount / Σ amount",
      unit: "ratio",
      range: [0, 1],
      expectedDirection: "lowerIsBetter",
      compute: (view) => {
        const sums = amountsBy(recent(view), customerOf);
        return ratio(largestOf(sums), totalOf(sums), "noOrders");
      },
    },
    {
      ...common,
      id: "order-customer-hhi-12m",
      name: words("订单客户集中度 HHI", "Customer concentration in orders, HHI"),
      definition: words(
        "近 365 天各客户订单占比的平方和",
        "Sum of the squared shares of the customers in the sales orders of the 365 days to T",
      ),
      formula: "Σ amount² / (Σ amount)²",
      unit: "ratio",
      range: [0, 1],
      source: hhi,
      expectedDirection: "lowerIsBetter",
      compute: (view) => {
        const sums = amountsBy(recent(view), customerOf);
        return ratio(squaresOf(sums), totalOf(sums) ** 2n, "noOrders");
      },
    },
    {
      ...common,
      id: "customer-tenure-months",
      name: words("客户合作时长（加权月数）", "Customer tenure, weighted months"),
      definition: words(
        "近 365 天各客户自首单至截止日的月数，按其订单额加权；受数据起点限制，是下界",
        "Months from each customer's first order to T, weighted by its orders of the 365 days to T; a lower bound, as data begin somewhere",
      ),
      formula: "Σ amount × months since first order / Σ amount",
      unit: "months",
      range: [0, null],
      expectedDirection: "higherIsBetter",
      compute: tenure,
    },
    {
      id: "order-customer-retention-12m",
      name: words("下单客户留存率", "Retention of ordering customers"),
      definition: words(
        "再前 365 天下单的客户中，近 365 天仍下单的比例",
        "Share of the customers that ordered in the 365 days before that ordered again in the 365 days to T",
      ),
      formula: "|customers(last 365) ∩ customers(prior 365)| / |customers(prior 365)|",
      unit: "ratio",
      range: [0, 1],
      window: "730 days to T",
      expectedDirection: "higherIsBetter",
      compute: (view) => {
        const before = customersOf(placedIn(sales(view), view.windows.prior12));
        const now = customersOf(recent(view));
        const kept = [...before].filter((customer) => now.has(customer)).length;
        return proportion(kept, before.size, "noEarlierCustomers");
      },
    },
    {
      ...common,
      id: "new-customer-order-share-12m",
      name: words("新客户订单占比", "Share of new customers in orders"),
      definition: words(
        "近 365 天销售订单额中来自此前从未下单的客户的占比",
        "Share of the sales orders of the 365 days to T of customers never seen before them",
      ),
      formula: "Σ amount(first order in window) / Σ amount",
      unit: "ratio",
      range: [0, 1],
      expectedDirection: "none",
      compute: (view) => {
        const { fromDay } = view.windows.last12;
        const older = customersOf(sales(view).filter(({ placedOn }) => placedOn < fromDay));
        if (older.size === 0) return missing("noEarlierFigure");
        const fresh = recent(view).filter(({ counterparty }) => !older.has(counterparty));
        return ratio(amountOf(fresh), amountOf(recent(view)), "noOrders");
      },
    },
    {
      id: "lost-customer-share-182d",
      name: words("流失客户占比", "Share of lost customers"),
      definition: words(
        "近 182 天没有下单的客户在此前 365 天订单额中的占比",
        "Share, in the orders of the 365 days before the last 182, of customers that ordered nothing in those 182",
      ),
      formula: "Σ amount[T−546…T−182](no order since) / Σ amount[T−546…T−182]",
      unit: "ratio",
      range: [0, 1],
      window: "730 days to T",
      expectedDirection: "lowerIsBetter",
      compute: (view) => {
        const { fromDay } = view.windows.last6;
        const before = placedIn(sales(view), { fromDay: fromDay - 365, toDay: fromDay - 1 });
        const now = customersOf(placedIn(sales(view), view.windows.last6));
        return ratio(
          amountOf(before.filter(({ counterparty }) => !now.has(counterparty))),
          amountOf(before),
          "noEarlierCustomers",
        );
      },
    },
    {
      id: "top-customer-change-lunar-182d",
      name: words("第一大客户订单同比（农历）", "Orders of the top customer on the year before (lunar)"),
      definition: words(
        "上一农历年同期 182 天订单额最大的客户，其近 182 天订单额的变化",
        "Of the customer that ordered most in the 182 days that end as far from the new year before: change of its orders in the 182 days to T",
      ),
      formula: "Σ amount(c)[T−181…T] / Σ amount(c)[L−181…L] − 1, c = largest of [L−181…L]",
      unit: "ratio",
      range: [-1, null],
      window: "182 days to T and to L",
      source: ownReason("losing the core customer comes before losing sales"),
      expectedDirection: "higherIsBetter",
      compute: topCustomerChange,
    },
    {
      ...common,
      id: "ordering-suppliers-12m",
      name: words("采购供应商数", "Suppliers with orders"),
      definition: words(
        "近 365 天有采购订单的供应商数",
        "Suppliers with a purchase order in the 365 days to T",
      ),
      formula: "|suppliers(last 365)|",
      unit: "count",
      range: [1, null],
      expectedDirection: "higherIsBetter",
      compute: (view) => {
        const count = customersOf(placedIn(view.orders().purchases(), view.windows.last12)).size;
        return count === 0 ? missing("noPurchaseOrders") : present(count);
      },
    },
    {
      ...common,
      id: "order-supplier-top1-share-12m",
      name: words("第一大供应商采购占比", "Share of the top supplier in orders"),
      definition: words(
        "近 365 天采购订单额中最大供应商的占比",
        "Share of the largest supplier in the purchase orders of the 365 days to T",
      ),
      formula: "max over suppliers of Σ amount / Σ amount",
      unit: "ratio",
      range: [0, 1],
      expectedDirection: "lowerIsBetter",
      compute: (view) => {
        const sums = amountsBy(placedIn(view.orders().purchases(), view.windows.last12), customerOf);
        return ratio(largestOf(sums), totalOf(sums), "noPurchaseOrders");
      },
    },
  ],
);

function recent(view: OperatingView): readonly Order[] {
  return placedIn(sales(view), view.windows.last12);
}

function customerOf({ counterparty }: Order): string {
  return counterparty;
}

function customersOf(orders: readonly Order[]): ReadonlySet<string> {
  return new Set(orders.map(customerOf));
}

function tenure(view: OperatingView): IndicatorValue {
  const first = new Map<string, number>();
  for (const { counterparty, placedOn } of sales(view)) {
    if (!first.has(counterparty)) first.set(counterparty, placedOn);
  }
  let weighted = 0n;
  let total = 0n;
  for (const [customer, amountFen] of amountsBy(recent(view), customerOf)) {
    weighted += amountFen * BigInt(view.lastDay - (first.get(customer) ?? view.lastDay));
    total += amountFen;
  }
  if (total <= 0n) return missing("noOrders");
  return present(Number(weighted) / Number(total) / daysOfMonth);
}

function topCustomerChange(view: OperatingView): IndicatorValue {
  const { last6, prior6 } = view.windows;
  if (prior6 === null) return missing("calendarUnknown");
  const before = amountsBy(placedIn(sales(view), prior6), customerOf);
  const top = [...before].reduce<readonly [string, bigint] | null>(
    (largest, entry) => (largest === null || entry[1] > largest[1] ? entry : largest),
    null,
  );
  if (top === null) return missing("noEarlierCustomers");
  const now = amountsBy(placedIn(sales(view), last6), customerOf);
  return changeOf(now.get(top[0]) ?? 0n, top[1], "noEarlierCustomers");
}
