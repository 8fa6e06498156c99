import type { DayNumber, OperatingFacts, StockRow } from "#operations";

/** What should have become of an item between two counts, in thousandths of its unit. */
export interface RolledPeriod {
  readonly fromDay: DayNumber;
  readonly toDay: DayNumber;
  readonly openingMilli: number;
  readonly inMilli: number;
  readonly outMilli: number;
  readonly closingMilli: number;
  /** Counted less rolled forward: above 0 more is there than papers say. */
  readonly gapMilli: number;
}

export interface RolledItem {
  readonly stage: "raw" | "finished";
  readonly item: string;
  readonly periods: readonly RolledPeriod[];
  /** Numbers of the movements of a stretch of days. */
  readonly numbersBetween: (fromDay: DayNumber, toDay: DayNumber) => readonly string[];
}

type Movement = OperatingFacts["movements"][number];
type Kind = Movement["kind"];

/** What adds to a store and what takes from it; goods come back to the one they left, material goes back from it. */
const signs: Readonly<Record<RolledItem["stage"], Readonly<Partial<Record<Kind, 1 | -1>>>>> = {
  finished: { productionReceipt: 1, delivery: -1, return: 1 },
  raw: { goodsReceipt: 1, materialIssue: -1, return: -1 },
};

/**
 * Opening + in − out against the next count, for every item of the stores of material and of finished goods that is both
 * counted and moved under the same name. Counts of several places on one day are one count.
 */
export function rollStock(facts: OperatingFacts): RolledItem[] {
  const customers = partiesOf(facts, "delivery");
  const suppliers = partiesOf(facts, "goodsReceipt");
  const stageOfReturn = ({ counterparty }: Movement): RolledItem["stage"] =>
    suppliers.has(counterparty) && !customers.has(counterparty) ? "raw" : "finished";
  return (["finished", "raw"] as const).flatMap((stage) => {
    const isOf = (row: Movement): boolean =>
      signs[stage][row.kind] !== undefined && (row.kind !== "return" || stageOfReturn(row) === stage);
    const counts = countsOf(facts.stock.filter((row) => row.stage === stage));
    return [...counts]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([item, byDay]) => {
        const moved = facts.movements.filter((row) => row.item === item && isOf(row));
        if (moved.length === 0 || byDay.size < 2) return [];
        const numbersBetween: RolledItem["numbersBetween"] = (fromDay, toDay) =>
          moved.filter(({ onDay }) => onDay >= fromDay && onDay <= toDay).map(({ number }) => number);
        return [{ stage, item, periods: periodsOf(byDay, moved, signs[stage]), numbersBetween }];
      });
  });
}

function partiesOf({ movements }: OperatingFacts, wanted: Kind): Set<string> {
  return new Set(movements.flatMap(({ kind, counterparty }) => (kind === wanted ? [counterparty] : [])));
}

function countsOf(rows: readonly StockRow[]): Map<string, Map<DayNumber, number>> {
  const counts = new Map<string, Map<DayNumber, number>>();
  for (const { item, onDay, quantityMilli } of rows) {
    const byDay = counts.get(item) ?? new Map<DayNumber, number>();
    counts.set(item, byDay);
    byDay.set(onDay, (byDay.get(onDay) ?? 0) + quantityMilli);
  }
  return counts;
}

function periodsOf(
  counts: ReadonlyMap<DayNumber, number>,
  moved: OperatingFacts["movements"],
  signOf: (typeof signs)["raw"],
): RolledPeriod[] {
  const days = [...counts.keys()].sort((one, other) => one - other);
  let next = 0;
  while (next < moved.length && (moved[next]?.onDay ?? 0) <= (days[0] ?? 0)) next++;
  return days.slice(1).map((toDay, place) => {
    const fromDay = days[place] ?? toDay;
    let inMilli = 0;
    let outMilli = 0;
    for (; next < moved.length && (moved[next]?.onDay ?? 0) <= toDay; next++) {
      const { kind, quantityMilli } = moved[next] as Movement;
      if (signOf[kind] === 1) inMilli += quantityMilli;
      else outMilli += quantityMilli;
    }
    const openingMilli = counts.get(fromDay) ?? 0;
    const closingMilli = counts.get(toDay) ?? 0;
    const gapMilli = closingMilli - (openingMilli + inMilli - outMilli);
    return { fromDay, toDay, openingMilli, inMilli, outMilli, closingMilli, gapMilli };
  });
}
