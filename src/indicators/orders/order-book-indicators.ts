import { type IndicatorValue, missing } from "../definition.ts";
import { changeOf, medianEstimate, proportion, variationEstimate } from "../operating/estimates.ts";
import { defineFamily, ownChoice, ownReason, words } from "../operating/operating-indicator.ts";
import type { OperatingView } from "../operating/operating-view.ts";
import { log10Yuan, ratio } from "../ratio.ts";
import type { DayWindow } from "../windows.ts";
import { amountOf, placedIn } from "./order-sums.ts";
import type { Order } from "./order-view.ts";

const lunar = ownReason("windows at equal distance from the Chinese new year, after X-13ARIMA-SEATS genhol");
const fewestOrders = 5;

/** Orders that come in, stand open, and go again (订单). */
export const orderBookIndicators = defineFamily(
  { group: "orders", layer: "ordersEnergy", streams: ["orders"], source: ownChoice },
  [
    {
      id: "sales-orders-log-91d",
      name: words("近 91 天新订单额（对数）", "New sales orders of 91 days, log"),
      definition: words(
        "截止日前 91 天新增销售订单金额的常用对数",
        "Common logarithm of the sales orders placed in the 91 days to T",
      ),
      formula: "log10(Σ order amount[T−90…T] / 1 CNY)",
      unit: "log10 CNY",
      range: [null, null],
      window: "91 days to T",
      expectedDirection: "higherIsBetter",
      compute: (view) => log10Yuan(amountOf(placedIn(sales(view), view.windows.last3)), "noOrders"),
    },
    {
      id: "sales-orders-change-lunar-91d",
      name: words("新订单同比（农历）", "New sales orders on the year before (lunar)"),
      definition: words(
        "截止日前 91 天新增销售订单额与上一农历年同期相比的变化",
        "Sales orders placed in the 91 days to T against the 91 days that end as far from the new year before, minus 1",
      ),
      formula: "Σ order amount[T−90…T] / Σ order amount[L−90…L] − 1",
      unit: "ratio",
      range: [-1, null],
      window: "91 days to T and to L",
      source: lunar,
      expectedDirection: "higherIsBetter",
      compute: (view) => lunarChange(view, sales(view), view.windows.last3, view.windows.prior3),
    },
    {
      id: "sales-orders-change-lunar-182d",
      name: words("新订单同比（农历，182 天）", "New sales orders on the year before (lunar, 182 days)"),
      definition: words(
        "截止日前 182 天新增销售订单额与上一农历年同期相比的变化",
        "Sales orders placed in the 182 days to T against the 182 days that end as far from the new year before, minus 1",
      ),
      formula: "Σ order amount[T−181…T] / Σ order amount[L−181…L] − 1",
      unit: "ratio",
      range: [-1, null],
      window: "182 days to T and to L",
      source: lunar,
      expectedDirection: "higherIsBetter",
      compute: (view) => lunarChange(view, sales(view), view.windows.last6, view.windows.prior6),
    },
    {
      id: "orders-a-month-12m",
      name: words("月均新订单数", "New sales orders a month"),
      definition: words(
        "截止日前 365 天新增销售订单数 ÷ 12",
        "Sales orders placed in the 365 days to T, over 12",
      ),
      formula: "|orders[T−364…T]| / 12",
      unit: "count",
      range: [0, null],
      window: "365 days to T",
      expectedDirection: "higherIsBetter",
      compute: (view) => ratio(placedIn(sales(view), view.windows.last12).length, 12, "noOrders"),
    },
    {
      id: "open-orders-log",
      name: words("在手订单额（对数）", "Open sales orders, log"),
      definition: words(
        "截止日未完成、未取消的销售订单金额的常用对数",
        "Common logarithm of the sales orders that stand open at T",
      ),
      formula: "log10(Σ amount of open orders / 1 CNY)",
      unit: "log10 CNY",
      range: [null, null],
      window: "at T",
      expectedDirection: "higherIsBetter",
      compute: (view) => log10Yuan(amountOf(open(view)), "noOrders"),
    },
    {
      id: "order-cover-months",
      name: words("订单覆盖（月）", "Order cover in months"),
      definition: words(
        "在手订单额 ÷ 月产能；月产能取近 12 个月中完成订单额最高的三个月的平均",
        "Open sales orders over monthly capacity: the mean of the three best months of completed orders of the last twelve",
      ),
      formula: "Σ open / mean of the three largest monthly Σ completed",
      unit: "months",
      range: [0, null],
      window: "365 days to T",
      source: ownReason(
        "订单覆盖 = open orders ÷ monthly capacity, with capacity as shown by the best months",
      ),
      expectedDirection: "higherIsBetter",
      compute: orderCover,
    },
    {
      id: "overdue-open-order-share",
      name: words("在手订单逾期占比", "Share of open orders past due"),
      definition: words(
        "交期已过的在手订单额 ÷ 有交期的在手订单额",
        "Open sales orders past their due day over those with a due day",
      ),
      formula: "Σ open(due < T) / Σ open(due known)",
      unit: "ratio",
      range: [0, 1],
      window: "at T",
      expectedDirection: "lowerIsBetter",
      compute: (view) => {
        const dated = open(view).filter(({ dueDay }) => dueDay !== null);
        const late = dated.filter(({ dueDay }) => (dueDay ?? view.lastDay) < view.lastDay);
        return ratio(amountOf(late), amountOf(dated), "noFigure");
      },
    },
    {
      id: "order-cancel-rate-182d",
      name: words("订单取消率", "Order cancellation rate"),
      definition: words(
        "近 182 天取消的销售订单额 ÷（取消 + 完成）的订单额",
        "Sales orders cancelled in the 182 days to T over those cancelled or completed in them, by amount",
      ),
      formula: "Σ cancelled / Σ (cancelled + completed)",
      unit: "ratio",
      range: [0, 1],
      window: "182 days to T",
      expectedDirection: "lowerIsBetter",
      compute: (view) => {
        const closed = closedIn(sales(view), view.windows.last6);
        return ratio(
          amountOf(closed.filter(({ state }) => state === "cancelled")),
          amountOf(closed),
          "noOrders",
        );
      },
    },
    {
      id: "order-change-rate-182d",
      name: words("订单变更率", "Order change rate"),
      definition: words(
        "近 182 天新增销售订单中被变更过的比例",
        "Share of the sales orders placed in the 182 days to T that were changed",
      ),
      formula: "|orders with a change| / |orders|",
      unit: "ratio",
      range: [0, 1],
      window: "182 days to T",
      expectedDirection: "lowerIsBetter",
      compute: (view) => {
        const placed = placedIn(sales(view), view.windows.last6);
        return proportion(placed.filter(({ changes }) => changes > 0).length, placed.length, "noOrders");
      },
    },
    {
      id: "order-fulfilment-12m",
      name: words("合同履约率", "Contract fulfilment"),
      definition: words(
        "近 365 天结束的销售订单中完成（而非取消）的比例，按件数",
        "Share of the sales orders closed in the 365 days to T that were completed and not cancelled, by number",
      ),
      formula: "|completed| / |completed + cancelled|",
      unit: "ratio",
      range: [0, 1],
      window: "365 days to T",
      source: {
        kind: "paper",
        citation:
          "Sustainability 2021, 13(10): 5714 (contract enforcement ratio as a predictor of SME credit risk); definition is our own choice",
      },
      expectedDirection: "higherIsBetter",
      compute: (view) => {
        const closed = closedIn(sales(view), view.windows.last12);
        return proportion(
          closed.filter(({ state }) => state === "completed").length,
          closed.length,
          "noOrders",
        );
      },
    },
    {
      id: "order-lead-days-182d",
      name: words("订单交期（中位天数）", "Lead time agreed, median days"),
      definition: words(
        "近 182 天新增销售订单从下单到约定交期的天数的中位数",
        "Median days from placing to due day, of the sales orders placed in the 182 days to T",
      ),
      formula: "median(due − placed)",
      unit: "days",
      range: [null, null],
      window: "182 days to T",
      expectedDirection: "none",
      compute: (view) =>
        medianEstimate(
          placedIn(sales(view), view.windows.last6).flatMap(({ dueDay, placedOn }) =>
            dueDay === null ? [] : [dueDay - placedOn],
          ),
          "noFigure",
        ),
    },
    {
      id: "order-size-log-12m",
      name: words("订单规模（中位数，对数）", "Order size, median, log"),
      definition: words(
        "近 365 天新增销售订单金额的中位数的常用对数",
        "Common logarithm of the median sales order placed in the 365 days to T",
      ),
      formula: "log10(median order amount / 1 CNY)",
      unit: "log10 CNY",
      range: [null, null],
      window: "365 days to T",
      expectedDirection: "none",
      compute: (view) => {
        const sizes = sizesOf(placedIn(sales(view), view.windows.last12));
        const size = medianEstimate(sizes, "noOrders");
        return size.value === null ? size : log10Yuan(size.value * 100, "noOrders");
      },
    },
    {
      id: "order-size-volatility-12m",
      name: words("订单规模波动系数", "Volatility of order sizes"),
      definition: words(
        "近 365 天新增销售订单金额的变异系数，至少 5 单",
        "Coefficient of variation of the sales orders placed in the 365 days to T, from five on",
      ),
      formula: "sd(order amount) / mean(order amount)",
      unit: "ratio",
      range: [0, null],
      window: "365 days to T",
      expectedDirection: "none",
      compute: (view) =>
        variationEstimate(sizesOf(placedIn(sales(view), view.windows.last12)), fewestOrders, {
          tooFew: "tooFewCases",
          notPositive: "nonPositiveAmount",
        }),
    },
  ],
);

/** Sales orders of an enterprise. */
export function sales(view: OperatingView): readonly Order[] {
  return view.orders().sales();
}

/** Orders of which the change against a lunar year before is meant: they must reach back so far. */
export function lunarChange(
  view: OperatingView,
  orders: readonly Order[],
  recent: DayWindow,
  prior: DayWindow | null,
): IndicatorValue {
  if (prior === null) return missing("calendarUnknown");
  const first = orders[0]?.placedOn ?? view.lastDay;
  if (first > prior.fromDay + 31) return missing("noEarlierFigure");
  return changeOf(amountOf(placedIn(orders, recent)), amountOf(placedIn(orders, prior)), "noEarlierFigure");
}

/** Orders completed or cancelled within a window. */
export function closedIn(orders: readonly Order[], { fromDay, toDay }: DayWindow): readonly Order[] {
  return orders.filter(({ closedOn }) => closedOn !== null && closedOn >= fromDay && closedOn <= toDay);
}

function open(view: OperatingView): readonly Order[] {
  return sales(view).filter(({ state }) => state === "open");
}

function orderCover(view: OperatingView): IndicatorValue {
  const months: bigint[] = Array.from({ length: 12 }, () => 0n);
  for (const { state, closedOn, amountFen } of closedIn(sales(view), view.windows.last12)) {
    if (state !== "completed" || closedOn === null) continue;
    // Twelve stretches of 30 days and a rest of five, which belongs to the oldest.
    const month = Math.min(11, Math.floor((view.lastDay - closedOn) / 30));
    months[month] = (months[month] ?? 0n) + amountFen;
  }
  months.sort((left, right) => (left > right ? -1 : left < right ? 1 : 0));
  const best = (months[0] ?? 0n) + (months[1] ?? 0n) + (months[2] ?? 0n);
  return ratio(amountOf(open(view)) * 3n, best, "noEarlierFigure");
}

function sizesOf(orders: readonly Order[]): number[] {
  return orders.flatMap(({ amountFen }) => (amountFen > 0n ? [Number(amountFen) / 100] : []));
}
