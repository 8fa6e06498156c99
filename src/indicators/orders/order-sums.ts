import type { DayWindow } from "../windows.ts";
import type { Order } from "./order-view.ts";

/** Orders placed within a window. */
export function placedIn(orders: readonly Order[], { fromDay, toDay }: DayWindow): readonly Order[] {
  return orders.filter(({ placedOn }) => placedOn >= fromDay && placedOn <= toDay);
}

export function amountOf(orders: readonly Order[]): bigint {
  return orders.reduce((sum, { amountFen }) => sum + amountFen, 0n);
}

/** Sums of amounts by a name of the order, negative ones as zero. */
export function amountsBy(
  orders: readonly Order[],
  nameOf: (order: Order) => string,
): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const order of orders) {
    const name = nameOf(order);
    sums.set(name, (sums.get(name) ?? 0n) + (order.amountFen > 0n ? order.amountFen : 0n));
  }
  return sums;
}

/** Share of the largest sum. */
export function largestOf(sums: ReadonlyMap<string, bigint>): bigint {
  let largest = 0n;
  for (const sum of sums.values()) if (sum > largest) largest = sum;
  return largest;
}

export function totalOf(sums: ReadonlyMap<string, bigint>): bigint {
  let total = 0n;
  for (const sum of sums.values()) total += sum;
  return total;
}

/** Numerator of the Herfindahl–Hirschman index; its denominator is the square of the total. */
export function squaresOf(sums: ReadonlyMap<string, bigint>): bigint {
  let squares = 0n;
  for (const sum of sums.values()) squares += sum * sum;
  return squares;
}
