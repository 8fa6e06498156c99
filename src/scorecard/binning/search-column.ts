import type { BinningSolution, FoundBins } from "./binning-problem.ts";
import { chooseCandidates, sharpest, tellingBoundaries } from "./candidates.ts";
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
const mostZooms = 6;

/** How much of the rows on either side of a chosen cut is looked at value by value. */
const closeShare = 0.0005;

/** Corners of the hull between the cuts beside a cut that are tried for it. */
const cornersPerCut = 20;

/**
 * Chooses candidates, solves, and zooms in: between the candidates around each chosen cut every cell, and at last every
 * value, is looked at. The final solution is the best over the candidates and all that the zoom added.
 */
export function searchColumn(
  column: CountedColumn,
  choice: CandidateChoice,
  solve: SolvePreBins,
): SearchResult {
  const counted = choice.candidates === "rich" ? lookBesideCandidates(column, choice) : column;
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
  return finish(counted, candidates, chosen, choice, solveAt);
}

/** So that trees and hull find their places among exact values. */
function lookBesideCandidates(column: CountedColumn, choice: CandidateChoice): CountedColumn {
  if (column.grid === null) return column;
  return lookIntoCells(column, cellsBeside(tellingBoundaries(sumCells(column.cells), choice)));
}

function cellsBeside(boundaries: readonly number[]): readonly number[] {
  return [...new Set(boundaries.flatMap((boundary) => [boundary - 1, boundary]))];
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
      const left = largestBelow(chosen, cut, 0);
      const right = smallestAbove(chosen, cut, sums.size);
      for (const corner of sharpest(sums, hullCorners(sums, left, right), cornersPerCut)) near.add(corner);
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

/**
 * Looks at every value close to the chosen cuts, and again should they move: the last solution is the best over the
 * candidates, the cuts the zoom found, and these places.
 */
function finish(
  counted: CountedColumn,
  candidates: readonly number[],
  chosen: readonly number[],
  choice: CandidateChoice,
  solve: SolveBoundaries,
): SearchResult {
  let column = counted;
  let found: { readonly solved: Solved; readonly everyValue: boolean } | null = null;
  const places = [...candidates, ...chosen].map((boundary) => counted.cells.floors[boundary] as number);
  let cuts = chosen.map((boundary) => counted.cells.floors[boundary] as number);
  for (let zoom = 0; zoom < mostZooms; zoom++) {
    column = lookIntoCells(column, cellsAround(column.cells, cuts));
    const { floors } = column.cells;
    const sums = sumCells(column.cells);
    const boundaries = cuts.map((cut) => lowerBound(floors, cut));
    const near = new Set([...places, ...cuts].map((place) => lowerBound(floors, place)));
    for (const cut of boundaries) {
      const { from, to } = windowAround(sums.rows, cut);
      for (const place of placesBetween(sums, boundaries, from, to, choice.minRows)) near.add(place);
    }
    const solved = solve(column.cells, sums, rising(near));
    found = { solved, everyValue: column.grid === null && near.size === sums.size - 1 };
    const next = solved.chosen.map((boundary) => floors[boundary] as number);
    if (next.join() === cuts.join()) break;
    cuts = next;
  }
  if (found === null || found.solved.solution.kind === "infeasible") {
    return { kind: "infeasible", reason: { conflicts: [] } };
  }
  const { solution, preBins } = found.solved;
  return { kind: "found", solution, preBins, everyValue: found.everyValue };
}

function cellsAround(
  { floors, goodRows, badRows, gridCells }: Cells,
  cuts: readonly number[],
): readonly number[] {
  if (gridCells.every((cell) => cell < 0)) return [];
  const { rows } = sumCells({ floors, gridCells, goodRows, badRows, goods: goodRows, bads: badRows });
  const around = new Set<number>();
  for (const cut of cuts) {
    const { from, to } = windowAround(rows, lowerBound(floors, cut));
    for (let cell = from; cell < to; cell++) around.add(cell);
  }
  return [...around];
}

/** The boundaries that leave about `closeShare` of the rows between themselves and this one, at least its neighbours. */
function windowAround(rows: Float64Array, boundary: number): { readonly from: number; readonly to: number } {
  const here = rows[boundary] as number;
  const width = closeShare * (rows.at(-1) as number);
  const from = lowerBound(rows, here - width);
  return {
    from: Math.max(0, Math.min(boundary - 1, from)),
    to: Math.min(rows.length - 1, Math.max(boundary + 1, lowerBound(rows, here + width))),
  };
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
