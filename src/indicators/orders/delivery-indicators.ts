import { missing } from "../definition.ts";
import { rowsOfWindow } from "../operating/day-range.ts";
import { medianEstimate, proportion } from "../operating/estimates.ts";
import { defineFamily, ownChoice, ownReason, words } from "../operating/operating-indicator.ts";
import { log10Yuan, ratio } from "../ratio.ts";
import { closedIn, lunarChange, sales } from "./order-book-indicators.ts";
import { amountOf, placedIn } from "./order-sums.ts";

/** Whether orders are delivered as agreed, and what is bought for them. */
export const deliveryIndicators = defineFamily(
  { group: "orders", layer: "ordersEnergy", streams: ["orders"], source: ownChoice },
  [
    {
      id: "on-time-delivery-182d",
      name: words("准时交付率", "On-time delivery"),
      definition: words(
        "近 182 天到期的销售订单中，在交期当日或之前完成的比例；取消的不计",
        "Share of the sales orders due in the 182 days to T that were completed by their due day; cancelled ones are left out",
      ),
      formula: "|{due in window: completed ≤ due}| / |{due in window, not cancelled}|",
      unit: "ratio",
      range: [0, 1],
      window: "182 days to T",
      source: {
        kind: "practice",
        citation: "SCOR, delivery performance to customer commit date; by orders, not lines",
      },
      expectedDirection: "higherIsBetter",
      compute: (view) => {
        const { fromDay, toDay } = view.windows.last6;
        const due = sales(view).filter(
          ({ dueDay, state }) =>
            dueDay !== null && dueDay >= fromDay && dueDay < toDay && state !== "cancelled",
        );
        const kept = due.filter(
          ({ state, closedOn, dueDay }) =>
            state === "completed" && (closedOn ?? toDay) <= (dueDay ?? fromDay),
        );
        return proportion(kept.length, due.length, "noFigure");
      },
    },
    {
      id: "delivery-delay-days-182d",
      name: words("交付偏差（中位天数）", "Delivery against due day, median days"),
      definition: words(
        "近 182 天完成的销售订单的完成日减交期的中位数；正数为延迟",
        "Median of completion less due day of the sales orders completed in the 182 days to T; positive is late",
      ),
      formula: "median(completed − due)",
      unit: "days",
      range: [null, null],
      window: "182 days to T",
      expectedDirection: "lowerIsBetter",
      compute: (view) =>
        medianEstimate(
          closedIn(sales(view), view.windows.last6).flatMap(({ state, closedOn, dueDay }) =>
            state === "completed" && closedOn !== null && dueDay !== null ? [closedOn - dueDay] : [],
          ),
          "noFigure",
        ),
    },
    {
      id: "order-cycle-days-182d",
      name: words("订单周期（中位天数）", "Order cycle, median days"),
      definition: words(
        "近 182 天完成的销售订单从下单到完成的天数的中位数",
        "Median days from placing to completion of the sales orders completed in the 182 days to T",
      ),
      formula: "median(completed − placed)",
      unit: "days",
      range: [0, null],
      window: "182 days to T",
      expectedDirection: "lowerIsBetter",
      compute: (view) =>
        medianEstimate(
          closedIn(sales(view), view.windows.last6).flatMap(({ state, closedOn, placedOn }) =>
            state === "completed" && closedOn !== null ? [closedOn - placedOn] : [],
          ),
          "noOrders",
        ),
    },
    {
      id: "return-rate-12m",
      streams: ["movements"],
      name: words("退货率", "Return rate"),
      definition: words(
        "近 365 天退货数量 ÷ 交付数量",
        "Quantity returned over quantity delivered in the 365 days to T",
      ),
      formula: "Σ returned / Σ delivered",
      unit: "ratio",
      range: [0, null],
      window: "365 days to T",
      expectedDirection: "lowerIsBetter",
      compute: ({ facts, windows }) => {
        let [returned, delivered] = [0, 0];
        for (const { kind, quantityMilli } of rowsOfWindow(
          facts.movements,
          ({ onDay }) => onDay,
          windows.last12,
        )) {
          if (kind === "return") returned += quantityMilli;
          if (kind === "delivery") delivered += quantityMilli;
        }
        return ratio(returned, delivered, "noMovements");
      },
    },
    {
      id: "purchase-orders-log-91d",
      name: words("近 91 天原材料采购订单额（对数）", "Purchase orders of 91 days, log"),
      definition: words(
        "截止日前 91 天新增采购订单金额的常用对数",
        "Common logarithm of the purchase orders placed in the 91 days to T",
      ),
      formula: "log10(Σ purchase order amount[T−90…T] / 1 CNY)",
      unit: "log10 CNY",
      range: [null, null],
      window: "91 days to T",
      expectedDirection: "higherIsBetter",
      compute: (view) =>
        log10Yuan(amountOf(placedIn(view.orders().purchases(), view.windows.last3)), "noPurchaseOrders"),
    },
    {
      id: "purchase-orders-change-lunar-91d",
      name: words("采购订单同比（农历）", "Purchase orders on the year before (lunar)"),
      definition: words(
        "截止日前 91 天新增采购订单额与上一农历年同期相比的变化",
        "Purchase orders placed in the 91 days to T against the 91 days that end as far from the new year before, minus 1",
      ),
      formula: "Σ purchase orders[T−90…T] / Σ purchase orders[L−90…L] − 1",
      unit: "ratio",
      range: [-1, null],
      window: "91 days to T and to L",
      source: ownReason("windows at equal distance from the Chinese new year, after X-13ARIMA-SEATS genhol"),
      expectedDirection: "higherIsBetter",
      compute: (view) => {
        const purchases = view.orders().purchases();
        if (purchases.length === 0) return missing("noPurchaseOrders");
        return lunarChange(view, purchases, view.windows.last3, view.windows.prior3);
      },
    },
    {
      id: "purchase-to-sales-orders-182d",
      name: words("购销订单比", "Purchase orders to sales orders"),
      definition: words(
        "近 182 天新增采购订单额 ÷ 新增销售订单额",
        "Purchase orders over sales orders placed in the 182 days to T",
      ),
      formula: "Σ purchase orders / Σ sales orders",
      unit: "ratio",
      range: [0, null],
      window: "182 days to T",
      expectedDirection: "none",
      compute: (view) => {
        if (view.orders().purchases().length === 0) return missing("noPurchaseOrders");
        const bought = amountOf(placedIn(view.orders().purchases(), view.windows.last6));
        return ratio(bought, amountOf(placedIn(sales(view), view.windows.last6)), "noOrders");
      },
    },
  ],
);
