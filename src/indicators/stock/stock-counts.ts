import type { DayNumber, StockRow } from "#operations";

export type Stage = StockRow["stage"];

/** The newest count of a stage up to a day: the rows of the last day on which it was counted. */
export interface StageCount {
  readonly onDay: DayNumber;
  readonly rows: readonly StockRow[];
  readonly amountFen: bigint;
  readonly isValued: boolean;
}

/** @returns null where the stage was not counted in the year before the day */
export function stockAt(stock: readonly StockRow[], stage: Stage, day: DayNumber): StageCount | null {
  const rows: StockRow[] = [];
  for (let at = stock.length - 1; at >= 0; at--) {
    const row = stock[at];
    if (row === undefined || row.onDay > day || row.stage !== stage) continue;
    if (row.onDay <= day - 365 || (rows[0] !== undefined && row.onDay < rows[0].onDay)) break;
    rows.push(row);
  }
  const onDay = rows[0]?.onDay;
  if (onDay === undefined) return null;
  return {
    onDay,
    rows,
    amountFen: rows.reduce((sum, { amountFen }) => sum + (amountFen ?? 0n), 0n),
    isValued: rows.some(({ amountFen }) => amountFen !== null),
  };
}

/** Value of all stock on each day on which every stage that is ever counted was counted. */
export function stockCounts(
  rows: readonly StockRow[],
): readonly { readonly day: DayNumber; readonly amountFen: bigint }[] {
  const stages = new Set(rows.map(({ stage }) => stage)).size;
  const days = Map.groupBy(rows, ({ onDay }) => onDay);
  return [...days].flatMap(([day, counted]) =>
    new Set(counted.map(({ stage }) => stage)).size === stages
      ? [{ day, amountFen: counted.reduce((sum, { amountFen }) => sum + (amountFen ?? 0n), 0n) }]
      : [],
  );
}
