import type { BinningParameters } from "#scorecard";
import type { IndicatorCounts } from "../studio-api.ts";
import {
  addEntries,
  addTallies,
  type FineCounts,
  type FineEntry,
  rowsOf,
  type Tally,
} from "./fine-counts.ts";

/**
 * The server's counts, list by list, turned into entries; the last place of every list is the missing values.
 * @param parameters  of the plan, which say what becomes of special codes and how far small bins are smoothed
 */
export function countsOfWire(
  wire: IndicatorCounts,
  { smoothingRows, special }: Pick<BinningParameters, "smoothingRows" | "special">,
): FineCounts {
  const entryAt = (place: number): FineEntry => ({
    training: tallyOf(wire, place, ({ split }) => split === "development"),
    heldOut: tallyOf(wire, place, ({ split }) => split === "heldOut"),
    byVintage: wire.vintages.map((_, index) => tallyOf(wire, place, ({ vintage }) => vintage === index)),
  });
  const size = wire.valueKind === "numeric" ? wire.ranges.length : wire.categories.length;
  const missing = { kind: "missing" as const, codes: [], ...entryAt(size) };
  const isFilled = rowsOf(missing.training) + rowsOf(missing.heldOut) > 0;
  const shared = { vintages: wire.vintages, smoothingRows, mergesSpecial: special === "merge" };
  if (wire.valueKind === "categorical") {
    const entries = wire.categories.map((category, place) => ({ category, ...entryAt(place) }));
    return { ...shared, values: { kind: "categorical", entries }, beside: isFilled ? [missing] : [] };
  }
  const ranges = wire.ranges.map((range, place) => ({ ...range, place }));
  const apart = ranges
    .filter(({ isSpecial }) => isSpecial)
    .map(({ low, place }) => ({ kind: "special" as const, codes: [low], ...entryAt(place) }));
  const codes = apart.flatMap((one) => one.codes);
  const together = { kind: "special" as const, codes, ...addEntries(apart, wire.vintages.length) };
  const besides = special === "together" && apart.length > 1 ? [together] : apart;
  const entries = ranges
    .filter(({ isSpecial }) => !isSpecial)
    .map(({ low, place }) => ({ from: low, ...entryAt(place) }));
  return {
    ...shared,
    values: { kind: "numeric", entries },
    beside: isFilled ? [...besides, missing] : besides,
  };
}

type Cell = IndicatorCounts["cells"][number];

function tallyOf({ cells }: IndicatorCounts, place: number, isWanted: (cell: Cell) => boolean): Tally {
  return addTallies(
    cells.filter(isWanted).map(({ goods, bads }) => ({ goods: goods[place] ?? 0, bads: bads[place] ?? 0 })),
  );
}
