import type { Fen } from "#kernel";
import type { ProfileItem } from "../profile-item.ts";
import { shareOf, sumFen } from "../proxy/bounds.ts";
import { type KnownOrder, worthOf, yearDays } from "../proxy/trade-year.ts";
import type { ProfileItemId } from "./item-words.ts";
import { type ItemContext, itemsOf, ppmOf } from "./item.ts";

/** What is ordered and how it is kept: book, growth, cancellations, punctuality. */
export function orderItems(context: ItemContext): readonly ProfileItem[] {
  const { facts, orders, day } = context;
  const sales = [...orders.values()].filter(({ direction }) => direction === "sale");
  const rows = facts.orders.filter(({ direction }) => direction === "sale");
  const placed = sales.filter(({ placedOn }) => placedOn > day - yearDays);
  const before = sales.filter(({ placedOn }) => placedOn > day - 2 * yearDays && placedOn <= day - yearDays);
  const firstDay = rows[0]?.onDay ?? day;
  const book = bookOf(context, sales);
  const monthly = context.proxy.revenueFen === null ? 0 : Number(context.proxy.revenueFen.valueFen) / 12;
  const amounts = placed.map(({ amountFen }) => amountFen).sort((left, right) => (left < right ? -1 : 1));
  const punctual = punctualityOf(context, sales);
  const isShort = day - firstDay < 2 * yearDays - 31;
  const known = rows.length > 0;
  return itemsOf("orders", context, [
    item("order-book", known ? book : null),
    { ...item("order-cover", known && monthly > 0 ? Number(book) / monthly : null), decimals: 1 },
    item("orders-placed", known ? sumFen(placed.map(({ amountFen }) => amountFen)) : null),
    {
      ...item("order-growth", isShort ? null : growthOf(placed, before)),
      reason: known ? "tooShort" : "noRows",
    },
    item("orders-cancelled", ppmOf(placed.filter(({ isCancelled }) => isCancelled).length, placed.length)),
    item("median-order", amounts[Math.floor(amounts.length / 2)] ?? null),
    item("lead-days", medianLead(placed)),
    {
      ...item("on-time", ppmOf(punctual.onTime, punctual.deliveries)),
      streams: ["orders", "movements"],
    },
  ]);

  function item(id: ProfileItemId, value: Fen | number | null) {
    return { id, streams: ["orders"] as readonly ("orders" | "movements")[], rows, value };
  }
}

/** Worth of what was ordered and not delivered yet, of orders that are neither cancelled nor older than a year. */
function bookOf({ facts, orders, day }: ItemContext, sales: readonly KnownOrder[]): Fen {
  const delivered = new Map<string, Fen>();
  for (const movement of facts.movements) {
    if (movement.kind !== "delivery" || movement.orderNumber === "") continue;
    const worth = worthOf(movement, orders) ?? 0n;
    delivered.set(movement.orderNumber, (delivered.get(movement.orderNumber) ?? 0n) + worth);
  }
  const done = new Set(
    facts.orders.filter(({ action }) => action === "completed").map(({ number }) => number),
  );
  return sumFen(
    sales
      .filter(
        ({ number, isCancelled, placedOn }) => !isCancelled && !done.has(number) && placedOn > day - yearDays,
      )
      .map(({ number, amountFen }) => amountFen - (delivered.get(number) ?? 0n))
      .filter((rest) => rest > 0n),
  );
}

function growthOf(now: readonly KnownOrder[], before: readonly KnownOrder[]): number | null {
  const total = (list: readonly KnownOrder[]): Fen =>
    sumFen(list.filter(({ isCancelled }) => !isCancelled).map(({ amountFen }) => amountFen));
  const share = shareOf(total(now), total(before));
  return share === null ? null : share - 1_000_000;
}

function medianLead(placed: readonly KnownOrder[]): number | null {
  const leads = placed
    .flatMap(({ dueDay, placedOn }) => (dueDay === null ? [] : [dueDay - placedOn]))
    .sort((left, right) => left - right);
  return leads[Math.floor(leads.length / 2)] ?? null;
}

function punctualityOf({ year, orders }: ItemContext, sales: readonly KnownOrder[]) {
  const numbers = new Set(sales.map(({ number }) => number));
  let onTime = 0;
  let deliveries = 0;
  for (const { kind, orderNumber, onDay } of year.movements) {
    const dueDay = orders.get(orderNumber)?.dueDay ?? null;
    if (kind !== "delivery" || dueDay === null || !numbers.has(orderNumber)) continue;
    deliveries += 1;
    if (onDay <= dueDay) onTime += 1;
  }
  return { onTime, deliveries };
}
