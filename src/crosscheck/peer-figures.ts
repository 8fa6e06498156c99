import { dayNumberOf } from "#kernel";
import type { DayNumber, OperatingFacts } from "#operations";
import type { PeerFigures } from "./peer-comparison.ts";

/** What an enterprise brings to a comparison with its peers: the twelve months to T. */
export function peerFiguresOf(enterpriseId: string, facts: OperatingFacts): PeerFigures {
  const master = facts.masters.at(-1);
  const lastDay = dayNumberOf(facts.asOf);
  const fromDay = lastDay - 364;
  const sales = facts.invoices.filter(
    ({ direction, isVoid, onDay }) => direction === "sale" && !isVoid && onDay >= fromDay,
  );
  const salesYuan = sum(sales.map(({ netFen }) => Number(netFen) / 100));
  return {
    enterpriseId,
    division: master?.division ?? "",
    size: master?.size ?? "",
    region: master?.region ?? "",
    values: {
      ...machineShares(facts, fromDay),
      energyWhPerYuan: divide(
        sum(
          facts.meterDays
            .filter(({ medium, day }) => medium === "electricity" && day >= fromDay)
            .map(({ quantity }) => quantity),
        ),
        salesYuan,
      ),
      salesGrowth: growthOf(
        sales.map(({ onDay, netFen }) => ({ onDay, yuan: Number(netFen) / 100 })),
        lastDay,
      ),
      largestCustomerShare: divide(
        Math.max(
          0,
          ...sumBy(sales.map(({ counterparty, netFen }) => [counterparty, Number(netFen) / 100])).values(),
        ),
        salesYuan,
      ),
      onTimeShare: onTimeShareOf(facts, fromDay),
      salesYuanPerHead: divide(salesYuan, meanHeadcount(facts, fromDay)),
    },
  };
}

function machineShares(
  facts: OperatingFacts,
  fromDay: DayNumber,
): { readonly runShare: number | null; readonly goodShare: number | null } {
  const days = facts.machineDays.filter(({ day }) => day >= fromDay);
  const good = sum(days.map(({ goodCount }) => goodCount));
  return {
    runShare: divide(
      sum(days.map(({ runMinutes }) => runMinutes)),
      sum(days.map(({ knownMinutes }) => knownMinutes)),
    ),
    goodShare: divide(good, good + sum(days.map(({ rejectCount, scrapCount }) => rejectCount + scrapCount))),
  };
}

function growthOf(
  sales: readonly { readonly onDay: DayNumber; readonly yuan: number }[],
  lastDay: DayNumber,
): number | null {
  const middle = lastDay - 182;
  const ratio = divide(
    sum(sales.filter(({ onDay }) => onDay > middle).map(({ yuan }) => yuan)),
    sum(sales.filter(({ onDay }) => onDay <= middle).map(({ yuan }) => yuan)),
  );
  return ratio === null ? null : ratio - 1;
}

function onTimeShareOf(facts: OperatingFacts, fromDay: DayNumber): number | null {
  const due = new Map(
    facts.orders
      .filter(({ direction }) => direction === "sale")
      .map(({ number, dueDay }) => [number, dueDay]),
  );
  const told = facts.movements.flatMap(({ kind, orderNumber, onDay }) => {
    const day = kind === "delivery" && onDay >= fromDay ? (due.get(orderNumber) ?? null) : null;
    return day === null ? [] : [onDay <= day ? 1 : 0];
  });
  return divide(sum(told), told.length);
}

function meanHeadcount(facts: OperatingFacts, fromDay: DayNumber): number {
  const days = facts.workforce.filter(({ day }) => day >= fromDay);
  return days.length === 0 ? 0 : sum(days.map(({ headcount }) => headcount)) / days.length;
}

function sumBy(rows: readonly (readonly [string, number])[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [key, value] of rows) sums.set(key, (sums.get(key) ?? 0) + value);
  return sums;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function divide(numerator: number, denominator: number): number | null {
  return denominator > 0 ? numerator / denominator : null;
}
