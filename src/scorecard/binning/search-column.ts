import type { BinningProblem, FoundBins } from "./binning-problem.ts";
import { chooseCandidates, tellingBoundaries } from "./candidates.ts";
import type { CandidateChoice } from "./candidates.ts";
import { lowerBound } from "./cell-sums.ts";
import { lookIntoCells } from "./cells.ts";
import type { CountedColumn } from "./cells.ts";
import { findOptimalBins } from "./find-optimal-bins.ts";
import { cellsClose, placesClose, placesNear } from "./places-near.ts";
import { groupIntoPreBins } from "./pre-bins.ts";
import type { PreBins } from "./pre-bins.ts";
import type { InfeasibleReason, Trend } from "./trend.ts";

/** The problem over these pre-bins. */
export type StateProblem = (preBins: PreBins, stage: SearchStage) => BinningProblem;

/** While searching, an easier objective will do; the trend is the one to keep to, null for all that are wanted. */
export interface SearchStage {
  readonly isFinal: boolean;
  readonly trend: Trend | null;
}

/** The best bins over the candidates. */
export interface SearchedColumn {
  readonly kind: "found";
  readonly solution: FoundBins;
  /** What the solution solves; its pre-bins are the last candidates. */
  readonly problem: BinningProblem;
  /** Whether the pre-bins kept all distinct values apart. */
  readonly everyValue: boolean;
}

export type SearchResult =
  | SearchedColumn
  | { readonly kind: "infeasible"; readonly reason: InfeasibleReason };

/** The zoom gives up after this often, should the cuts still be moving. */
const mostZooms = 6;

/**
 * Chooses candidates, solves, and zooms in with the trend that won: between the candidates around each chosen cut every
 * cell, and at last every value, is looked at. The final solution is the best of all trends over the candidates and all
 * places that the zoom ended with.
 */
export function searchColumn(
  column: CountedColumn,
  choice: CandidateChoice,
  stateProblem: StateProblem,
): SearchResult {
  const counted = choice.candidates === "rich" ? lookBesideCandidates(column, choice) : column;
  const candidates = chooseCandidates(counted.sums, choice, fixedBoundaries(counted, choice));
  const last: Zoom = { choice, stateProblem, stage: { isFinal: true, trend: null } };
  const isEveryValue = candidates.length >= counted.sums.size - 1;
  if (isEveryValue || choice.candidates === "quantiles") return solveOver(counted, candidates, last);
  const first = solveOver(counted, candidates, { ...last, stage: { isFinal: false, trend: null } });
  if (first.kind === "infeasible") return first;
  const locked: Zoom = { ...last, stage: { isFinal: false, trend: first.solution.trend } };
  const near = zoomAmongCells(counted, candidates, first, locked);
  const { close, places } = zoomAmongValues(counted, near, locked);
  const all = new Set(candidates.map((boundary) => boundaryAt(close, floorAt(counted, boundary))));
  return solveOver(close, rising(new Set([...all, ...places])), last);
}

/** What stays the same while zooming. */
interface Zoom {
  readonly choice: CandidateChoice;
  readonly stateProblem: StateProblem;
  readonly stage: SearchStage;
}

/** So that trees and hull find their places among exact values. */
function lookBesideCandidates(column: CountedColumn, choice: CandidateChoice): CountedColumn {
  if (column.grid === null) return column;
  const beside = tellingBoundaries(column.sums, choice).flatMap((place) => [place - 1, place]);
  return lookIntoCells(column, [...new Set(beside)]);
}

function fixedBoundaries(column: CountedColumn, { fixedCuts }: CandidateChoice): readonly number[] {
  return fixedCuts.map((cut) => boundaryAt(column, cut));
}

function solveOver(column: CountedColumn, boundaries: readonly number[], zoom: Zoom): SearchResult {
  const { cells, sums, grid } = column;
  const preBins = groupIntoPreBins(cells, sums, boundaries, zoom.choice.fixedCuts);
  const problem = zoom.stateProblem(preBins, zoom.stage);
  const solution = findOptimalBins(problem);
  if (solution.kind === "infeasible") return solution;
  return {
    kind: "found",
    solution,
    problem,
    everyValue: grid === null && boundaries.length === sums.size - 1,
  };
}

/** The boundaries chosen when no place near them is better. */
function zoomAmongCells(
  column: CountedColumn,
  candidates: readonly number[],
  first: SearchedColumn,
  zoom: Zoom,
): readonly number[] {
  const { sums } = column;
  const fixed = fixedBoundaries(column, zoom.choice);
  const known = new Map<string, readonly number[]>();
  let chosen = chosenOf(first, candidates);
  for (let round = 0; round < mostZooms; round++) {
    const near = placesNear(sums, candidates, chosen, zoom.choice, known);
    const boundaries = rising(new Set([...near, ...fixed]));
    const better = solveOver(column, boundaries, zoom);
    if (better.kind === "infeasible") break;
    const next = chosenOf(better, boundaries);
    if (next.join() === chosen.join()) break;
    chosen = next;
  }
  return chosen;
}

/** Looks at every value close to the cuts, and again should they move. */
function zoomAmongValues(
  column: CountedColumn,
  start: readonly number[],
  zoom: Zoom,
): { readonly close: CountedColumn; readonly places: ReadonlySet<number> } {
  let close = column;
  let places: ReadonlySet<number> = new Set(start);
  let cuts = start.map((boundary) => floorAt(column, boundary));
  for (let round = 0; round < mostZooms; round++) {
    const chosen = cuts.map((cut) => boundaryAt(close, cut));
    close = lookIntoCells(close, cellsClose(close.sums, chosen));
    const now = cuts.map((cut) => boundaryAt(close, cut));
    places = placesClose(close.sums, now, zoom.choice);
    const boundaries = rising(new Set([...places, ...fixedBoundaries(close, zoom.choice)]));
    const better = solveOver(close, boundaries, zoom);
    if (better.kind === "infeasible") break;
    const next = chosenOf(better, boundaries).map((boundary) => floorAt(close, boundary));
    if (next.join() === cuts.join()) break;
    cuts = next;
  }
  return { close, places };
}

function chosenOf({ solution }: SearchedColumn, boundaries: readonly number[]): readonly number[] {
  return solution.boundaries.map((place) => boundaries[place - 1] as number);
}

function boundaryAt({ cells }: CountedColumn, floor: number): number {
  return lowerBound(cells.floors, floor);
}

function floorAt({ cells }: CountedColumn, boundary: number): number {
  return cells.floors[boundary] as number;
}

function rising(boundaries: ReadonlySet<number>): readonly number[] {
  return [...boundaries].sort((a, b) => a - b);
}
