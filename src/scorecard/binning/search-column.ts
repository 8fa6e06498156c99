import type { BinningSolution, FoundBins } from "./binning-problem.ts";
import { chooseCandidates } from "./candidates.ts";
import type { CandidateChoice } from "./candidates.ts";
import { lowerBound, sumCells } from "./cell-sums.ts";
import type { CellSums } from "./cell-sums.ts";
import { lookIntoCells } from "./cells.ts";
import type { Cells, CountedColumn } from "./cells.ts";
import { hullCorners } from "./hull-corners.ts";
import { groupIntoPreBins } from "./pre-bins.ts";
import type { PreBins } from "./pre-bins.ts";
import type { InfeasibleReason } from "./trend.ts";

/** Solves the problem over these pre-bins. */
export type SolvePreBins = (preBins: PreBins) => BinningSolution;

/** The best bins over the candidates, and the pre-bins that they were proved over. */
export interface SearchedColumn {
  readonly kind: "found";
  readonly solution: FoundBins;
  readonly preBins: PreBins;
  /** Whether the pre-bins kept all distinct values apart. */
  readonly everyValue: boolean;
}

export type SearchResult =
  | SearchedColumn
  | { readonly kind: "infeasible"; readonly reason: InfeasibleReason };

/** The zoom gives up after this often, should the cuts still be moving. */
const mostZooms = 3;

/**
 * Chooses candidates, solves, and zooms in: between the candidates around each chosen cut every cell, and at last every
 * value, is looked at. The final solution is the best over the candidates and all that the zoom added.
 */
export function searchColumn(
  counted: CountedColumn,
  choice: CandidateChoice,
  solve: SolvePreBins,
): SearchResult {
  const sums = sumCells(counted.cells);
  const candidates = chooseCandidates(sums, choice, fixedBoundaries(counted.cells, choice));
  const solveAt: SolveBoundaries = (cells, cellSums, boundaries) =>
    solveOver(groupIntoPreBins(cells, cellSums, boundaries, choice.fixedCuts), boundaries, solve);
  const first = solveAt(counted.cells, sums, candidates);
  const everyValue = counted.grid === null && candidates.length === sums.size - 1;
  if (first.solution.kind === "infeasible") return { kind: "infeasible", reason: first.solution.reason };
  if (everyValue || choice.candidates === "quantiles") {
    return { kind: "found", solution: first.solution, preBins: first.preBins, everyValue };
  }
  const chosen = zoomIn(counted.cells, sums, candidates, first.chosen, choice, solveAt);
  return finish(counted, sums, candidates, chosen, choice, solveAt);
}

interface Solved {
  readonly solution: BinningSolution;
  readonly preBins: PreBins;
  /** The boundaries between cells that were chosen; none when it is infeasible. */
  readonly chosen: readonly number[];
}

type SolveBoundaries = (cells: Cells, sums: CellSums, boundaries: readonly number[]) => Solved;

function fixedBoundaries({ floors }: Cells, { fixedCuts }: CandidateChoice): readonly number[] {
  return fixedCuts.map((cut) => lowerBound(floors, cut));
}

function solveOver(preBins: PreBins, boundaries: readonly number[], solve: SolvePreBins): Solved {
  const solution = solve(preBins);
  const chosen =
    solution.kind === "infeasible" ? [] : solution.boundaries.map((place) => boundaries[place - 1] as number);
  return { solution, preBins, chosen };
}

function zoomIn(
  cells: Cells,
  sums: CellSums,
  candidates: readonly number[],
  start: readonly number[],
  choice: CandidateChoice,
  solve: SolveBoundaries,
): readonly number[] {
  let chosen = start;
  for (let zoom = 0; zoom < mostZooms; zoom++) {
    const near = new Set([...chosen, ...fixedBoundaries(cells, choice)]);
    for (const cut of chosen) {
      const from = largestBelow(candidates, cut, 0);
      const to = smallestAbove(candidates, cut, sums.size);
      for (const place of placesBetween(sums, chosen, from, to, choice.minRows)) near.add(place);
    }
    const next = solve(cells, sums, rising(near)).chosen;
    if (next.length === 0 || next.join() === chosen.join()) break;
    chosen = next;
  }
  return chosen;
}

/**
 * Where a cut between two boundaries may be best: the corners of the ROC hull there, and, when bins have a smallest size,
 * the places nearest to the chosen cuts that leave it.
 */
function placesBetween(
  sums: CellSums,
  chosen: readonly number[],
  from: number,
  to: number,
  minRows: number,
): readonly number[] {
  const places = hullCorners(sums, from, to);
  for (const cut of [0, ...chosen, sums.size]) {
    const after = lowerBound(sums.rows, (sums.rows[cut] as number) + minRows);
    const before = lowerBound(sums.rows, (sums.rows[cut] as number) - minRows + 1) - 1;
    for (const place of [after, before]) if (place > from && place < to) places.push(place);
  }
  return places;
}

function finish(
  counted: CountedColumn,
  sums: CellSums,
  candidates: readonly number[],
  chosen: readonly number[],
  choice: CandidateChoice,
  solve: SolveBoundaries,
): SearchResult {
  const beside = [...new Set(chosen.flatMap((cut) => [cut - 1, cut]))];
  const { cells, grid } = lookIntoCells(counted, beside);
  const fine = sumCells(cells);
  const moved = (boundary: number): number =>
    lowerBound(cells.floors, counted.cells.floors[boundary] as number);
  const near = new Set([...candidates, ...chosen].map(moved));
  for (const cut of chosen) {
    const from = cut > 1 ? moved(cut - 1) : 0;
    const to = cut + 1 < sums.size ? moved(cut + 1) : fine.size;
    for (const place of placesBetween(fine, chosen.map(moved), from, to, choice.minRows)) near.add(place);
  }
  const { solution, preBins } = solve(cells, fine, rising(near));
  if (solution.kind === "infeasible") return { kind: "infeasible", reason: solution.reason };
  return { kind: "found", solution, preBins, everyValue: grid === null && near.size === fine.size - 1 };
}

function rising(boundaries: ReadonlySet<number>): readonly number[] {
  return [...boundaries].sort((a, b) => a - b);
}

function largestBelow(sorted: readonly number[], limit: number, otherwise: number): number {
  let found = otherwise;
  for (const value of sorted) {
    if (value >= limit) break;
    found = value;
  }
  return found;
}

function smallestAbove(sorted: readonly number[], limit: number, otherwise: number): number {
  return sorted.find((value) => value > limit) ?? otherwise;
}
