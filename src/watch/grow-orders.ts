import type { StreamTotals } from "#association";
import { growingTotals, namedTotals } from "./growing-totals.ts";
import type { OperatingBatch } from "./operating-batch.ts";
import type { OperationsSeries, PriceSeries } from "./operations-series.ts";

const mostItems = 12;

export interface GrowingOrders {
  add(batch: OperatingBatch): void;
  /** Fen by day. */
  days(): Pick<StreamTotals, "orders" | "deliveries">;
  /** The first day of each that changed since this was last asked. */
  takeChanges(): { readonly orders: number; readonly deliveries: number };
  snapshot(): Pick<
    OperationsSeries,
    | "orderFen"
    | "orderCount"
    | "cancelledCount"
    | "cancelledFen"
    | "deliveredFen"
    | "purchasePrices"
    | "salePrices"
  >;
}

/** Orders as they were placed and cancelled, what was delivered, and what items cost by the orders for them. */
export function growOrders(): GrowingOrders {
  const orderFen = growingTotals();
  const orderCount = growingTotals();
  const cancelledCount = growingTotals();
  const cancelledFen = growingTotals();
  const deliveredFen = growingTotals();
  const prices = { sale: growPrices(), purchase: growPrices() };
  return {
    add: ({ orders = [], movements = [] }) => {
      for (const { onDay, direction, action, item, quantityMilli, amountFen } of orders) {
        const fen = Number(amountFen);
        if (action === "created" && quantityMilli > 0)
          prices[direction].add({ onDay, item, quantityMilli, fen });
        if (direction !== "sale") continue;
        if (action === "created") {
          orderFen.add(onDay, fen);
          orderCount.add(onDay, 1);
        } else if (action === "cancelled") {
          cancelledCount.add(onDay, 1);
          cancelledFen.add(onDay, fen);
        }
      }
      for (const { kind, onDay, amountFen } of movements)
        if (kind === "delivery" && amountFen !== null) deliveredFen.add(onDay, Number(amountFen));
    },
    days: () => ({ orders: orderFen.days(), deliveries: deliveredFen.days() }),
    takeChanges: () => ({ orders: orderFen.takeChange(), deliveries: deliveredFen.takeChange() }),
    snapshot: () => ({
      orderFen: orderFen.snapshot(),
      orderCount: orderCount.snapshot(),
      cancelledCount: cancelledCount.snapshot(),
      cancelledFen: cancelledFen.snapshot(),
      deliveredFen: deliveredFen.snapshot(),
      purchasePrices: prices.purchase.snapshot(),
      salePrices: prices.sale.snapshot(),
    }),
  };
}

interface PricedOrder {
  readonly onDay: number;
  readonly item: string;
  readonly quantityMilli: number;
  readonly fen: number;
}

function growPrices(): { add(order: PricedOrder): void; snapshot(): PriceSeries[] } {
  const quantities = namedTotals();
  const amounts = namedTotals();
  return {
    add: ({ onDay, item, quantityMilli, fen }) => {
      quantities.of(item).add(onDay, quantityMilli);
      amounts.of(item).add(onDay, fen);
    },
    snapshot: () =>
      amounts.largest(mostItems).map((item) => ({
        item,
        quantityMilli: quantities.of(item).snapshot(),
        amountFen: amounts.of(item).snapshot(),
      })),
  };
}
