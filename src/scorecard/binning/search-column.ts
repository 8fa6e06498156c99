import type { BinningProblem, FoundBins } from "./optimum/binning-problem.ts";
import { chooseCandidates, tellingBoundaries } from "./candidates/candidates.ts";
import type { CandidateChoice } from "./candidates/candidates.ts";
import { lowerBound } from "./counting/cell-sums.ts";
import { lookIntoCells } from "./counting/cells.ts";
import type { CountedColumn } from "./counting/cells.ts";
import { findBinsOfEachTrend, findOptimalBins } from "./optimum/find-optimal-bins.ts";
import { cellsClose, placesAround, placesClose, placesNear } from "./candidates/places-near.ts";
import { groupIntoPreBins } from "./candidates/pre-bins.ts";
import type { PreBins } from "./candidates/pre-bins.ts";
import type { InfeasibleReason, Trend } from "./optimum/trend.ts";
import { searchParameters } from "./search-parameters.ts";
import { strayingPlaces } from "./candidates/straying-places.ts";

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

/**
 * Chooses candidates, solves, and zooms in on the best bins, and on those of a second trend that is nearly as good: in
 * windows that shrink from round to round, then between the candidates around each chosen cut, at last value by value. The
 * final solution is the best of all trends over the candidates and all places that the zooms ended with.
 */
export function searchColumn(
  column: CountedColumn,
  choice: CandidateChoice,
  stateProblem: StateProblem,
): SearchResult {
  const counted = choice.candidates === "rich" ? lookBesideCandidates(column, choice) : column;
  const candidates = chooseCandidates(counted.sums, choice, fixedBoundaries(counted, choice));
  const isEveryValue = candidates.length >= counted.sums.size - 1;
  if (isEveryValue || choice.candidates === "quantiles") {
    return solveOver(counted, candidates, choice, stateProblem);
  }
  let close = counted;
  const floors = new Set(candidates.map((boundary) => floorAt(counted, boundary)));
  const wide = widen(counted, candidates);
  for (const start of startsOf(counted, wide, choice, stateProblem)) {
    const isWeak = start.value < searchParameters.weakValue.value;
    const zoom: Zoom = { choice, stateProblem, trend: start.trend, isWeak };
    const near = zoomAmongCells(counted, wide, comeCloser(counted, start, zoom), zoom);
    const cuts = near.map((boundary) => floorAt(counted, boundary));
    const zoomed = zoomAmongValues(close, cuts, zoom);
    close = zoomed.close;
    for (const place of zoomed.places) floors.add(floorAt(close, place));
  }
  const places = new Set([...floors].map((floor) => boundaryAt(close, floor)));
  return solveOver(close, rising(places), choice, stateProblem);
}

/** What stays the same while zooming. */
interface Zoom {
  readonly choice: CandidateChoice;
  readonly stateProblem: StateProblem;
  readonly trend: Trend;
  /** The curve of a weak column is rugged, its best places may lie inside any cell. */
  readonly isWeak: boolean;
}

/** Boundaries between cells that bins of a trend were chosen by. */
interface ChosenBoundaries {
  readonly boundaries: readonly number[];
  readonly trend: Trend;
  readonly value: number;
}

/** A small sample is rugged, and cheap to search: the zooms start from many more places. */
function widen(column: CountedColumn, candidates: readonly number[]): readonly number[] {
  const { smallSampleRows, blocks } = searchParameters;
  const isSmall = (column.sums.rows[column.sums.size] as number) <= smallSampleRows.value;
  return isSmall
    ? rising(new Set([...candidates, ...strayingPlaces(column.sums, blocks.value)]))
    : candidates;
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

function solveOver(
  { cells, sums, grid }: CountedColumn,
  boundaries: readonly number[],
  choice: CandidateChoice,
  stateProblem: StateProblem,
): SearchResult {
  const preBins = groupIntoPreBins(cells, sums, boundaries, choice);
  const problem = stateProblem(preBins, { isFinal: true, trend: null });
  const solution = findOptimalBins(problem);
  if (solution.kind === "infeasible") return solution;
  const everyValue = grid === null && boundaries.length === sums.size - 1;
  return { kind: "found", solution, problem, everyValue };
}

/** The best choice among some boundaries for each trend, or for the one to keep to. */
function explore(
  { cells, sums }: CountedColumn,
  boundaries: readonly number[],
  choice: CandidateChoice,
  stateProblem: StateProblem,
  trend: Trend | null,
): readonly ChosenBoundaries[] {
  const preBins = groupIntoPreBins(cells, sums, boundaries, choice);
  const found = findBinsOfEachTrend(stateProblem(preBins, { isFinal: false, trend }));
  return found.map((bins) => ({
    boundaries: bins.boundaries.map((place) => boundaries[place - 1] as number),
    trend: bins.trend,
    value: bins.value,
  }));
}

function startsOf(
  column: CountedColumn,
  candidates: readonly number[],
  choice: CandidateChoice,
  stateProblem: StateProblem,
): readonly ChosenBoundaries[] {
  const found = explore(column, candidates, choice, stateProblem, null);
  const ranked = found.toSorted((a, b) => b.value - a.value);
  const least = (ranked[0]?.value ?? 0) * searchParameters.startShare.value;
  const isRepeated = ({ boundaries }: ChosenBoundaries, rank: number): boolean =>
    ranked.slice(0, rank).some((better) => better.boundaries.join() === boundaries.join());
  return ranked
    .filter((one, rank) => one.value >= least && !isRepeated(one, rank))
    .slice(0, searchParameters.starts.value);
}

/** The best choice of the zoom's trend among some places and the fixed cuts; undefined when there is none. */
function exploreNear(column: CountedColumn, places: ReadonlySet<number>, zoom: Zoom) {
  const { choice, stateProblem, trend } = zoom;
  const boundaries = rising(new Set([...places, ...fixedBoundaries(column, choice)]));
  return explore(column, boundaries, choice, stateProblem, trend)[0];
}

/** Looks at a few places on either side of each cut, in windows that shrink from round to round. */
function comeCloser(column: CountedColumn, start: ChosenBoundaries, zoom: Zoom): readonly number[] {
  let best = start;
  const { closeShare, widestWindow } = searchParameters;
  for (let share = widestWindow.value; share > closeShare.value; share /= 3) {
    const found = exploreNear(column, placesAround(column.sums, best.boundaries, share, zoom.choice), zoom);
    if (found !== undefined && found.value > best.value) best = found;
  }
  return best.boundaries;
}

/** The boundaries chosen when no place near them is better. */
function zoomAmongCells(
  column: CountedColumn,
  candidates: readonly number[],
  start: readonly number[],
  zoom: Zoom,
): readonly number[] {
  const known = new Map<string, readonly number[]>();
  let chosen = start;
  for (let round = 0; round < searchParameters.zooms.value; round++) {
    const near = placesNear(column.sums, candidates, chosen, zoom.choice, known);
    const found = exploreNear(column, near, zoom);
    if (found === undefined || found.boundaries.join() === chosen.join()) break;
    chosen = found.boundaries;
  }
  return chosen;
}

/** Looks at every value close to the cuts, those of a weak column first also at the best places between, and again should they move. */
function zoomAmongValues(
  column: CountedColumn,
  start: readonly number[],
  zoom: Zoom,
): { readonly close: CountedColumn; readonly places: ReadonlySet<number> } {
  let close = column;
  let cuts = start;
  let places: ReadonlySet<number> = new Set();
  for (let round = 0; round < searchParameters.zooms.value; round++) {
    const cells = cuts.map((cut) => boundaryAt(close, cut));
    const corners = round === 0 && zoom.isWeak ? searchParameters.cornersPerCut.value : 0;
    close = lookIntoCells(close, cellsClose(close.sums, cells, zoom.choice, corners));
    const chosen = cuts.map((cut) => boundaryAt(close, cut));
    places = placesClose(close.sums, chosen, zoom.choice, corners);
    const found = exploreNear(close, places, zoom);
    if (found === undefined || found.boundaries.join() === chosen.join()) break;
    cuts = found.boundaries.map((boundary) => floorAt(close, boundary));
  }
  return { close, places };
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
