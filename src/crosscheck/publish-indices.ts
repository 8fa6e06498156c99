import { addMonths, type BusinessMonth } from "#kernel";
import {
  type IndexContribution,
  type IndexName,
  indexNames,
  type PublishedIndex,
  type RegionIndices,
  type SuppressedCells,
} from "./indices.ts";
import { type CrossCheckParameters, defaultCrossCheckParameters } from "./parameters.ts";
import { suppressCells, type Suppression, type TableCell } from "./suppress-cells.ts";

/**
 * Indices by industry, region and month with their sums, k-anonymous: a cell stands only on at least k enterprises known
 * in this month and the one before, none of which dominates it, and none can be worked out from the others. An index is
 * chained from changes on the month before within the same enterprises, so that who joins or leaves does not move it and
 * two months cannot be subtracted to tell a newcomer. The result does not depend on the order of contributions.
 */
export function publishIndices(
  contributions: Iterable<IndexContribution>,
  parameters: CrossCheckParameters = defaultCrossCheckParameters,
): RegionIndices {
  const byMonth = new Map<BusinessMonth, Map<string, IndexContribution>>();
  for (const contribution of contributions) {
    const month = byMonth.get(contribution.month) ?? new Map<string, IndexContribution>();
    byMonth.set(contribution.month, month);
    month.set(contribution.enterpriseId, contribution);
  }
  const published: PublishedIndex[] = [];
  const suppressed: SuppressedCells[] = [];
  for (const index of indexNames) {
    const levels = new Map<string, number>();
    for (const month of [...byMonth.keys()].sort()) {
      const now = byMonth.get(month) as Map<string, IndexContribution>;
      const before = byMonth.get(addMonths(month, -1)) ?? new Map<string, IndexContribution>();
      const cells = cellsOf(index, { now, before });
      const limits = { fewest: parameters.peersFewest, dominantShare: parameters.dominantShare };
      const withheld = suppressCells(cells, limits);
      for (const cell of cells) {
        if (withheld.has(cell)) continue;
        published.push(publishCell(index, { cell, month, levels }));
      }
      if (cells.length > 0) suppressed.push(countSuppressed({ index, month }, withheld));
    }
  }
  return { k: parameters.peersFewest, published, suppressed };
}

interface IndexCell extends TableCell {
  readonly change: number;
}

/** Sums of the enterprises that are known in both months, by industry and region and in all. */
function cellsOf(
  index: IndexName,
  {
    now,
    before,
  }: {
    readonly now: ReadonlyMap<string, IndexContribution>;
    readonly before: ReadonlyMap<string, IndexContribution>;
  },
): IndexCell[] {
  const sums = new Map<
    string,
    { row: string; column: string; count: number; now: number; before: number; most: number }
  >();
  for (const id of [...now.keys()].sort()) {
    const own = now.get(id) as IndexContribution;
    const value = valueOf(index, own);
    const past = valueOf(index, before.get(id));
    if (value === null || past === null || past.weight <= 0) continue;
    for (const row of [own.division, ""]) {
      for (const column of [own.region, ""]) {
        const key = `${row}/${column}`;
        const sum = sums.get(key) ?? { row, column, count: 0, now: 0, before: 0, most: 0 };
        sums.set(key, sum);
        sum.count++;
        sum.now += value.weight;
        sum.before += past.weight;
        sum.most = Math.max(sum.most, value.weight, past.weight);
      }
    }
  }
  return [...sums.values()]
    .filter((sum) => sum.before > 0)
    .map((sum) => ({
      row: sum.row,
      column: sum.column,
      count: sum.count,
      largestShare: sum.most / Math.max(sum.now, sum.before),
      change: sum.now / sum.before - 1,
    }));
}

/** Run rate counts each enterprise's share of time once, so that size does not dominate it. */
function valueOf(
  index: IndexName,
  contribution: IndexContribution | undefined,
): { readonly weight: number } | null {
  if (contribution === undefined) return null;
  const { runMinutes, knownMinutes, energyWh, ordersFen } = contribution;
  switch (index) {
    case "runRate":
      return runMinutes === null || knownMinutes === null || knownMinutes === 0
        ? null
        : { weight: runMinutes / knownMinutes };
    case "energy":
      return energyWh === null ? null : { weight: energyWh };
    case "orders":
      return ordersFen === null ? null : { weight: Number(ordersFen) };
  }
}

/** Levels and changes are rounded to a tenth of a point: finer figures would carry single enterprises. */
function publishCell(
  index: IndexName,
  {
    cell,
    month,
    levels,
  }: { readonly cell: IndexCell; readonly month: BusinessMonth; readonly levels: Map<string, number> },
): PublishedIndex {
  const key = `${cell.row}/${cell.column}`;
  const last = levels.get(key);
  const level = last === undefined ? 100 : last * (1 + cell.change);
  levels.set(key, level);
  return {
    index,
    division: cell.row,
    region: cell.column,
    month,
    value: Math.round(level * 10) / 10,
    change: last === undefined ? null : Math.round(cell.change * 1000) / 1000,
    enterprises: cell.count - (cell.count % 5),
  };
}

function countSuppressed(
  place: { readonly index: IndexName; readonly month: BusinessMonth },
  withheld: ReadonlyMap<TableCell, Suppression>,
): SuppressedCells {
  const counts = { tooFew: 0, dominated: 0, complementary: 0 };
  for (const reason of withheld.values()) counts[reason] += 1;
  return { ...place, ...counts };
}
