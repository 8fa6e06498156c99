import type { InvoiceItem } from "#operations";
import type { ProfileItem } from "../profile-item.ts";
import { shareOf, sumFen } from "../proxy/bounds.ts";
import { yearDays } from "../proxy/trade-year.ts";
import type { ProfileItemId } from "./item-words.ts";
import { type ItemContext, itemsOf, ppmOf } from "./item.ts";

const streams = ["invoices"] as const;

/** Who buys: how many, how much hangs on few, how long they have bought. */
export function customerItems(context: ItemContext): readonly ProfileItem[] {
  const { facts, year, day } = context;
  const rows = year.invoices.filter(isSale);
  const sums = byCustomer(rows);
  const total = sumFen([...sums.values()]);
  const largest = [...sums.values()].sort((left, right) => (left < right ? 1 : left > right ? -1 : 0));
  const before = new Set(
    facts.invoices
      .filter((row) => isSale(row) && row.onDay <= day - yearDays)
      .map(({ counterparty }) => counterparty),
  );
  const hasBefore = before.size > 0;
  const old = [...sums].filter(([name]) => before.has(name)).map(([, fen]) => fen);
  const exported = facts.customs.filter(
    ({ direction, onDay }) => direction === "export" && onDay > day - yearDays,
  );
  return itemsOf("customers", context, [
    item("customer-count", rows.length === 0 ? null : sums.size),
    {
      ...item("new-customers", hasBefore ? sums.size - old.length : null),
      reason: rows.length === 0 ? "noRows" : "tooShort",
    },
    item("top-1-customer", shareOf(largest[0] ?? 0n, total)),
    item("top-5-customers", shareOf(sumFen(largest.slice(0, 5)), total)),
    item("customer-hhi", hhiOf(largest, total)),
    {
      ...item("returning-customers", hasBefore ? shareOf(sumFen(old), total) : null),
      reason: rows.length === 0 ? "noRows" : "tooShort",
    },
    {
      ...item("customer-tenure", tenureOf(facts.invoices, sums, day)),
      rows: facts.invoices.filter(isSale),
    },
    {
      ...item(
        "export-share",
        exported.length === 0
          ? null
          : ppmOf(Number(sumFen(exported.map(({ amountFen }) => amountFen))), Number(total)),
      ),
      streams: ["customs", "invoices"],
      rows: exported,
    },
  ]);

  function item(id: ProfileItemId, value: number | null) {
    return { id, streams, rows, value };
  }
}

function isSale({ direction, isVoid }: InvoiceItem): boolean {
  return direction === "sale" && !isVoid;
}

function byCustomer(rows: readonly InvoiceItem[]): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { counterparty, netFen } of rows)
    sums.set(counterparty, (sums.get(counterparty) ?? 0n) + netFen);
  for (const [name, fen] of sums) if (fen <= 0n) sums.delete(name);
  return sums;
}

function hhiOf(amounts: readonly bigint[], total: bigint): number | null {
  return shareOf(sumFen(amounts.map((fen) => fen * fen)), total * total);
}

function tenureOf(
  invoices: readonly InvoiceItem[],
  sums: ReadonlyMap<string, bigint>,
  day: number,
): number | null {
  const firsts = new Map<string, number>();
  for (const { counterparty, onDay, direction } of invoices) {
    if (direction === "sale" && !firsts.has(counterparty)) firsts.set(counterparty, onDay);
  }
  let months = 0;
  let weight = 0;
  for (const [name, fen] of sums) {
    const worth = Number(fen);
    months += worth * ((day - (firsts.get(name) ?? day)) / 30.44);
    weight += worth;
  }
  return weight <= 0 ? null : months / weight;
}
