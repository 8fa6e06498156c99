import { divideRounded, type Fen, type Message, multiplyByRate } from "#kernel";
import type { DayNumber, OperatingFacts, StockRow } from "#operations";
import { between } from "../facts-until.ts";
import type { ProfileParameters } from "../parameters.ts";
import { combine, type Estimate, shareOf, spread } from "./bounds.ts";
import { knownOrders, tradeYearOf, worthOf } from "./trade-year.ts";

/** The newest count of each item, form and place. */
export function newestCounts(stock: readonly StockRow[]): readonly StockRow[] {
  const newest = new Map<string, StockRow>();
  for (const row of stock) newest.set(`${row.stage}/${row.item}/${row.place}`, row);
  return [...newest.values()];
}

/**
 * Inventories at a day: the newest count in money, carried on by what moved since at cost. Without a count, from
 * the flow: what was bought and not delivered yet, at the days that goods usually lie.
 */
export function inventoriesOf(
  facts: OperatingFacts,
  day: DayNumber,
  parameters: ProfileParameters,
): Estimate | null {
  const counts = newestCounts(facts.stock);
  const countedOn = counts.reduce((latest, { onDay }) => Math.max(latest, onDay), 0);
  // A place that was not counted with the others was counted empty then, not forgotten for ever.
  const current = counts.filter(({ onDay }) => onDay > countedOn - parameters.staleCountDays);
  const prices = unitCosts(facts);
  const valued = current.flatMap((row) => {
    const fen = row.amountFen ?? priced(row, prices);
    return fen === null ? [] : [fen];
  });
  if (valued.length === 0) return byFlow(facts, day, parameters);
  const countedFen = valued.reduce((sum, fen) => sum + fen, 0n);
  const sinceFen = movedSince(facts, { after: countedOn, last: day });
  const carried = countedFen + sinceFen.inFen - sinceFen.outFen;
  const valueFen = carried > countedFen / 4n ? carried : countedFen / 4n;
  const turned = shareOf(sinceFen.inFen + sinceFen.outFen, valueFen) ?? 0;
  const unvalued = (current.length - valued.length) / current.length;
  const errorPpm = combine(
    parameters.stockErrorPpm,
    Math.min(600_000, turned * 0.15),
    unvalued * 600_000,
    day - countedOn > parameters.staleCountDays ? 400_000 : 0,
  );
  return {
    ...spread(valueFen, { belowPpm: errorPpm, abovePpm: errorPpm }),
    method: day === countedOn ? byCount : byCarriedCount(day - countedOn),
    streams: ["stock", "movements"],
  };
}

/** Average cost of a thousandth of a unit, by item, from what was received with a price: fen for 1,000 units. */
function unitCosts({ movements, orders }: OperatingFacts): ReadonlyMap<string, { fen: Fen; milli: bigint }> {
  const known = knownOrders(orders);
  const costs = new Map<string, { fen: Fen; milli: bigint }>();
  for (const movement of movements) {
    if (movement.kind !== "goodsReceipt") continue;
    const worth = worthOf(movement, known);
    if (worth === null) continue;
    const cost = costs.get(movement.item) ?? { fen: 0n, milli: 0n };
    cost.fen += worth;
    cost.milli += BigInt(Math.round(movement.quantityMilli));
    costs.set(movement.item, cost);
  }
  return costs;
}

function priced(row: StockRow, costs: ReadonlyMap<string, { fen: Fen; milli: bigint }>): Fen | null {
  const cost = costs.get(row.item);
  if (cost === undefined || cost.milli <= 0n) return null;
  return divideRounded(cost.fen * BigInt(Math.round(row.quantityMilli)), cost.milli, "halfUp");
}

/** What cost takes of a price; NBS: 85.4 of 100 yuan of revenue in 2024. */
const costPpm = 854_000;

/** Goods in and out after a count, at cost. */
function movedSince(
  facts: OperatingFacts,
  window: { readonly after: DayNumber; readonly last: DayNumber },
): { readonly inFen: Fen; readonly outFen: Fen } {
  const orders = knownOrders(facts.orders);
  let inFen = 0n;
  let outFen = 0n;
  for (const movement of between(facts.movements, window, ({ onDay }) => onDay)) {
    const worth = worthOf(movement, orders);
    if (worth === null) continue;
    if (movement.kind === "goodsReceipt") inFen += worth;
    if (movement.kind === "delivery") outFen += multiplyByRate(worth, costPpm, "floor");
    if (movement.kind === "return") inFen += multiplyByRate(worth, costPpm, "floor");
  }
  return { inFen, outFen };
}

/** Days that goods lie in all their forms together, and how far firms differ (NBS: 20 days of finished goods alone). */
const usualStockDays = 45n;

function byFlow(facts: OperatingFacts, day: DayNumber, parameters: ProfileParameters): Estimate | null {
  const year = tradeYearOf(facts, "purchase", day, parameters) ?? tradeYearOf(facts, "sale", day, parameters);
  if (year === null) return null;
  return {
    ...spread((year.valueFen * usualStockDays) / 365n, { belowPpm: 650_000, abovePpm: 1_200_000 }),
    method: byTurnover,
    streams: year.streams,
  };
}

const byCount: Message = { zh: "当日盘点计价", en: "Counted on the day, in money" };
function byCarriedCount(days: number): Message {
  return {
    zh: `${days} 天前的盘点，按此后收货与交付（成本）滚动`,
    en: `Counted ${days} days before, carried on by goods in and out at cost`,
  };
}
const byTurnover: Message = {
  zh: "没有盘点：按采购额与制造业惯常存货天数推算",
  en: "Without a count: purchases at the days that goods usually lie",
};
