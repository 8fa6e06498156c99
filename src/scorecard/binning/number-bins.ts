import type { BinningParameters } from "../parameters.ts";
import { lowerBound } from "./counting/cell-sums.ts";
import type { CellSums } from "./counting/cell-sums.ts";
import type { CountedColumn } from "./counting/cells.ts";
import type { CountedBin } from "./counted-bin.ts";
import type { PreBins } from "./candidates/pre-bins.ts";
import { addOutcomes, noOutcomes } from "./counting/present-rows.ts";
import type { OutcomeCount } from "./counting/present-rows.ts";
import type { SearchedColumn } from "./search-column.ts";

/** Special codes, then missing values. */
export function binsApart(
  special: readonly OutcomeCount[],
  missing: OutcomeCount,
  parameters: BinningParameters,
  codes: readonly number[],
): readonly CountedBin[] {
  const merges = parameters.special === "merge";
  const specialBins: CountedBin[] =
    parameters.special === "together" && codes.length > 0
      ? [{ kind: { kind: "special", codes }, outcomes: special.reduce(addOutcomes, noOutcomes), merges }]
      : codes.map((code, place) => ({
          kind: { kind: "special", codes: [code] },
          outcomes: special[place] ?? noOutcomes,
          merges,
        }));
  return [
    ...specialBins,
    { kind: { kind: "missing" }, outcomes: missing, merges: parameters.missing === "merge" },
  ];
}

/** The ranges that were found. */
export function binsOfPreBins({ problem: { preBins }, solution }: SearchedColumn): readonly CountedBin[] {
  const edges = [0, ...solution.boundaries, preBins.size];
  const cuts = solution.boundaries.map((boundary) => preBins.cuts[boundary - 1] as number);
  return rangeBins(cuts, edges, preBins);
}

/** The ranges between given cuts, some of which may be empty. */
export function binsOfCuts({ cells, sums }: CountedColumn, cuts: readonly number[]): readonly CountedBin[] {
  const edges = [0, ...cuts.map((cut) => lowerBound(cells.floors, cut)), sums.size];
  return rangeBins(cuts, edges, sums);
}

/** The ranges between cuts; `edges` are their places in the prefix sums, both ends included. */
function rangeBins(
  cuts: readonly number[],
  edges: readonly number[],
  { rows, badRows, goods, bads }: Pick<PreBins, "rows" | "badRows" | "goods" | "bads"> | CellSums,
): readonly CountedBin[] {
  return edges.slice(1).map((end, bin): CountedBin => {
    const start = edges[bin] as number;
    const within = (sums: ArrayLike<number>): number => (sums[end] as number) - (sums[start] as number);
    const bad = within(badRows);
    return {
      kind: { kind: "range", from: cuts[bin - 1] ?? null, to: cuts[bin] ?? null },
      outcomes: { goodRows: within(rows) - bad, badRows: bad, goods: within(goods), bads: within(bads) },
      merges: false,
    };
  });
}
